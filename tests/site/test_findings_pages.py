"""Pages of findings, notices and complaints: hostile text stays text, links lead on, blanks keep their words."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from support.county import move, project, small_release

from generator.base.blanks import Blank
from generator.config.load import load_settings
from generator.figures.edition import contents
from generator.figures.findings.rules import reference_rules
from generator.published.release import EarlierFigure, Release
from generator.site.county import County
from generator.site.findings import book
from generator.site.findings_table import HEADERS, NAMES, finding_downloads
from generator.site.page import Page
from generator.site.render import renderer
from generator.site.views import (
    complaints,
    edition,
    editions,
    finding_rule,
    findingrows,
    findings,
    notice_clock,
    notices_in,
    township,
    village,
)
from generator.site.views import project as project_view

VIEWS = (findings, finding_rule, notice_clock, notices_in, complaints, editions, edition)
ROOT = Path(__file__).parents[2]
HOSTILE = '<script>alert("1")</script>\'"&{{ 7*7 }}'
NOTICE = {
    "kind": "project_before",
    "minimum_days": 10,
    "object_to": HOSTILE,
    "project_id": "J001",
    "village_code": "DL01",
}
POSTING = {"poster_role": HOSTILE, "photo_number": HOSTILE, "photo_sha256": "ab" * 32}


class Html(HTMLParser):
    """Tags, links, ids, text and the cells of rows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self._is_in_cell = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.ids += [given["id"]] if "id" in given else []
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_in_cell = self._is_in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._is_in_cell:
            self.rows[-1][-1] += data


def broken(**frames: Any) -> Release:
    """A county that breaks rules of every kind, with hostile text wherever people write."""
    lines = [
        move(1, "received", "F1", 9_00, village_code="DL01", project_id="J001"),
        move(2, "spent", "F1", 10_00, village_code="DL01", project_id="J001", payer_id="O2", payee_id="O1"),
        move(3, "spent", "F1", 10_00, village_code="DL01", project_id="J001", payer_id="O2", payee_id="O1"),
        move(4, "issued", "F1", 7_00, reported_on="2015-05-20", moved_on="2014-01-05"),
    ]
    posted = {"posted_from": "2014-05-01"}
    given: dict[str, Any] = {
        "projects": [project(1, "DL01", 100_00, planned_end_on="2014-01-01", started_on="2014-04-01")],
        "contracts": [],
        "project_reports": [],
        "fund_moves": lines,
        "notices": [
            {"notice_id": "N1", "title": HOSTILE, **NOTICE, **posted},
            {"notice_id": "N2", "title": "未贴", **NOTICE},
            {"notice_id": "N3", "title": "县", "kind": "annual_plan", "minimum_days": 10, "object_to": "县"},
        ],
        "postings": [
            {"posting_id": "P1", "notice_id": "N1", "posted_on": "2014-05-01", "removed_on": "2014-05-03", **POSTING}
        ],
        "finding_replies": [
            {
                "finding_id": key,
                "replied_on": "2015-05-01",
                "replier_role": HOSTILE,
                "state": "explained",
                "reply": HOSTILE,
            }
            for key in ("DL01-F1-spent_over_received", "XX-gone")
        ],
        **frames,
    }
    return small_release(given)


def made(release: Release) -> dict[str, tuple[Page, Html]]:
    render = renderer(load_settings(ROOT / "site_config.yml"))
    county = County.of(release)
    pages = [view.page(county, key) for view in VIEWS for key in view.keys(county)]
    assert len({page.path for page in pages}) == len(pages)
    return {page.path: (page, Html(render(page.template, page.context))) for page in pages}


@pytest.fixture(scope="module")
def site() -> dict[str, tuple[Page, Html]]:
    return made(broken())


def test_there_is_a_page_for_every_rule_and_every_group_of_notices(site: dict[str, tuple[Page, Html]]) -> None:
    rules = {f"findings/{rule.rule_id}/index.html" for rule in reference_rules()}
    assert set(site) == rules | {
        "findings/index.html",
        "notices/index.html",
        "notices/in.DL/index.html",
        "notices/no.village/index.html",
        "objections/register/index.html",
        "editions/index.html",
        "editions/1/index.html",
    }


