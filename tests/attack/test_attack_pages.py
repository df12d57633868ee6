"""Pages and maps that print, colour or sort what the downloads withhold."""

from __future__ import annotations

from pathlib import Path

import pytest
from attacked_site import A1, A2, COUNTY, HIDDEN, TOWN_A, Cells, households, table, write_site

from generator.attack.attack import attack
from generator.attack.report import Verdict

HEAD = '<th scope="row"><a href="../../funds/F4/index.html">F4</a></th>'
CELLS = '<td data-l="到账">不公开</td><td data-l="已发放">{}</td><td data-l="结余">{}</td>'
VILLAGE = '<th><a href="../../villages/A1/index.html#A1-F4-H">村</a></th>'
SCRIPT = """var villages = [[1.5, 2, "村", "../villages/A1/index.html"], [1, 2, "村", "../villages/A2/index.html"]];
marks(layer0, "已发给农户的钱：", [[0, "{style}", "{said}"], [1, "v1", "0.4 万元"]]);
marks(layer1, "支出（给单位和项目的钱）：", [[0, "v2", "0.4 万元"], [1, "v1", "0.4 万元"]]);
"""
TILE = '<svg aria-label="{}"><a href="../villages/A1/index.html" aria-label="村：{}"><rect class="{}"/></a></svg>'


def money_table(row: str, css: str = "gs-hh") -> str:
    return f'<table class="gs-money {css}"><tr>{row}</tr></table>'


def leaks(folder: Path, pages: dict[str, str], counts: Cells | None = None) -> int:
    """Page leaks of a site whose village A1 withholds what its households were paid, in all and of fund F4."""
    hidden = {"F4": (0, None), "F5": 0, "all": (0, None)}
    spots = {A1: hidden, A2: {"F4": 9, "F5": 4, "all": 13}, TOWN_A: hidden, ("county_only", COUNTY): hidden}
    cells = {**table("household_money_spent", spots), **table("household_money_received", spots)}
    projects = [{"project_id": "P1", "category": "x", "budget_fen": HIDDEN, "beneficiary_households": HIDDEN}]
    contracts = [{"contract_id": "C1", "project_id": "P1", "bid_fen": 700, "contract_fen": HIDDEN}]
    tables = {"projects": projects, "contracts": contracts, "funds": [{"fund_id": f} for f in ("F4", "F5")]}
    site = write_site(folder, counts={**cells, **(counts or {})}, pages=pages, tables=tables)
    return attack(site).count(Verdict.PAGE)


@pytest.mark.parametrize(
    ("page", "leaking", "safe"),
    [
        ("villages/A1/index.html", HEAD + CELLS.format("1,200", "不公开"), HEAD + CELLS.format("不公开", "不公开")),
        ("funds/F4/index.html", VILLAGE + CELLS.format("1,200", "不公开"), VILLAGE + CELLS.format("不公开", "不公开")),
        ("funds/F4/index.html", "<th>不属于单个村</th><td data-l='已发放'>12</td>", "<th>县</th><td data-l='已发放'/>"),
        ("townships/A/index.html", "<th>合计</th><td data-l='到账'>12</td>", "<th>合计</th><td data-l='计划'>12</td>"),
    ],
)
def test_a_number_in_a_table_of_money_to_households(tmp_path: Path, page: str, leaking: str, safe: str) -> None:
    assert leaks(tmp_path / "leaking", {page: money_table(leaking)}) == 1
    assert leaks(tmp_path / "safe", {page: money_table(safe)}) == 0


@pytest.mark.parametrize("head", [VILLAGE, '<th><a href="../funds/index.html">不属于单个村</a></th>'])
def test_the_column_beside_the_other_book(tmp_path: Path, head: str) -> None:
    row = head + '<td data-l="支出">7</td><td data-l="另：已发给农户">{}</td>'
    assert leaks(tmp_path / "safe", {"townships/index.html": money_table(row.format("不公开"), "")}) == 0
    assert leaks(tmp_path / "leaking", {"townships/index.html": money_table(row.format("9"), "")}) == 1


def test_the_other_book_of_money_withholds_nothing(tmp_path: Path) -> None:
    row = HEAD + '<td data-l="到账">5</td><td data-l="支出">7</td><td data-l="结余">2</td>'
    assert leaks(tmp_path, {"villages/A1/index.html": money_table(row, "")}) == 0


def test_what_is_left_says_how_far_received_and_spent_are_apart(tmp_path: Path) -> None:
    row = HEAD + CELLS.format("不公开", "3,000")
    assert leaks(tmp_path, {"villages/A1/index.html": money_table(row)}) == 2


