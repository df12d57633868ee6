"""Every public total is the sum of what it opens, to the fen, withheld remainder included, computed from downloads."""

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
LABELS = ("计划", "下达", "到账", "支出")
WITHHELD = "withheld"
YUAN = 100
Row = dict[str, Any]


@pytest.fixture(scope="module")
def totals(county: Built) -> list[Row]:
    return download(county.site, "money_totals")


@pytest.fixture(scope="module")
def county_pages(county: Built) -> dict[str, Html]:
    return dict(pages(county.site))


@pytest.fixture(scope="module")
def lines(county: Built) -> dict[tuple[str, str, str, str], list[Row]]:
    """(level, place, fund or all, stage) → money lines."""
    township = {v["village_code"]: v["township_code"] for v in download(county.site, "villages")}
    code = read_county_code(county)
    out: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for move in (m for m in download(county.site, "fund_moves") if m["stage"] in STAGES):
        for level, place in _places(move["village_code"], township, code):
            for fund in (move["fund_id"], "all"):
                out[level, place, fund, move["stage"]].append(move)
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


def test_every_line_has_its_totals(totals: list[Row], lines: dict[tuple[str, str, str, str], list[Row]]) -> None:
    stated = [(t["level"], t["place_code"], t["fund_id"], t["stage"]) for t in totals]
    assert len(stated) == len(set(stated))
    assert sorted(set(lines) - set(stated)) == []


def test_shown_lines_and_remainder_make_the_total(
    totals: list[Row], lines: dict[tuple[str, str, str, str], list[Row]]
) -> None:
    checked = 0
    for total in totals:
        opened = lines[total["level"], total["place_code"], total["fund_id"], total["stage"]]
        shown = [line["amount_fen"] for line in opened if isinstance(line["amount_fen"], int)]
        hidden = len(opened) - len(shown)
        assert total["shown_lines"] == len(shown), total
        if total["amount_fen"] == WITHHELD:
            assert total["withheld_fen"] == WITHHELD, total
        elif isinstance(total["amount_fen"], int):
            assert total["amount_fen"] == sum(shown) + total["withheld_fen"], total
            assert total["withheld_lines"] in (hidden, WITHHELD), total
            assert (total["withheld_fen"] == 0) is (hidden == 0), total
            checked += 1
    assert checked > 1000


def test_no_remainder_is_one_line(totals: list[Row]) -> None:
    """A shown remainder of a single line would be that line."""
    single = [
        t for t in totals if isinstance(t["withheld_fen"], int) and t["withheld_fen"] and t["withheld_lines"] == 1
    ]
    assert single == []


def test_higher_levels_are_the_sum_of_lower_ones(county: Built, totals: list[Row]) -> None:
    """County = townships + what belongs to no village, and township = villages, wherever every part is shown."""
    township = {v["village_code"]: v["township_code"] for v in download(county.site, "villages")}
    value = {(t["level"], t["place_code"], t["fund_id"], t["stage"]): t["amount_fen"] for t in totals}
    parts: dict[tuple[str, str, str, str], list[Any]] = defaultdict(list)
    code = read_county_code(county)
    for (level, place, fund, stage), amount in value.items():
        if level == "village":
            parts["township", township[place], fund, stage].append(amount)
        if level in ("township", "county_only"):
            parts["county", code, fund, stage].append(amount)
    checked = 0
    for key, amounts in parts.items():
        if all(isinstance(amount, int) for amount in [value[key], *amounts]):
            assert value[key] == sum(amounts), key
            checked += 1
    assert checked > 100


def test_the_csv_says_the_same_as_the_json(county: Built, totals: list[Row]) -> None:
    rows = read_csv(county.site / "data/tables/money_totals.csv")
    labels = {"withheld": "不公开", "not_reported": "未报", "not_due": "未到期", "not_applicable": "不适用"}
    said = [row["金额（元）"] for row in rows]
    assert said == [labels.get(str(t["amount_fen"])) or _yuan(t["amount_fen"]) for t in totals]


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def test_the_release_says_the_same_as_the_site(county: Built, totals: list[Row]) -> None:
    rows = read_csv(county.release / "tables/money_totals.csv")
    assert [row["amount_fen"] for row in rows] == [str(t["amount_fen"]) for t in totals]
    moves = read_csv(county.release / "tables/fund_moves.csv")
    assert [row["amount_fen"] for row in moves] == [str(m["amount_fen"]) for m in download(county.site, "fund_moves")]