def test_hostile_text_stays_text(site: dict[str, tuple[Page, Html]]) -> None:
    for path, (_, html) in site.items():
        assert "script" not in html.tags, path
    for path in ("findings/index.html", "findings/notice_short/index.html", "notices/in.DL/index.html"):
        assert HOSTILE in site[path][1].text, path
    rows = [row for row in site["notices/in.DL/index.html"][1].rows if HOSTILE in row[0]]
    assert HOSTILE in rows[0][5]
    assert "abababababab…" in rows[0][5]


def test_pages_know_their_way_and_their_section(site: dict[str, tuple[Page, Html]]) -> None:
    for path, (page, html) in site.items():
        assert page.context["root"] == page.root, path
        assert path.startswith(page.section), path
        assert html.tags.count("h1") == 1, path
        assert len(html.ids) == len(set(html.ids)), path


def test_every_side_links_to_where_it_stands() -> None:
    county = County.of(broken())
    found = book(county.release)
    links = {
        finding.finding_id: [pair[1] for pair in (row[4], row[5])]
        for result in found.findings.results
        for finding, row in zip(result.found, findingrows.rows(county, found, result.found, "../"), strict=True)
    }
    assert links["DL01-F1-spent_over_received"] == ["../villages/DL01/index.html#DL01-F1", ""]
    assert links["J001-project_overspent"] == [
        "../projects/J001/index.html#lines",
        "../villages/DL01/index.html#M-M001",
    ]
    assert links["M003-paid_twice"] == ["../villages/DL01/index.html#M-M002", "../villages/DL01/index.html#M-M003"]
    assert links["M004-late_entry"] == ["../funds/F1/index.html#M-M004", ""]
    assert links["J001-project_late"] == ["../projects/J001/index.html", ""]
    assert links["N1-notice_short"] == ["../notices/in.DL/index.html#N1", ""]
    assert links["N1-notice_before_work"] == ["../projects/J001/index.html", "../notices/in.DL/index.html#N1"]
    assert links["N3-notice_missing"] == ["../notices/no.village/index.html#N3", ""]


def test_the_first_page_counts_lists_and_keeps_what_is_gone(site: dict[str, tuple[Page, Html]]) -> None:
    page, html = site["findings/index.html"]
    counts: Any = page.context["counts"]
    found = book(broken()).findings.results
    assert counts["total"] == str(sum(len(result.found) for result in found))
    assert int(counts["open"]) + int(counts["past"]) == int(counts["total"])
    assert counts["answered"] == "1"
    assert "XX-gone" in html.ids
    assert "DL01-F1-spent_over_received" in html.ids
    assert "尚待主办单位确认" in html.text
    by_place: Any = page.context["places"]
    assert sum(int(cells[n][1]) for _, _, cells in by_place for n in range(3)) == int(counts["total"])


def test_a_rule_says_text_limit_basis_and_what_it_could_not_check(site: dict[str, tuple[Page, Html]]) -> None:
    text = site["findings/late_entry/index.html"][1].text
    rule = next(rule for rule in reference_rules() if rule.rule_id == "late_entry")
    for said in (rule.text, "30 天", rule.basis, "查了", "未报"):
        assert said in text, said
    off = site["findings/notice_allocation/index.html"][1].text
    assert "停用" in off
    assert "每一条疑点" not in off


def test_withheld_amounts_say_so_and_are_never_zero() -> None:
    release = broken()
    hidden = replace(release, projects=tuple(replace(p, budget_fen=Blank.WITHHELD) for p in release.projects))
    row = next(row for row in made(hidden)["findings/project_late/index.html"][1].rows if "J001-project_late" in row[0])
    assert (row[1], row[3]) == ("不公开", "未报")


def test_notices_say_their_state_in_words(site: dict[str, tuple[Page, Html]]) -> None:
    rows = {row[0][:2]: row for row in site["notices/in.DL/index.html"][1].rows}
    assert rows["未贴"][1].split() == ["未报"]
    assert rows["<s"][1].split() == ["天数不足", "贴晚了"]
    assert rows["<s"][2:5] == ["2014-05-01", "2014-05-10", "2014-05-03"]
    total = next(row for row in site["notices/index.html"][1].rows if row[0] == "合计")
    assert total[1] == "3"


