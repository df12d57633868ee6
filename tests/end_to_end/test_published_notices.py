"""Four notices that county governments published: the fund and project pages say what was printed, to the yuan.

What was printed is read from the notices' own files, and the printed totals are written down here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from county_site import Built, Html, build, download, pages, read_csv, unapproved

pytestmark = pytest.mark.slow

NOTICES = Path(__file__).resolve().parents[1] / "data"
WAN = 10_000
"""Yuan; the notices print 万元"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice as it was printed: its file, the column of its amounts and the sums that stand under it, in 万元."""

    name: str
    file: str
    fund: str
    amount: str
    project: str
    total: int
    parts: Mapping[str, tuple[int, ...]]
    """Printed part sum → numbers of its lines"""


PRINTED = (
    Notice(
        name="beita", file="beita-2020-projects.csv", fund="CENTRAL", amount="资金金额", project="BT2020-", total=408,
        parts={"160": tuple(range(1, 8)), "236": tuple(range(8, 16)), "12": (16,)},
    ),
    Notice(
        name="liling", file="liling-2019-projects.csv", fund="COUNTY", amount="投资规模", project="LL2019-", total=1200,
        parts={"660": (1,), "290": (2, 3), "120": (4,), "130": (5,)},
    ),
    Notice(
        name="zeku", file="zeku-2023-projects.csv", fund="LINK", amount="投资", project="ZK2023-", total=1259,
        parts={"938": (1, 2, 3), "307": (4, 5), "14": (6,)},
    ),
    # The part of a longer table has no printed total: its six lines are added up here.
    Notice(
        name="yaozhou", file="yaozhou-2018-projects.csv", fund="MERGED", amount="整合资金", project="YZ2018-",
        total=130 + 550 + 330 + 470 + 39 + 49, parts={},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A notice, its lines (number → 万元) and the site that was built of it."""

    notice: Notice
    lines: Mapping[int, int]
    built: Built
    pages: Mapping[str, Html]


@pytest.fixture(scope="module", params=PRINTED, ids=lambda notice: notice.name)
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    notice: Notice = request.param
    to = tmp_path_factory.mktemp(notice.name)
    built = build(unapproved(NOTICES / notice.name, to / "data"), to, "--draft")
    printed = read_csv(NOTICES / notice.name / notice.file)
    lines = {int(row["序号"]): int(re.match(r"\d+", row[notice.amount])[0]) for row in printed}  # type: ignore[index]
    return Shown(notice=notice, lines=lines, built=built, pages=dict(pages(built.site)))


def yuan(wan: int) -> str:
    return f"{wan * WAN:,}"


def test_lines_and_part_sums_are_those_of_the_notice(shown: Shown) -> None:
    assert sum(shown.lines.values()) == shown.notice.total
    for part, numbers in shown.notice.parts.items():
        assert sum(shown.lines[number] for number in numbers) == int(part)


def test_the_fund_page_promises_the_printed_total(shown: Shown) -> None:
    page = shown.pages[f"funds/{shown.notice.fund}/index.html"]
    code = shown.built.data / "programme.yml"
    county = re.search(r"county: \{code: '(\d+)'", code.read_text("utf-8"))
    assert county is not None
    rows = {row.id: row.cells for table in page.tables for row in table.rows}
    total = rows[f"{county[1]}-{shown.notice.fund}"]
    assert total[1:] == [yuan(shown.notice.total), *["未报"] * 4]
    listed = [row.cells[1] for table in page.tables for row in table.rows if row.id and "gs-money" in table.css]
    assert yuan(shown.notice.total) in listed


def test_the_fund_pages_places_add_up_to_its_total(shown: Shown) -> None:
    page = shown.pages[f"funds/{shown.notice.fund}/index.html"]
    table = next(table for table in page.tables if "gs-money" in table.css)
    named = [row for row in table.rows if row.id or row.cells[0].startswith("不属于单个")]
    amounts = [int(row.cells[1].replace(",", "")) for row in named]
    assert sum(amounts[:-1]) == amounts[-1] == shown.notice.total * WAN


def test_each_project_page_has_its_printed_amount(shown: Shown) -> None:
    for number, wan in shown.lines.items():
        page = shown.pages[f"projects/{shown.notice.project}{number}/index.html"]
        assert re.search(rf"预算\s*{yuan(wan)} 元", re.sub(r"\s+", " ", page.text)), number
        moves = [row.cells for table in page.tables for row in table.rows if row.id.startswith("M-")]
        assert [cells[1:3] for cells in moves] == [["计划", yuan(wan)]], number


def test_the_list_of_projects_adds_up_to_the_printed_total(shown: Shown) -> None:
    rows = shown.pages["projects/index.html"].tables[0].rows
    *places, total = [row.cells[1:3] for row in rows[1:]]
    assert total == [str(len(shown.lines)), yuan(shown.notice.total)]
    assert sum(int(amount.replace(",", "")) for _, amount in places) == shown.notice.total * WAN
    assert sum(p["budget_fen"] for p in download(shown.built.site, "projects")) == shown.notice.total * WAN * 100


def test_the_printed_names_stand_on_the_pages_and_nothing_is_withheld(shown: Shown) -> None:
    for row in read_csv(NOTICES / shown.notice.name / shown.notice.file):
        page = shown.pages[f"projects/{shown.notice.project}{row['序号']}/index.html"]
        assert row["项目名称"] in page.text
        assert not any("不公开" in row.cells for table in page.tables for row in table.rows)


def test_offices_that_a_notice_names_have_their_projects_amounts(shown: Shown) -> None:
    """醴陵's notice also lists its money by responsible office."""
    if shown.notice.name == "liling":
        found = {}
        for code in ("FPB", "JTJ", "FLZ"):
            rows = [r for t in shown.pages[f"organisations/{code}/index.html"].tables for r in t.rows if r.id]
            found[code] = sorted(int(row.cells[1].replace(",", "")) // WAN for row in rows)
        assert found == {"FPB": [130, 660], "JTJ": [39, 251], "FLZ": [120]}
