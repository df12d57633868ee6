"""Pages and maps that print, colour or sort what the downloads withhold."""

from __future__ import annotations

from pathlib import Path

import pytest
from attacked_site import HIDDEN, households, move, total, write_site

from generator.attack.attack import attack
from generator.attack.report import Verdict

A1, A2, TOWN_A = ("village", "A1"), ("village", "A2"), ("township", "A")
HEAD = '<tr id="A1-F1"><th scope="row"><a href="../../funds/F1/index.html">F1</a></th>'
STAGES = '<td data-l="到账（万元）">不公开</td><td data-l="支出（万元）">{}</td>'
SCRIPT = """var villages = [[1.5, 2, "村", "../villages/A1/index.html"], [1, 2, "村", "../villages/A2/index.html"]];
marks(layer0, "支出资金：", [[0, "{style}", "{said}"], [1, "v1", "0.4 万元"]]);
"""
TILE = '<svg aria-label="支出资金"><a href="../villages/A1/index.html" aria-label="村：{}"><rect class="{}"/></a></svg>'


def leaks(folder: Path, pages: dict[str, str], counts: dict[tuple[str, str, str, str], object] | None = None) -> int:
    """Page leaks of a site whose village A1 withholds what it spent, in all and of fund F1."""
    totals = [
        total(A1, "F1", HIDDEN, HIDDEN, 3),
        total(A1, "all", HIDDEN, HIDDEN, 3),
        total(A1, "F1", HIDDEN, HIDDEN, 3, "received"),
        total(A2, "all", 4000, 0, 0),
    ]
    moves = [move(f"M{n}", HIDDEN) for n in range(3)]
    projects = [{"project_id": "P1", "category": "x", "budget_fen": HIDDEN, "beneficiary_households": HIDDEN}]
    site = write_site(folder, totals=totals, moves=moves, projects=projects, pages=pages, counts=counts)
    return attack(site).count(Verdict.PAGE)


@pytest.mark.parametrize(
    ("page", "leaking", "safe"),
    [
        (
            "villages/A1/index.html",
            f"<table>{HEAD}{STAGES.format('0.12')}</tr></table>",
            HEAD + STAGES.format("不公开"),
        ),
        ("villages/A1/index.html", "<dl><dt>支出</dt><dd>0.12</dd></dl>", "<dl><dt>支出</dt><dd>不公开</dd></dl>"),
        ("villages/A1/index.html", "<svg><desc>支出 0.12 万元</desc></svg>", "<svg><desc>支出 不公开</desc></svg>"),
        ("villages/A1/index.html", '<svg aria-label="村：支出 0.12 万元"/>', '<svg aria-label="村：支出 不公开"/>'),
        ("villages/A1/index.html", "<p>支出另有 3 项不公开，共 0.12 万元</p>", "<p>支出另有 3 项不公开</p>"),
        (
            "villages/A2/index.html",
            '<tr id="M-M1"><td>元</td><td class="n">1,200</td></tr>',
            '<tr id="M-M1"><td>12 户</td></tr>',
        ),
        ("projects/index.html", '<tr id="P1"><td data-l="预算">3.5</td></tr>', '<tr id="P1"><td>不公开</td></tr>'),
        ("projects/P1/index.html", "<dl><dt>预算</dt><dd>35 元</dd></dl>", "<dl><dt>预算</dt><dd>不公开</dd></dl>"),
        ("projects/P1/index.html", "<dl><dt>受益</dt><dd>3 户</dd></dl>", "<dl><dt>受益</dt><dd>不公开</dd></dl>"),
        ("map/index.html", TILE.format("0.12 万元", "v2"), TILE.format("不公开", "b wh")),
        ("map/index.html", TILE.format("不公开", "v2"), TILE.format("不公开", "wh")),
    ],
)
def test_a_printed_number_is_found(tmp_path: Path, page: str, leaking: str, safe: str) -> None:
    assert leaks(tmp_path / "leaking", {page: leaking}) == 1
    assert leaks(tmp_path / "safe", {page: safe}) == 0


def test_what_is_left_gives_what_was_spent(tmp_path: Path) -> None:
    row = f'<table>{HEAD}<td data-l="结余（万元）">0.3</td></tr></table>'
    assert leaks(tmp_path, {"villages/A1/index.html": row}) == 2


def test_a_household_table_with_one_number_too_many(tmp_path: Path) -> None:
    counts = households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN})
    page = '<table id="households-households"><tr><th>合计</th><td class="n">{}</td></tr></table>'
    for said, found in (("4", 1), ("不公开", 0), ("1–59户", 0)):
        assert leaks(tmp_path / said, {"villages/A1/index.html": page.format(said)}, counts) == found


@pytest.mark.parametrize(("said", "style", "found"), [("0.12 万元", "wh", 1), ("不公开", "v1", 1), ("不公开", "wh", 0)])
def test_the_script_of_the_map(tmp_path: Path, said: str, style: str, found: int) -> None:
    assert leaks(tmp_path, {"map/map.js": SCRIPT.format(said=said, style=style)}) == found


def test_a_map_that_cannot_be_read_is_not_called_safe(tmp_path: Path) -> None:
    report = attack(write_site(tmp_path, pages={"map/map.js": "draw('elsewhere')"}))
    assert report.count(Verdict.UNKNOWN) == 1


def test_a_sorted_column_encloses_a_hidden_number(tmp_path: Path) -> None:
    def table(order: list[int]) -> str:
        row = '<tr><th><a href="../villages/X{0}/index.html">X</a></th><td data-l="支出（万元）">{0}</td></tr>'
        hidden = f'<tr><th><a href="../villages/A1/index.html">X</a></th>{STAGES.format("不公开")}</tr>'
        rows = [row.format(n) for n in order]
        return "<table>" + "".join([*rows[:3], hidden, *rows[3:]]) + "</table>"

    assert leaks(tmp_path / "sorted", {"villages/index.html": table([9, 8, 7, 3, 2, 1])}) == 1
    assert leaks(tmp_path / "unsorted", {"villages/index.html": table([9, 8, 7, 3, 2, 5])}) == 0


def test_the_csv_download_is_read_as_well(tmp_path: Path) -> None:
    site = write_site(tmp_path, counts=households({TOWN_A: 60, A1: HIDDEN, A2: HIDDEN}))
    file = site / "data/tables/household_counts.csv"
    file.write_text(
        "表,层级,地区,分类,数量\r\nh,t,A,all,60\r\nh,v,A1,all,4\r\nh,v,A2,all,不公开\r\n", encoding="utf-8-sig"
    )
    assert [win.cell[3] for win in attack(site).wins] == ["A1"]
