"""One organisation: every contract and project, every line of money paid to it, what it received and passed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.figures.organisations import PAYMENT, TRANSFER, flows, has_page
from generator.published.rows import Contract, FundMove, Project
from generator.site.county import County, natural
from generator.site.page import Page
from generator.site.text import Cell, categories, category, count, day, href, words, yuan
from generator.site.views import common, lines, projectrows
from generator.site.views.once import once
from generator.site.views.organisations import market, totals, withheld

ROOT = "../../"

FlowRow = tuple[str, str, str, Cell, Cell, str]
"""(fund's address, fund, stage, lines, 元, class)"""


def keys(county: County) -> Sequence[str]:
    return tuple(o.organisation_id for o in county.release.organisations if has_page(o))


def page(county: County, key: str) -> Page:
    """The page of one organisation; raises KeyError for an unknown code."""
    organisation = county.organisations[key]
    found = market(county).of[key]
    return Page(
        path=f"organisations/{key}/index.html",
        section="organisations",
        title=county.names[key],
        description=f"{county.names[key]}：合同、项目与每一笔收款，截至{county.programme.as_of}",
        template="organisation.html",
        context={
            **common.base(county, ROOT),
            "code": key,
            "name": county.names[key],
            "kind": category("organisations", "kind", organisation.kind),
            "credit_code": words(organisation.credit_code),
            "totals": totals(county, found),
            "whole": (yuan(market(county).contracts_fen), withheld(market(county).withheld)),
            "contracts": tuple(_contract(county, c) for c in found.contracts),
            "settled_count": str(sum(isinstance(c.settled_fen, int) for c in found.contracts)),
            "number_paid": count(len(found.payments)),
            "payments": _payments(county, found.payments),
            "taken": _flows(county, (m for m in found.taken if m.stage != PAYMENT)),
            "given": _flows(county, found.given),
            "projects": projectrows.rows(county, implemented(county).get(key, ()), ROOT),
        },
    )


@once
def implemented(county: County) -> dict[str, tuple[Project, ...]]:
    """Organisation → the projects that it carries out."""
    found: dict[str, list[Project]] = {}
    for project in county.projects.values():
        found.setdefault(str(project.implementer_id), []).append(project)
    return {code: tuple(projects) for code, projects in found.items()}


def _contract(county: County, contract: Contract) -> tuple[object, ...]:
    """(code, project's address, project, method, signed, bid, contract, settled)."""
    return (
        contract.contract_id,
        href(ROOT, "projects", contract.project_id),
        county.projects[contract.project_id].name,
        category("contracts", "method", contract.method),
        day(contract.signed_on),
        yuan(contract.bid_fen),
        yuan(contract.contract_fen),
        yuan(contract.settled_fen),
    )


def _payments(county: County, moves: Sequence[FundMove]) -> tuple[lines.Opened, ...]:
    """Lines of spending by fund."""
    here = {move.move_id for move in moves}
    funds = sorted({move.fund_id for move in moves}, key=natural)
    made = {fund: lines.rows(county, (m for m in moves if m.fund_id == fund), ROOT, here) for fund in funds}
    return tuple((f"lines-{fund}", county.funds[fund].name, str(len(rows)), rows) for fund, rows in made.items())


def _flows(county: County, moves: Iterable[FundMove]) -> tuple[FlowRow, ...]:
    """Sums by fund, and inside a fund in the order of the stages."""
    stages = categories("fund_moves", "stage")
    order = list(stages)
    found = sorted(flows(moves).items(), key=lambda item: (natural(item[0][0]), order.index(item[0][1])))
    return tuple(
        (
            href(ROOT, "funds", fund),
            county.funds[fund].name,
            stages[stage],
            count(number),
            yuan(fen),
            "tr" if stage == TRANSFER else "",
        )
        for (fund, stage), (number, fen) in found
    )
