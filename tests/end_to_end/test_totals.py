"""Every public total is the sum of what it opens, to the fen, computed from the downloads and from the sample tables.

Money to organisations and projects is added up line by line; money to households stands in protected tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from county_site import Built, Html, Table, download, pages, read_csv
from county_site import Row as HtmlRow

pytestmark = pytest.mark.slow

STAGES = ("promised", "issued", "received", "spent")
LABELS = {"计划": "promised", "下达": "issued", "到账": "received", "支出": "spent", "已发放": "spent"}
LEFT = "结余"
BLANKS = {"withheld": "不公开", "not_reported": "未报", "not_due": "未到期", "not_applicable": "不适用"}
WITHHELD = "withheld"
FEN = 100
Row = dict[str, Any]
Spot = tuple[str, str, str, str]
"""(level, place, fund or all, stage)"""


@pytest.fixture(scope="module")
def totals(county: Built) -> list[Row]:
    return download(county.site, "money_totals")


@pytest.fixture(scope="module")
def paid(county: Built) -> dict[Spot, Any]:
    """Money to households: fen, or why there is none."""
    return {
        (f["level"], f["place_code"], f["category"], f["table_id"].removeprefix("household_money_")): f["value"]
        for f in download(county.site, "household_figures")
        if f["unit"] == "fen"
    }


@pytest.fixture(scope="module")
def county_pages(county: Built) -> dict[str, Html]:
    return dict(pages(county.site))


@pytest.fixture(scope="module")
def lines(county: Built) -> dict[Spot, list[Row]]:
    """The public money lines of every sum."""
    township = {v["village_code"]: v["township_code"] for v in download(county.site, "villages")}
    code = read_county_code(county)
    out: dict[Spot, list[Row]] = defaultdict(list)
    for move in (m for m in download(county.site, "fund_moves") if m["stage"] in STAGES):
        for level, place in _places(move["village_code"], township, code):
            for fund in (move["fund_id"], "all"):
                out[level, place, fund, move["stage"]].append(move)
    return out


@pytest.fixture(scope="module")
def sample(county: Built) -> dict[Spot, int]:
    """Fen of all lines of the sample's own table, of both books."""
    township = {v["村编码"]: v["镇编码"] for v in read_csv(county.data / "villages.csv")}
    out: dict[Spot, int] = defaultdict(int)
    for move in (m for m in read_csv(county.data / "fund_moves.csv") if m["环节"] in LABELS):
        for level, place in _places(move["村编码"], township, read_county_code(county)):
            for fund in (move["资金编码"], "all"):
                out[level, place, fund, LABELS[move["环节"]]] += _fen(move["金额（元）"]) or 0
    return out


def read_county_code(county: Built) -> str:
    codes = {t["place_code"] for t in download(county.site, "money_totals") if t["level"] == "county"}
    assert len(codes) == 1
    return str(codes.pop())


def _places(village: str, township: dict[str, str], county: str) -> Iterator[tuple[str, str]]:
    yield "county", county
    if village in township:
        yield "village", village
        yield "township", township[village]
    else:
        yield "county_only", county


def test_every_line_has_its_totals(totals: list[Row], lines: dict[Spot, list[Row]]) -> None:
    stated = [(t["level"], t["place_code"], t["fund_id"], t["stage"]) for t in totals]
    assert len(stated) == len(set(stated))
    assert sorted(set(lines) - set(stated)) == []


def test_lines_make_the_total_and_nothing_of_them_is_withheld(totals: list[Row], lines: dict[Spot, list[Row]]) -> None:
    checked = 0
    for total in totals:
        opened = lines[total["level"], total["place_code"], total["fund_id"], total["stage"]]
        assert total["lines"] == len(opened), total
        if total["amount_fen"] == "not_reported":
            assert not opened, total
        else:
            assert total["amount_fen"] == sum(line["amount_fen"] for line in opened), total
            checked += bool(opened)
    assert checked > 1000