@pytest.mark.parametrize(
    ("page", "leaking", "safe"),
    [
        ("villages/A1/index.html", "<p>发给农户的钱到账 12 元。</p>", "<p>给单位和项目的钱到账 12 元，支出 9 元。</p>"),
        (
            "villages/A1/index.html",
            "<p><strong>发给农户的钱</strong>，截至 2015年</p><dl><dt>已发放</dt><dd>0.12</dd></dl>",
            "<p><b>给单位和项目的钱</b></p><dl><dt>支出</dt><dd>0.12</dd></dl><p>发给农户的钱 <b>不公开</b></p>",
        ),
        (
            "villages/A1/index.html",
            '<svg aria-label="发给农户的钱：到账 不公开，已发放 0.12 万元"/>',
            '<svg aria-label="发给农户的钱：到账 不公开，已发放 不公开"/>',
        ),
        ("townships/A/index.html", "<p>发给农户的钱支出 1</p>", "<p>支出 1</p>"),
        ("projects/index.html", '<tr id="P1"><td data-l="预算">3.5</td></tr>', '<tr id="P1"><td>不公开</td></tr>'),
        ("projects/P1/index.html", '<tr id="C1"><td>7</td><td>8</td></tr>', '<tr id="C1"><td>7</td><td/></tr>'),
        ("projects/P1/index.html", "<dl><dt>预算</dt><dd>35 元</dd></dl>", "<dl><dt>预算</dt><dd>不公开</dd></dl>"),
        ("projects/P1/index.html", "<dl><dt>受益</dt><dd>3 户</dd></dl>", "<dl><dt>受益</dt><dd>不公开</dd></dl>"),
        ("map/index.html", TILE.format("已发给农户的钱", "0.12 万元", "v2"), TILE.format("支出", "0.12 万元", "v2")),
        (
            "map/index.html",
            TILE.format("已发给农户的钱", "：0.1", "b"),
            TILE.format("已发给农户的钱", "不公开", "b wh"),
        ),
        (
            "map/index.html",
            TILE.format("已发给农户的钱", "不公开", "v2"),
            TILE.format("已发给农户的钱", "不公开", "wh"),
        ),
    ],
)
def test_a_printed_number_is_found(tmp_path: Path, page: str, leaking: str, safe: str) -> None:
    assert leaks(tmp_path / "leaking", {page: leaking}) == 1
    assert leaks(tmp_path / "safe", {page: safe}) == 0


def test_a_household_table_with_one_number_too_many(tmp_path: Path) -> None:
    counts = households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN})
    page = '<table id="households-households"><tr><th>合计</th><td class="n">{}</td></tr></table>'
    for said, found in (("4", 1), ("不公开", 0), ("不公开（1–59）", 0)):
        assert leaks(tmp_path / said, {"villages/A1/index.html": page.format(said)}, counts) == found


@pytest.mark.parametrize(("said", "style", "found"), [("0.12 万元", "wh", 1), ("不公开", "v1", 1), ("不公开", "wh", 0)])
def test_the_script_of_the_map(tmp_path: Path, said: str, style: str, found: int) -> None:
    assert leaks(tmp_path, {"map/map.js": SCRIPT.format(said=said, style=style)}) == found


def test_a_map_that_cannot_be_read_is_not_called_safe(tmp_path: Path) -> None:
    report = attack(write_site(tmp_path, pages={"map/map.js": "draw('elsewhere')"}))
    assert report.count(Verdict.UNKNOWN) == 1


def test_a_sorted_column_encloses_a_hidden_number(tmp_path: Path) -> None:
    def table(order: list[int]) -> str:
        row = '<tr><th><a href="../villages/X{0}/index.html">X</a></th><td data-l="另：已发给农户">{0}</td></tr>'
        hidden = f'<tr>{VILLAGE}<td data-l="另：已发给农户">不公开</td></tr>'
        rows = [row.format(n) for n in order]
        return "<table>" + "".join([*rows[:3], hidden, *rows[3:]]) + "</table>"

    assert leaks(tmp_path / "sorted", {"villages/index.html": table([9, 8, 7, 3, 2, 1])}) == 1
    assert leaks(tmp_path / "unsorted", {"villages/index.html": table([9, 8, 7, 3, 2, 5])}) == 0


def test_the_csv_download_is_read_as_well(tmp_path: Path) -> None:
    site = write_site(tmp_path, counts=households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN}))
    file = site / "data/tables/household_figures.csv"
    head, *rows = "表,层级,地区,分类,数量", "h,t,A,all,60", "h,v,A1,all,{}", "h,v,A2,all,不公开"
    for said, found in (("4", ["A1"]), ("不公开", [])):
        file.write_text("\r\n".join([head, *rows, ""]).format(said), encoding="utf-8-sig")
        assert [win.cell[3] for win in attack(site).wins] == found


def test_a_csv_with_other_rows_is_not_called_safe(tmp_path: Path) -> None:
    site = write_site(tmp_path, counts=households({TOWN_A: 60}))
    (site / "data/tables/household_figures.csv").write_text("表\r\n", encoding="utf-8-sig")
    assert attack(site).count(Verdict.UNKNOWN) == 1
