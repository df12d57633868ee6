"""Payers, payees, contractors and cooperatives. Two payees are natural persons, whose names must never be published."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from generator.sample.helpers import Unit
from generator.sample.names import person_name, place_names
from generator.sample.places import Village
from generator.sample.story import START, Row, chance

FINANCE = {"province": "OF1", "prefecture": "OF2", "county": "OF3", "society": "OF4"}
"""Paying office by level"""
HOUSEHOLDS_ID = "OF5"
DEPARTMENTS = ("OF6", "OF7", "OF8")
FIRMS = ("OF9", "OF10")
"""Leading agricultural firms"""
PERSON_ID, TRADER_ID = "OP1", "OP2"
VILLAGES_PER_COMPANY = 3

_OFFICES = (
    ("OF1", "省级财政示例账户", "government"),
    ("OF2", "清远市级财政示例账户", "government"),
    ("OF3", "连州市级财政示例账户", "government"),
    ("OF4", "扶贫济困捐赠示例专户", "public_institution"),
    ("OF5", "受助农户（集体）", "households"),
    ("OF6", "示例交通部门", "government"),
    ("OF7", "示例水利部门", "government"),
    ("OF8", "示例农业部门", "government"),
    ("OF9", "示例云岭农业龙头企业", "company"),
    ("OF10", "示例松溪果蔬龙头企业", "company"),
)
_TRADES = ("建筑工程公司", "水利工程公司", "市政工程公司", "农资公司", "建材公司", "园林绿化公司")


def unit_account(unit: Unit) -> str:
    """The helper unit as an organisation."""
    return f"O{unit.id}"


def company_ids(places: int) -> list[str]:
    """Contractors of a county with so many villages."""
    return [f"OC{number:03d}" for number in range(1, max(6, places // VILLAGES_PER_COMPANY) + 1)]


def organisation_rows(seed: int, places: tuple[Village, ...], units: list[Unit]) -> Iterator[Row]:
    """Rows of `organisations`."""
    rng = chance(seed, "organisations")
    for office_id, name, kind in _OFFICES:
        yield _row(office_id, name, kind)
    for office_id, township in {village.office_id: village.township_name for village in places}.items():
        yield _row(office_id, f"{township}政府（示例）", "government")
    for village in places:
        yield _row(village.committee_id, f"{village.township_name}{village.name}村民委员会", "village_committee")
        if village.is_province_key:
            yield _row(village.cooperative_id, f"{village.name[:-1]}种养专业合作社", "cooperative")
    for unit in units:
        yield _row(unit_account(unit), unit.name, "public_institution")
    companies = company_ids(len(places))
    for number, (company, name) in enumerate(zip(companies, place_names(rng, len(companies)), strict=True)):
        yield _row(company, f"示例{name}{_TRADES[number % len(_TRADES)]}", "company", f"GSSAMPLEORG{number + 1:07d}")
    yield from _private_payees(rng)


def _private_payees(rng: Random) -> Iterator[Row]:
    yield _row(PERSON_ID, person_name(rng), "natural_person")
    yield _row(TRADER_ID, f"{person_name(rng)}建材店", "sole_trader", "GSSAMPLETRADER0001")


def _row(organisation_id: str, name: str, kind: str, credit_code: str | None = None) -> Row:
    cells = {"organisation_id": organisation_id, "name": name, "kind": kind, "credit_code": credit_code}
    return Row("organisations", START, cells)