def test_the_two_books_together_are_the_sample_to_the_fen(
    totals: list[Row], paid: dict[Spot, Any], sample: dict[Spot, int]
) -> None:
    """No yuan is lost between the books, and none is in both; wherever households' part is shown."""
    shown = {(t["level"], t["place_code"], t["fund_id"], t["stage"]): t["amount_fen"] for t in totals}
    checked = 0
    for spot in sample.keys() & (paid.keys() | shown.keys()):
        to_households = paid.get(spot, 0)
        if isinstance(to_households, int) and not _lacks_funds(spot, paid):
            others = shown.get(spot, 0)
            assert sample[spot] == to_households + (others if isinstance(others, int) else 0), spot
            checked += to_households > 0
    assert checked > 300


def _lacks_funds(spot: Spot, paid: dict[Spot, Any]) -> bool:
    """Below the county nothing is told of funds that imply illness; so `all` leaves them out."""
    funds = {fund for level, _, fund, _ in paid if level == "county"}
    told = {fund for level, place, fund, _ in paid if (level, place) == spot[:2]}
    return spot[0] != "county" and spot[2] in (funds - told) | {"all"}


def test_what_households_were_paid_is_the_sum_of_their_payments(county: Built, paid: dict[Spot, Any]) -> None:
    moves = {move["流转编码"]: move for move in read_csv(county.data / "fund_moves.csv")}
    truth: dict[tuple[str, str], int] = defaultdict(int)
    for payment in read_csv(county.data / "household_payments.csv"):
        move = moves[payment["流转编码"]]
        for place in (move["村编码"], "county"):
            truth[place, move["资金编码"]] += _fen(payment["金额（元）"]) or 0
    checked = 0
    for (level, place, fund, stage), value in paid.items():
        key = ("county" if level == "county" else place, fund)
        if stage == "spent" and level in ("village", "county") and isinstance(value, int) and key in truth:
            assert value == truth[key], key
            checked += 1
    assert checked > 80


def test_a_fund_that_implies_illness_is_told_of_the_whole_county_only(county: Built, paid: dict[Spot, Any]) -> None:
    funds = {fund["资金编码"] for fund in read_csv(county.data / "funds.csv") if fund["涉及疾病或残疾"] == "是"}
    assert funds
    assert {level for level, _, fund, _ in paid if fund in funds} == {"county"}
    assert [m for m in download(county.site, "fund_moves") if m["fund_id"] in funds] == []


def test_what_is_hidden_in_one_stage_is_hidden_in_all(paid: dict[Spot, Any]) -> None:
    patterns: dict[tuple[str, str, str], set[bool]] = defaultdict(set)
    for (*spot, _), value in paid.items():
        if value in (WITHHELD,) or isinstance(value, int):
            patterns[spot[0], spot[1], spot[2]].add(value == WITHHELD)
    assert [spot for spot, found in patterns.items() if len(found) > 1] == []
    assert {True} in patterns.values()


def test_money_to_households_adds_up_over_funds_and_places(county: Built, paid: dict[Spot, Any]) -> None:
    """Wherever all of it is shown and has one date: a place's `all` is its funds, a higher place its parts."""
    days = {(f["level"], f["as_of"]) for f in download(county.site, "household_figures") if f["unit"] == "fen"}
    assert len({day for _, day in days}) == 1
    township = {v["village_code"]: v["township_code"] for v in download(county.site, "villages")}
    parts: dict[Spot, list[Any]] = defaultdict(list)
    for (level, place, fund, stage), value in paid.items():
        if fund != "all":
            parts[level, place, "all", stage].append(value)
        if level == "village" and value != "not_applicable":
            parts["township", township[place], fund, f"{stage} of places"].append(value)
        if level in ("township", "county_only") and fund != "all":
            parts["county", read_county_code(county), fund, f"{stage} of places"].append(value)
    checked = 0
    for (level, place, fund, stage), values in parts.items():
        whole = paid[level, place, fund, stage.partition(" ")[0]]
        if isinstance(whole, int) and all(isinstance(value, int) for value in values):
            assert whole == sum(values), (level, place, fund, stage)
            checked += 1
    assert checked > 200


