"""Contractors, firms, cooperatives and offices: contracts, share of the county's contracts, money paid to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank, Figure
from generator.figures.organisations import Dealings, dealings, has_page, is_person, merged, share, shown
from generator.published.rows import Organisation
from generator.site.county import County, natural
from generator.site.page import Page
from generator.site.text import Cell, categories, count, decimal, href, yuan
from generator.site.views import common
from generator.site.views.once import once

ROOT = "../"

Totals = tuple[Cell, Cell, Cell, Cell, Cell, str]
"""(contracts, contract sum, share, settled, paid to it, note or empty); money in 元"""
Row = tuple[str, str, str, Totals]
"""(code, address, name, totals)"""
Group = tuple[str, str, tuple[Row, ...], tuple[tuple[str, str], ...], bool]
"""(kind, label, those with contracts or payments, address and name of the others, whether any has a contract)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Every organisation's dealings, and what all shown contracts come to."""

    of: Mapping[str, Dealings]
    contracts_fen: Figure
    withheld: int
    """Contracts whose amount is withheld"""
    persons: Dealings
    """All whose names are private, together"""


@once
def market(county: County) -> Market:
    found = dealings(county.release)
    contracts_fen, withheld = shown(c.contract_fen for c in county.release.contracts)
    private = (o.organisation_id for o in county.release.organisations if is_person(o))
    return Market(
        of=found,
        contracts_fen=contracts_fen,
        withheld=withheld,
        persons=merged(found[code] for code in private),
    )


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every organisation by kind, those with the largest contracts first; private persons as one row."""
    found = market(county)
    persons = [o for o in county.release.organisations if is_person(o)]
    return Page(
        path="organisations/index.html",
        section="organisations",
        title="单位与企业",
        description=f"{len(county.organisations)} 个企业、合作社和机构的合同与收款，截至{county.programme.as_of}",
        template="organisations.html",
        context={
            **common.base(county, ROOT),
            "whole": (count(len(county.release.contracts)), yuan(found.contracts_fen), withheld(found.withheld)),
            "groups": _groups(county),
            "persons": (str(len(persons)), totals(county, found.persons)) if persons else (),
        },
    )


def address(county: County, code: str | Blank, root: str) -> str:
    """Where an organisation has its page; empty for private persons, for households together, and for none."""
    found = county.organisations.get(code)
    return href(root, "organisations", found.organisation_id) if found and has_page(found) else ""


def totals(county: County, found: Dealings) -> Totals:
    """Sums of what is shown, and how many contracts are left out because their amount is withheld."""
    contract_fen, hidden = shown(c.contract_fen for c in found.contracts)
    settled_fen, _ = shown(c.settled_fen for c in found.contracts)
    paid_fen = sum(m.amount_fen for m in found.payments if isinstance(m.amount_fen, int))
    part = share(contract_fen, market(county).contracts_fen)
    return (
        count(len(found.contracts)),
        yuan(contract_fen),
        decimal(part) if isinstance(part, Blank) else ("n", f"{part}%"),
        yuan(settled_fen),
        yuan(paid_fen),
        withheld(hidden),
    )


def withheld(number: int) -> str:
    """「另有 2 份合同金额不公开」, or empty."""
    return f"另有 {number} 份合同金额{Blank.WITHHELD.label}" if number else ""


def _groups(county: County) -> tuple[Group, ...]:
    """Kinds that have contracts first, then those that were paid, then the others."""
    found = (
        _group(county, kind, label, [o for o in county.release.organisations if o.kind == kind and has_page(o)])
        for kind, label in categories("organisations", "kind").items()
    )
    return tuple(sorted((g for g in found if g[2] or g[3]), key=lambda g: (not g[4], not g[2])))


def _group(county: County, kind: str, label: str, members: Sequence[Organisation]) -> Group:
    of = market(county).of
    busy = [o for o in members if _is_busy(of[o.organisation_id])]
    idle = [o for o in members if not _is_busy(of[o.organisation_id])]
    busy.sort(key=lambda o: (-_size(of[o.organisation_id]), natural(o.organisation_id)))
    return (
        kind,
        label,
        tuple(_row(county, o) for o in busy),
        tuple((address(county, o.organisation_id, ROOT), county.names[o.organisation_id]) for o in idle),
        any(of[o.organisation_id].contracts for o in busy),
    )


def _is_busy(found: Dealings) -> bool:
    return bool(found.contracts or found.payments)


def _size(found: Dealings) -> int:
    """Shown contracts in fen: what is withheld decides no order."""
    return sum(c.contract_fen for c in found.contracts if isinstance(c.contract_fen, int))


def _row(county: County, organisation: Organisation) -> Row:
    code = organisation.organisation_id
    return (code, address(county, code, ROOT), county.names[code], totals(county, market(county).of[code]))