def test_pages_show_the_totals_of_the_downloads(county_pages: dict[str, Html], totals: list[Row]) -> None:
    """The sum row of each village's money table, in yuan, against the download."""
    stated = {
        (t["place_code"], t["stage"]): t["amount_fen"]
        for t in totals
        if (t["level"], t["fund_id"]) == ("village", "all")
    }
    checked = 0
    for code in sorted({place for place, _ in stated}):
        tables = _money_tables(county_pages[f"villages/{code}/index.html"])
        cells = [row for table in tables[:1] for row in table.rows if "sum" in row.css]
        for number, stage in enumerate(STAGES):
            amount = stated.get((code, stage), "not_reported")
            shown = _fen(cells[0].cells[number + 1]) if cells else None
            assert shown == (amount if isinstance(amount, int) else None), (code, stage)
            checked += isinstance(amount, int)
    assert checked > 200


def test_sums_on_pages_are_the_sums_of_their_rows(county_pages: dict[str, Html]) -> None:
    """In every money table: rows + the row of what is not shown = the sum row, column by column."""
    checked = 0
    for path, page in county_pages.items():
        for table in _money_tables(page):
            parts = [row for row in table.rows[1:] if row.css not in ("sum", "group")]
            for column in range(-5, -1):
                for total in (row for row in table.rows if row.css == "sum"):
                    checked += _adds_up(total, parts, column, path)
    assert checked > 300


def test_townships_on_pages_are_the_sums_of_their_villages(county_pages: dict[str, Html]) -> None:
    """In tables by township: a township's row = the rows under it, wherever each of them is shown."""
    checked = 0
    for path, page in county_pages.items():
        for table in _money_tables(page):
            for total, parts in _groups(table):
                checked += sum(_adds_up(total, parts, column, path) for column in range(-5, -1))
    assert checked > 50


def _adds_up(total: HtmlRow, parts: list[HtmlRow], column: int, path: str) -> bool:
    """Fails when the parts do not make the total; False where a blank leaves nothing to compare."""
    whole, values = _fen(total.cells[column]), [_fen(row.cells[column]) for row in parts]
    has_rest = any(row.css == "rest" and value is not None for row, value in zip(parts, values, strict=True))
    if whole is None or not values or (None in values and not has_rest):
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
    """Each fund's row on a village page against its opened lines in yuan, with the remainder in the row's note."""
    checked = 0
    for path, page in county_pages.items():
        if not path.startswith("villages/"):
            continue
        rows = {row.id: row for table in _money_tables(page) for row in table.rows if row.id}
        for table in (t for t in page.tables if t.opened_by.removesuffix("-lines") in rows):
            row = rows[table.opened_by.removesuffix("-lines")]
            for number, label in enumerate(LABELS):
                whole = _fen(row.cells[-5:][number])
                if whole is not None:
                    assert _lines_fen(table, label) + _remainder(row.cells[0], label) == whole, (path, row.id, label)
                    checked += 1
    assert checked > 1000


def _money_tables(page: Html) -> list[Table]:
    return [table for table in page.tables if "gs-money" in table.css]


def _lines_fen(table: Table, label: str) -> int:
    heads = table.rows[0].cells
    stage, amount = heads.index("环节"), heads.index("金额（元）")
    lines = [row.cells for row in table.rows[1:] if row.cells[stage].split()[0] == label]
    return sum(_fen(cells[amount]) or 0 for cells in lines)


def _remainder(note: str, label: str) -> int:
    """What a row's note says of a stage: 「另有 2 项不公开，共 …」 for all, or 「…：计划、下达 2 项（…）」 by stage."""
    stages = rf"(?:[^：，（]*、)?{label}(?:、[^：，（ ]*)?"
    ways = (
        r"明细另?有 \d+ 项不公开，共 ([\d,.]+) 元",
        rf"明细{stages}另?有 \d+ 项不公开，共 ([\d,.]+) 元",
        rf"[：，]{stages} \d+ 项（([\d,.]+) 元）",
    )
    found = next((hit for way in ways if (hit := re.search(way, note))), None)
    return (_fen(found[1]) or 0) if found else 0


def _fen(text: str) -> int | None:
    """Yuan on a page as fen; None for a blank."""
    number = text.strip().replace(",", "")
    return int(Decimal(number) * YUAN) if re.fullmatch(r"-?\d+(\.\d+)?", number) else None