def test_higher_levels_are_the_sum_of_lower_ones(county: Built, totals: list[Row]) -> None:
    """County = townships + what belongs to no village, and township = villages."""
    township = {v["village_code"]: v["township_code"] for v in download(county.site, "villages")}
    value = {(t["level"], t["place_code"], t["fund_id"], t["stage"]): t["amount_fen"] for t in totals}
    parts: dict[Spot, list[Any]] = defaultdict(list)
    code = read_county_code(county)
    for (level, place, fund, stage), amount in value.items():
        if level == "village":
            parts["township", township[place], fund, stage].append(amount)
        if level in ("township", "county_only"):
            parts["county", code, fund, stage].append(amount)
    for key, amounts in parts.items():
        if isinstance(value[key], int):
            assert value[key] == sum(amount for amount in amounts if isinstance(amount, int)), key
    assert sum(isinstance(value[key], int) for key in parts) > 100


def test_the_csv_says_the_same_as_the_json(county: Built, totals: list[Row]) -> None:
    rows = read_csv(county.site / "data/tables/money_totals.csv")
    assert [row["金额（元）"] for row in rows] == [_printed(t["amount_fen"], "fen") for t in totals]
    rows = read_csv(county.site / "data/tables/household_figures.csv")
    figures = download(county.site, "household_figures")
    assert [row["截至"] for row in rows] == [f["as_of"] for f in figures]
    for name, header in (("value", "数值"), ("low", "最少可能"), ("high", "最多可能")):
        assert [row[header] for row in rows] == [_printed(f[name], f["unit"]) for f in figures]


def _printed(value: Any, unit: str) -> str:
    if not isinstance(value, int):
        return BLANKS[value]
    return f"{value // FEN}.{value % FEN:02d}" if unit == "fen" else str(value)


def test_the_release_says_the_same_as_the_site(county: Built, totals: list[Row]) -> None:
    rows = read_csv(county.release / "tables/money_totals.csv")
    assert [row["amount_fen"] for row in rows] == [str(t["amount_fen"]) for t in totals]
    moves = read_csv(county.release / "tables/fund_moves.csv")
    assert [row["amount_fen"] for row in moves] == [str(m["amount_fen"]) for m in download(county.site, "fund_moves")]
    figures = read_csv(county.release / "tables/household_figures.csv")
    said = [(str(f["value"]), f["as_of"]) for f in download(county.site, "household_figures")]
    assert [(row["value"], row["as_of"]) for row in figures] == said


def test_pages_show_the_totals_of_the_downloads(county_pages: dict[str, Html], totals: list[Row]) -> None:
    """Every money row of each village's page, in yuan, against the download."""
    stated = {(t["place_code"], t["fund_id"], t["stage"]): t["amount_fen"] for t in totals if t["level"] == "village"}
    checked = 0
    for (code, fund, stage), amount in stated.items():
        row = _row(county_pages[f"villages/{code}/index.html"], f"{code}-{fund.replace('all', 'ALL')}")
        if isinstance(amount, int):
            assert row, (code, fund)
            assert row[stage] == amount, (code, fund, stage)
            checked += 1
    assert checked > 1000


def test_pages_show_money_to_households_as_the_downloads_do(
    county_pages: dict[str, Html], paid: dict[Spot, Any], county: Built
) -> None:
    """Villages, townships and funds: the same numbers, the same blanks; a row that is missing is 0 in all stages."""
    folders = {"village": "villages/{}/", "township": "townships/{}/", "county": "funds/"}
    checked = 0
    for (level, place, fund, stage), value in paid.items():
        if level == "county_only" or value == "not_applicable":
            continue
        page = county_pages[folders[level].format(place) + "index.html"]
        row = _row(page, f"{place}-{fund.replace('all', 'ALL')}-H")
        if row is None:
            four = {paid[level, place, fund, s] for s in STAGES}
            assert four <= {0, "not_reported"}, (level, place, fund)
        else:
            assert row[stage] == (value if isinstance(value, int) else None), (level, place, fund, stage)
            checked += 1
    assert checked > 500


def test_every_protected_table_says_its_date(county_pages: dict[str, Html], county: Built) -> None:
    days = {f["as_of"] for f in download(county.site, "household_figures")}
    said = {"截至 {}年{}月{}日".format(*(int(part) for part in day.split("-"))) for day in days}
    captions = [
        caption
        for page in county_pages.values()
        for caption in re.findall(
            r'<table class="gs-t [^"]*(?:gs-hh"|gs-count" id=")[^>]*><caption>(.*?)</caption>', page.source
        )
    ]
    assert len(captions) > 200
    assert [caption for caption in captions if not any(day in caption for day in said)] == []