def test_the_register_has_no_place_and_adds_up(site: dict[str, tuple[Page, Html]]) -> None:
    html = site["objections/register/index.html"][1]
    assert "大路边镇" not in html.text
    assert "没有列入保护表" in html.text
    assert [row for row in html.rows if row[0] == "合计"] == [["合计", "2", "2", "0", "0", "0"]] * 2


def test_protected_numbers_of_complaints_are_shown_when_a_table_gives_them() -> None:
    release = broken()
    tables = tuple(replace(t, measure="complaints") if t.table_id == "causes" else t for t in release.protected_tables)
    html = made(replace(release, protected_tables=tables))["objections/register/index.html"][1]
    assert "大路边镇" in html.text
    assert "没有列入保护表" not in html.text


def test_a_county_without_notices_and_findings_says_zero() -> None:
    quiet = dict.fromkeys(("fund_moves", "projects", "notices", "postings", "finding_replies", "complaints"), ())
    pages = made(broken(**quiet, village_years=()))
    assert "从公开的数里查出 0 条疑点" in pages["findings/index.html"][1].text
    assert "notices/in.DL/index.html" not in pages
    assert "收到 0 件" in pages["objections/register/index.html"][1].text


def test_the_download_has_every_finding_with_both_sources() -> None:
    county = County.of(broken())
    files = {artifact.path: artifact.data for artifact in finding_downloads(county.release)}
    assert sorted(files) == ["data/tables/findings.csv", "data/tables/findings.json"]
    rows = json.loads(files["data/tables/findings.json"])["rows"]
    lines = list(csv.DictReader(io.StringIO(files["data/tables/findings.csv"].decode("utf-8-sig"), newline="")))
    assert len(HEADERS) == len(NAMES) == len(lines[0])
    assert len(rows) == len(lines) == sum(len(result.found) for result in book(county.release).findings.results)
    at = next(n for n, row in enumerate(rows) if row["finding_id"] == "DL01-F1-spent_over_received")
    assert (rows[at]["at_stake_fen"], rows[at]["first"], rows[at]["reply_state"]) == (11_00, 20_00, "explained")
    assert rows[at]["second_rows"] == ["money_totals:village/DL01/F1/received"]
    assert (lines[at]["涉及金额（元）"], lines[at]["一边"], lines[at]["答复状态"]) == ("11.00", "20.00", "已说明")
    assert {line["程度"] for line in lines} <= {"重", "中", "轻"}


def test_a_village_reads_its_findings_by_rule() -> None:
    county = County.of(broken())
    brief = findingrows.in_villages(book(county.release), ["DL01"], "../../")
    assert (("../../findings/spent_over_received/index.html", "支出多于到账"), ("st late", "重"), "1", "1") in brief
    assert sum(int(number) for _, _, number, _ in brief) == len(book(county.release).of_village["DL01"])
    assert findingrows.in_villages(book(county.release), ["XZ03"], "../../") == ()


@pytest.fixture(scope="module")
def places() -> dict[str, Html]:
    """Pages of the village, the project and the township that the broken county speaks of."""
    render = renderer(load_settings(ROOT / "site_config.yml"))
    county = County.of(broken())
    pages = {"village": village.page(county, "DL01"), "project": project_view.page(county, "J001")}
    pages["township"] = township.page(county, "DL")
    return {name: Html(render(page.template, page.context)) for name, page in pages.items()}


@pytest.mark.parametrize("name", ["village", "project"])
def test_a_village_and_a_project_show_their_notices_and_every_finding(places: dict[str, Html], name: str) -> None:
    html, found = places[name], book(broken())
    listed = {"village": found.of_village["DL01"], "project": found.of_project["J001"]}[name]
    assert {finding.finding_id for _, finding in listed} <= set(html.ids)
    assert "script" not in html.tags
    rows = {row[0][:2]: row for row in html.rows if row}
    assert rows["<s"][1].split() == ["天数不足", "贴晚了"]
    assert rows["<s"][2:5] == ["2014-05-01", "2014-05-10", "2014-05-03"]
    assert HOSTILE in rows["<s"][5]
    assert HOSTILE in rows["<s"][6]
    assert rows["未贴"][1].split() == ["未报"]


