"""Two editions of the sample: each village page says what its tables say changed, and so does the release alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from county_site import ROOT, Built, Html, approved, digests, download, folders, gongshi, read_csv

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """The sample's May, and its June built beside it."""
    folder = tmp_path_factory.mktemp("two")
    made = [_edition(folder, month, number) for number, month in enumerate(("2015-05", "2015-06"), start=1)]
    return made[0], made[1]


def _edition(folder: Path, month: str, number: int) -> Built:
    to = folder / month
    to.mkdir()
    arguments = ("sample", to / "raw", "--villages", "12", "--households", "700", "--as-of", month)
    assert gongshi(*arguments).returncode == 0
    data = approved(to / "raw", to / "data", to)
    before = ("--previous", folder / "2015-05" / "release") if number > 1 else ()
    done = gongshi("build", data, *folders(to), *before)
    assert done.returncode == 0, done.stderr
    return Built(data=data, site=to / "site", release=to / "release", history=to / "history")


def text(built: Built, code: str) -> str:
    source = (built.site / f"villages/{code}/index.html").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", source))


def test_the_release_alone_gives_the_same_site(editions: tuple[Built, Built], tmp_path: Path) -> None:
    done = gongshi("build", editions[1].release, "--out", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "site") == digests(editions[1].site)


def test_projects_are_compared_by_their_dates(editions: tuple[Built, Built]) -> None:
    told = Counter[str]()
    villages = [village["村编码"] for village in read_csv(editions[1].data / "villages.csv")]
    for column, word in (("开工日期", "开工"), ("完工日期", "完工"), ("验收日期", "验收")):
        old, new = (
            {p["项目编码"]: p["村编码"] for p in read_csv(built.data / "projects.csv") if p[column]}
            for built in editions
        )
        fresh = Counter(new[code] for code in new.keys() - old.keys())
        for code in villages:
            found = re.search(rf"(\d+) 个项目{word}（", text(editions[1], code))
            assert (int(found[1]) if found else 0) == fresh[code], (code, word)
        told[word] = sum(fresh.values())
    assert sum(told.values()) > 0


def test_postings_are_compared(editions: tuple[Built, Built]) -> None:
    old, new = (_posted(built) for built in editions)
    fresh = Counter(new[notice] for notice in new.keys() - old.keys())
    assert fresh
    for village in read_csv(editions[1].data / "villages.csv"):
        found = re.search(r"新张贴公示 (\d+) 张", text(editions[1], village["村编码"]))
        assert (int(found[1]) if found else 0) == fresh[village["村编码"]], village


def _posted(built: Built) -> dict[str, str]:
    hung = {posting["公示编码"] for posting in read_csv(built.data / "postings.csv")}
    return {n["公示编码"]: n["村编码"] for n in read_csv(built.data / "notices.csv") if n["公示编码"] in hung}


def test_money_is_the_difference_of_both_editions_lines(editions: tuple[Built, Built]) -> None:
    """The public lines of each edition, added up from its downloads."""
    checked = 0
    for stage, word in (("received", "到账"), ("spent", "支出")):
        old, new = (_sums(built, stage) for built in editions)
        for code in old.keys() & new.keys():
            difference = new[code] - old[code]
            found = re.search(rf"新{word} ([\d,]+(?:\.\d\d)?) 万元", text(editions[1], code))
            if difference > 0:
                assert found, (code, word)
                assert abs(float(found[1].replace(",", "")) * 1_000_000 - difference) <= 5_000
                checked += 1
            else:
                assert not found, (code, word)
    assert checked > 5


def _sums(built: Built, stage: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for move in download(built.site, "fund_moves"):
        if move["stage"] == stage and move["village_code"] != "not_applicable":
            found[move["village_code"]] += move["amount_fen"]
    return found


def test_the_edition_lists_every_village_that_changed_and_its_sum(editions: tuple[Built, Built]) -> None:
    """Dates of projects and new postings from the tables, money from the downloads of both editions."""
    heads, rows = _changes(editions[1])
    names = {v["村名"]: v["村编码"] for v in read_csv(editions[1].data / "villages.csv")}
    for column, head in (("开工日期", "开工"), ("完工日期", "完工"), ("验收日期", "验收")):
        old, new = (
            {p["项目编码"]: p["村编码"] for p in read_csv(built.data / "projects.csv") if p[column]}
            for built in editions
        )
        fresh = Counter(new[code] for code in new.keys() - old.keys() if new[code])
        told = {names[name]: int(cells[heads.index(head)]) for name, cells in rows.items() if name != "合计"}
        assert {code: number for code, number in told.items() if number} == fresh, head
        assert int(rows["合计"][heads.index(head)]) == sum(fresh.values())
    for stage, head in (("received", "新到账（元）"), ("spent", "新支出（元）")):
        old, new = (_sums(built, stage) for built in editions)
        moved = {code: new[code] - old[code] for code in old.keys() & new.keys() if new[code] != old[code]}
        told = {
            names[name]: round(float(cells[heads.index(head)].replace(",", "")) * 100)
            for name, cells in rows.items()
            if name != "合计" and cells[heads.index(head)][:1] in "-0123456789"
        }
        assert moved.items() <= told.items(), head
        assert round(float(rows["合计"][heads.index(head)].replace(",", "")) * 100) == sum(told.values())


def _changes(built: Built) -> tuple[list[str], dict[str, list[str]]]:
    """(heads, village → cells) of the table on the newest edition's page."""
    number = max(int(folder.name) for folder in (built.site / "editions").iterdir() if folder.is_dir())
    page = Html(source=(built.site / f"editions/{number}/index.html").read_text("utf-8"))
    table = next(table for table in page.tables if table.rows[0].cells[0] == "村")
    return table.rows[0].cells, {row.cells[0]: row.cells for row in table.rows[1:]}


def test_the_edition_before_has_a_page_with_the_money_that_it_showed(editions: tuple[Built, Built]) -> None:
    number = min(int(folder.name) for folder in (editions[1].site / "editions").iterdir() if folder.is_dir())
    page = Html(source=(editions[1].site / f"editions/{number}/index.html").read_text("utf-8"))
    rows = {row.cells[0]: row.cells[1:] for row in page.tables[0].rows[1:]}
    sums = {stage: _sums(editions[0], stage) for stage in ("received", "spent")}
    for village in read_csv(editions[0].data / "villages.csv"):
        for cell, found in zip(rows[village["村名"]], sums.values(), strict=True):
            if village["村编码"] in found:
                assert round(float(cell.replace(",", "")) * 100) == found[village["村编码"]], village
    assert "2015年5月31日" in page.text


def test_the_first_edition_and_one_without_figures_say_so(editions: tuple[Built, Built], county: Built) -> None:
    assert "列不出变化" in text(editions[0], "DL01") or "这是第一期" in text(editions[0], "DL01")
    assert "本期没有附上一期的数" in text(county, "DL01")


def test_an_edition_that_is_not_before_is_refused(editions: tuple[Built, Built], tmp_path: Path) -> None:
    done = gongshi("build", editions[0].data, *folders(tmp_path), "--previous", editions[1].release)
    assert done.returncode == 2
    assert "release.previous" in done.stderr
    assert not (tmp_path / "site").exists()


def test_the_command_is_documented() -> None:
    assert "--previous" in (ROOT / "docs/operators.md").read_text("utf-8")
