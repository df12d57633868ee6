"""Every public total is the sum of what it opens, to the fen, withheld remainder included, computed from downloads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from county_site import Built, download, pages, read_csv

pytestmark = pytest.mark.slow

STAGES = ("promised", "issued", "received", "spent")
WITHHELD = "withheld"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def totals(county: Built) -> list[Row]:
    return download(county.site, "money_totals")


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


def test_village_pages_show_these_totals(county: Built, totals: list[Row]) -> None:
    """The row of the total on each village page, in 万元, against the download."""
    value = {
        (t["place_code"], t["stage"]): t["amount_fen"]
        for t in totals
        if t["level"] == "village" and t["fund_id"] == "all"
    }
    checked = 0
    for path, page in pages(county.site / "villages"):
        code = path.split("/")[0]
        cells = page.rows.get(f"{code}-ALL")
        if cells is None:
            continue
        for stage in STAGES:
            amount = value.get((code, stage))
            if isinstance(amount, int):
                assert any(cell.strip().startswith(_wan(amount)) for cell in cells), (code, stage, cells)
                checked += 1
    assert checked > 200


def _wan(fen: int) -> str:
    whole, rest = divmod(fen, 1_000_000)
    return f"{whole:,}.{rest:06d}".rstrip("0").rstrip(".") if rest else f"{whole:,}"