def test_sums_on_pages_are_the_sums_of_their_rows(county_pages: dict[str, Html]) -> None:
    """In every money table: rows = the sum row, column by column, wherever all of them are shown."""
    checked = {"": 0, "gs-hh": 0}
    for path, page in county_pages.items():
        for table in _money_tables(page):
            parts = [row for row in table.rows[1:] if row.css not in ("sum", "group")]
            for total in (row for row in table.rows if row.css == "sum"):
                book = "gs-hh" if "gs-hh" in table.css else ""
                checked[book] += sum(_adds_up(total, parts, column, path) for column in _columns(table).values())
    assert checked[""] > 300
    assert checked["gs-hh"] > 100


def test_townships_on_pages_are_the_sums_of_their_villages(county_pages: dict[str, Html]) -> None:
    """In tables by township: a township's row = the rows under it, wherever each of them is shown."""
    checked = 0
    for path, page in county_pages.items():
        for table in _money_tables(page):
            for total, parts in _groups(table):
                checked += sum(_adds_up(total, parts, column, path) for column in _columns(table).values())
    assert checked > 50


def _columns(table: Table) -> dict[str, int]:
    """Stage or 结余 → its column, counted from the end of the table."""
    heads = [cell.strip() for cell in table.rows[0].cells]
    return {LABELS.get(head, head): place - len(heads) for place, head in enumerate(heads) if head in {*LABELS, LEFT}}


def _row(page: Html, anchor: str) -> dict[str, int | None] | None:
    """Stage → fen, or None for a blank, of the money row with this id; None when the page has no such row."""
    for table in _money_tables(page):
        for row in (row for row in table.rows if row.id == anchor):
            return {stage: _fen(row.cells[column]) for stage, column in _columns(table).items()}
    return None


def _adds_up(total: HtmlRow, parts: list[HtmlRow], column: int, path: str) -> bool:
    """Fails when the parts do not make the total; False where a blank leaves nothing to compare."""
    whole, values = _fen(total.cells[column]), [_fen(row.cells[column]) for row in parts if len(row.cells) > -column]
    if whole is None or not values or None in values:
        return False
    assert whole == sum(value for value in values if value is not None), (path, total.cells, column)
    return True


def _groups(table: Table) -> Iterator[tuple[HtmlRow, list[HtmlRow]]]:
    """Each township's row with the villages' rows up to the next one; a village's row has an id."""
    starts = [number for number, row in enumerate(table.rows) if row.css == "group"]
    ends = [*starts[1:], len(table.rows)]
    for start, end in zip(starts[: len(ends)], ends, strict=False):
        inner = table.rows[start + 1 : end]
        yield table.rows[start], [row for row in inner if row.id and not row.css]


def test_lines_opened_on_a_page_make_the_row_above_them(county_pages: dict[str, Html]) -> None:
    """Each fund's row on a village page against its opened lines in yuan."""
    checked = 0
    for path, page in county_pages.items():
        for table in (t for t in page.tables if path.startswith("villages/") and t.opened_by.endswith("-lines")):
            row = _row(page, table.opened_by.removesuffix("-lines"))
            assert row is not None, (path, table.opened_by)
            for label, stage in list(LABELS.items())[: len(STAGES)]:
                assert _lines_fen(table, label) == (row[stage] or 0), (path, table.opened_by, label)
                checked += bool(row[stage])
    assert checked > 500


def _money_tables(page: Html) -> list[Table]:
    return [table for table in page.tables if "gs-money" in table.css]


def _lines_fen(table: Table, label: str) -> int:
    heads = table.rows[0].cells
    stage, amount = heads.index("环节"), heads.index("金额（元）")
    lines = [row.cells for row in table.rows[1:] if row.cells[stage].split()[0] == label]
    return sum(_fen(cells[amount]) or 0 for cells in lines)


def _fen(text: str) -> int | None:
    """Yuan on a page or in a table as fen; None for a blank."""
    number = text.strip().replace(",", "")
    return int(Decimal(number) * FEN) if re.fullmatch(r"-?\d+(\.\d+)?", number) else None
