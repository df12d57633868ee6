"""The attacker against the built county, judged by somebody who knows the households."""

from __future__ import annotations

import re

import pytest
from county_site import Built, gongshi, read_csv

pytestmark = pytest.mark.slow

K = 5
STAGES = {"promised": "计划", "issued": "下达", "received": "到账", "spent": "支出"}
WIN = re.compile(r"^(?P<table>[\w/]+), (?P<cell>\S+): \[attack\.(?P<verdict>\w+)\]$", re.MULTILINE)


@pytest.fixture(scope="module")
def wins(county: Built) -> list[tuple[str, str, str]]:
    """(table, cell, verdict) of everything the attacker reports."""
    done = gongshi("attack", county.site)
    found = [(win["table"], win["cell"], win["verdict"]) for win in WIN.finditer(done.stderr)]
    assert found or done.returncode == 0, done.stderr
    return found


def households_behind(county: Built, table: str, cell: str) -> int:
    """Households that the office's own tables name behind a number; 0 for public works."""
    code, *rest = cell.rstrip(",").split("/")
    if table == "projects":
        return _number(next(r for r in read_csv(county.data / "projects.csv") if r["项目编码"] == code))
    moves = read_csv(county.data / "fund_moves.csv")
    if table == "fund_moves":
        return _number(next(r for r in moves if r["流转编码"] == code))
    place, fund, stage, *_ = rest
    village_of = {r["村编码"]: r["镇编码"] for r in read_csv(county.data / "villages.csv")}
    inside = [r for r in moves if place in (r["村编码"], village_of.get(r["村编码"]))]
    return sum(_number(r) for r in inside if (r["资金编码"], r["环节"]) == (fund, STAGES[stage]))


def _number(row: dict[str, str]) -> int:
    return int(row["受益户数"] or 0)


def test_no_household_count_is_recovered(wins: list[tuple[str, str, str]]) -> None:
    assert [win for win in wins if win[0].startswith("household_counts") and win[2] in ("exact", "small", "page")] == []


def test_no_page_prints_what_the_downloads_withhold(wins: list[tuple[str, str, str]]) -> None:
    assert [win for win in wins if win[2] == "page"] == []


def test_no_money_of_fewer_than_k_households_is_recovered(county: Built, wins: list[tuple[str, str, str]]) -> None:
    money = [w for w in wins if w[0] in ("fund_moves", "projects", "money_totals") and w[2] in ("exact", "likely")]
    assert [win for win in money if 0 < households_behind(county, win[0], win[1]) < K] == []