def test_what_has_passed_is_folded_away_and_never_dropped() -> None:
    county, found = County.of(broken()), book(broken())
    pairs = found.of_village["DL01"]
    first, past = findingrows.split(county, found, pairs, "../../")
    assert sorted(row[3][0] for row in (*first, *past)) == sorted(finding.finding_id for _, finding in pairs)
    assert past
    grave = {finding.finding_id for rule, finding in pairs if rule.severity == "high" or finding.is_open}
    assert {row[3][0] for row in first} == grave


def test_a_township_counts_the_findings_of_its_villages(places: dict[str, Html]) -> None:
    html, found = places["township"], book(broken())
    assert "../../villages/DL01/index.html#findings" in html.links
    name = County.of(broken()).villages["DL01"].name
    assert f"{name} {len(found.of_village['DL01'])} " in " ".join(html.text.split("按村看")[1].split())
    assert "../../notices/in.DL/index.html" in html.links
    brief = findingrows.in_villages(found, ["DL01", "DL02"], "../../")
    both = (*found.of_village["DL01"], *found.of_village.get("DL02", ()))
    assert sum(int(number) for _, _, number, _ in brief) == len(both)


def test_an_edition_says_where_its_attestation_stands_and_links_nowhere(site: dict[str, tuple[Page, Html]]) -> None:
    for path in ("editions/index.html", "editions/1/index.html"):
        html = site[path][1]
        assert "attestations/1/" in html.text
        assert not [link for link in html.links if "attestations" in link]


def test_an_edition_that_was_compared_with_none_says_so(site: dict[str, tuple[Page, Html]]) -> None:
    assert "这是第一期" in site["editions/1/index.html"][1].text
    later = replace(broken(), programme=replace(broken().programme, edition=7))
    assert "不写变化" in made(later)["editions/7/index.html"][1].text


def test_an_edition_shows_what_changed_and_the_edition_before_what_it_showed() -> None:
    given = [("received", 5_00), ("spent", 20_50)]
    rows = [
        EarlierFigure(edition=6, as_of="2015-05-31", village_code="DL01", what=what, amount_fen=fen, items=())
        for what, fen in given
    ]
    gone = EarlierFigure(
        edition=6,
        as_of="2015-05-31",
        village_code="DL01",
        what="completed",
        amount_fen=Blank.NOT_APPLICABLE,
        items=("J001", "J9"),
    )
    release = broken()
    later = replace(release, programme=replace(release.programme, edition=7), earlier_figures=(gone, *rows))
    pages = made(later)
    now = pages["editions/7/index.html"][1]
    name = County.of(release).villages["DL01"].name
    row = next(row for row in now.rows if row[0] == name)
    assert row[1:3] == ["4", "-0.50"]
    assert row[3:6] == ["1", "0", "0"]
    assert row[-1] == "2"
    assert next(row for row in now.rows if row[0] == "合计")[1:] == row[1:]
    before = pages["editions/6/index.html"][1]
    assert [name, "5", "20.50"] in before.rows
    assert "2015年5月31日" in before.text
    assert "attestations/6/" in before.text
    assert "重点村" not in [row[0] for row in before.rows]
    listed = [row for row in pages["editions/index.html"][1].rows if row[0].startswith("第")]
    assert [row[0] for row in listed] == ["第 7 期", "第 6 期"]
    assert set(listed[1][2:-1]) == {"不适用"}


def test_an_edition_adds_up_what_it_withholds() -> None:
    release = broken()
    hidden = replace(release, projects=tuple(replace(p, budget_fen=Blank.WITHHELD) for p in release.projects))
    more = sum(p.budget_fen is not Blank.WITHHELD for p in release.projects)
    before, after = (contents(found) for found in (release, hidden))
    assert after.withheld_in_all == before.withheld_in_all + more
    rows = made(hidden)["editions/1/index.html"][1].rows
    total = next(row for row in rows if row[0] == "合计")
    tables = [row for row in rows if row[0] != "合计"]
    at = next(n for n, row in enumerate(tables) if row[0] == "表")
    assert int(total[1]) == sum(int(row[1]) for row in tables[at + 1 :]) == after.withheld_in_all
