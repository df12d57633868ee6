"""Findings, notices, complaints and editions in the built county: each page is there, is linked, and counts rightly."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from posixpath import dirname, join, normpath

import pytest
from county_site import ROOT, Built, Html, Table, download, pages, read_csv

pytestmark = pytest.mark.slow

AS_OF, EDITION = "2015-06-30", "25"
LEAST_DAYS = 10
STATES = {"未报", "未报张贴记录", "天数不足", "公示中", "未到期", "够天数"}
SECTIONS = ("findings/index.html", "notices/index.html", "objections/register/index.html", "editions/index.html")
Row = dict[str, str]


@pytest.fixture(scope="module")
def site(county: Built) -> dict[str, Html]:
    return dict(pages(county.site))


def targets(path: str, page: Html) -> set[str]:
    """Files of the site that a page links to."""
    return {normpath(join(dirname(path), link.partition("#")[0])) for link in page.links if ":" not in link}


def words(cell: str) -> str:
    return " ".join(cell.split())


def linked(county: Built) -> tuple[dict[str, Row], dict[str, Row]]:
    """Notices, and their only posting, by the notice's code."""
    notices = {row["公示编码"]: row for row in read_csv(county.data / "notices.csv")}
    return notices, {row["公示编码"]: row for row in read_csv(county.data / "postings.csv")}


def last_day(first: str, days: str) -> str:
    return (date.fromisoformat(first) + timedelta(days=max(int(days), LEAST_DAYS) - 1)).isoformat()


def test_the_front_page_and_the_foot_of_every_page_lead_to_all_of_them(site: dict[str, Html]) -> None:
    assert set(SECTIONS) <= targets("index.html", site["index.html"])
    without = [path for path, page in site.items() if path != "404.html" and "md-footer" in page.source]
    assert len(without) > 900
    assert [path for path in without if not {*SECTIONS, "objections/index.html"} <= targets(path, site[path])] == []


def test_every_page_says_whom_to_call_and_what_to_say(county: Built, site: dict[str, Html]) -> None:
    hotline = re.search(r"hotline: '?(\d+)", (county.data / "programme.yml").read_text("utf-8"))
    assert hotline
    framed = [(path, page) for path, page in site.items() if "md-footer" in page.source]
    assert [path for path, page in framed if f"tel:{hotline[1]}" not in page.links] == []
    assert [path for path, page in framed if "可以不留姓名，不收费" not in page.text] == []


def test_the_page_on_objections_leads_to_register_findings_and_notices(site: dict[str, Html]) -> None:
    assert set(SECTIONS[:3]) <= targets("objections/index.html", site["objections/index.html"])
    main = site["objections/index.html"].source.partition("<article")[2].partition("</article>")[0]
    assert "register/index.html" in main


def test_every_rule_and_every_list_of_notices_is_linked_from_its_section(site: dict[str, Html]) -> None:
    for section in ("findings", "notices", "editions"):
        made = {path for path in site if path.startswith(f"{section}/")} - {f"{section}/index.html"}
        assert made, section
        assert made <= targets(f"{section}/index.html", site[f"{section}/index.html"]), section


def test_each_village_shows_its_own_notices_with_the_clock_of_the_tables(county: Built, site: dict[str, Html]) -> None:
    notices, postings = linked(county)
    of_village: dict[str, list[Row]] = defaultdict(list)
    for row in notices.values():
        of_village[row["村编码"]].append(row)
    for village in read_csv(county.data / "villages.csv"):
        page = site[f"villages/{village['村编码']}/index.html"]
        rows = {row.id: row.cells for table in page.tables for row in table.rows if row.id in notices}
        assert rows.keys() == {row["公示编码"] for row in of_village[village["村编码"]]}
        for notice, cells in rows.items():
            _check_clock(notices[notice], postings.get(notice), cells)
        if rows:
            group = (
                f"notices/in.{village['镇编码']}/index.html" if village["镇编码"] else "notices/no.township/index.html"
            )
            assert group in targets(f"villages/{village['村编码']}/index.html", page)


def _check_clock(notice: Row, posting: Row | None, cells: list[str]) -> None:
    """Start, least days, end, when taken down, by whom, proof, where to object, outcome."""
    assert f"至少 {max(int(notice['最少公示天数']), LEAST_DAYS)} 天" in words(cells[0])
    assert words(cells[6]) == notice["受理异议单位"]
    if posting is None:
        assert words(cells[1]) in ("未报", "未报张贴记录")
        assert words(cells[5]) == "未报"
        return
    last = last_day(posting["张贴日期"], notice["最少公示天数"])
    assert cells[2:4] == [posting["张贴日期"], last]
    assert cells[4] == (posting["撤下日期"] or "未到期")
    is_short = bool(posting["撤下日期"]) and posting["撤下日期"] < last
    assert ("天数不足" in cells[1]) == is_short
    assert ("公示中" in cells[1]) == (not posting["撤下日期"] and last > AS_OF)
    assert posting["张贴人职务"] in cells[5]
    assert posting["照片摘要"][:12] in cells[5]
    assert cells[7] == (notice["公示结果"] or ("未报" if last < AS_OF else "未到期"))


def test_short_and_late_are_marked_in_colour_and_in_words(site: dict[str, Html]) -> None:
    marked = Counter[str]()
    for path, page in site.items():
        if re.fullmatch(r"(villages|projects)/[^/]+/index\.html|notices/.+", path):
            for word in ("天数不足", "贴晚了"):
                spans = re.findall(rf'<span class="([^"]*)">{word}</span>', page.source)
                assert set(spans) <= {"st late"}, path
                marked[word] += len(spans)
    assert all(marked[word] > 50 for word in ("天数不足", "贴晚了"))


def _findings(page: Html) -> set[str]:
    """Findings in the tables of a page."""
    return {row.id for table in page.tables for row in table.rows if re.fullmatch(r".+-[a-z_]{4,}", row.id)}


def test_each_finding_stands_with_its_village_and_its_project(county: Built, site: dict[str, Html]) -> None:
    rows = download(county.site, "findings")
    by: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for section, code in (("villages", row["village_code"]), ("projects", row["project_id"])):
            if code != "not_applicable":
                by[f"{section}/{code}/index.html"].add(row["finding_id"])
    assert len(by) > 100
    for path, page in site.items():
        if re.fullmatch(r"(villages|projects)/(?!in\.|no\.)[^/]+/index\.html", path):
            assert _findings(page) == by[path], path
            assert by[path] or "没有查出" in page.text, path


def test_a_finding_has_amount_both_sides_where_they_stand_and_the_reply(county: Built, site: dict[str, Html]) -> None:
    """The village that spent more than it received, from its money lines and its reply."""
    sums: Counter[str] = Counter()
    for row in read_csv(county.data / "fund_moves.csv"):
        if (row["村编码"], row["资金编码"]) == ("DL05", "F8") and row["环节"] in ("支出", "到账"):
            sums[row["环节"]] += round(float(row["金额（元）"]) * 100)
    reply = next(
        r for r in read_csv(county.data / "finding_replies.csv") if r["疑点编码"] == "DL05-F8-spent_over_received"
    )
    page = site["villages/DL05/index.html"]
    cells = next(row.cells for t in page.tables for row in t.rows if row.id == "DL05-F8-spent_over_received")
    assert words(cells[1]) == f"{(sums['支出'] - sums['到账']) / 100:,.2f}"
    for fen in sums.values():
        assert f"{fen / 100:,.2f}".removesuffix(".00") in cells[2]
    assert reply["答复内容"] in cells[3]
    assert reply["答复日期"] in cells[3]


def test_what_has_passed_stays_on_the_page(county: Built, site: dict[str, Html]) -> None:
    past = {row["finding_id"] for row in download(county.site, "findings") if not row["is_open"]}
    shown = {finding for path, page in site.items() if path.startswith("villages/") for finding in _findings(page)}
    of_villages = {
        row["finding_id"] for row in download(county.site, "findings") if row["village_code"] != "not_applicable"
    }
    assert len(past & of_villages) > 100
    assert past & of_villages <= shown


def test_rules_with_their_days_and_those_switched_off_stand_on_the_page(site: dict[str, Html]) -> None:
    rules = read_csv(ROOT / "generator/figures/findings/rules.csv")
    off = {rule["title"]: rule for rule in rules if rule["is_on"] == "no"}
    assert off
    table = _table(site["findings/index.html"], "规则", last=True)
    assert {words(row.cells[0]): (row.cells[2], row.cells[3]) for row in table.rows[1:]} == {
        title: (rule["off_reason"], rule["off_role"]) for title, rule in off.items()
    }
    for rule in rules:
        text = words(site[f"findings/{rule['rule_id']}/index.html"].text)
        assert words(rule["text"]) in text, rule["rule_id"]
        assert f"{rule['threshold']} {rule['unit']}".strip() in text, rule["rule_id"]


def test_a_township_counts_notices_and_findings_of_its_villages(county: Built, site: dict[str, Html]) -> None:
    villages = {row["村编码"]: row["镇编码"] for row in read_csv(county.data / "villages.csv")}
    notices = Counter(villages[row["村编码"]] for row in linked(county)[0].values() if row["村编码"])
    findings = Counter(
        villages[row["village_code"]]
        for row in download(county.site, "findings")
        if row["village_code"] != "not_applicable"
    )
    for row in read_csv(county.data / "townships.csv"):
        page = site[f"townships/{row['镇编码']}/index.html"]
        part = page.source.partition('<h2 id="findings">')[2].partition("<h2")[0]
        listed = [int(number) for number in re.findall(r"</a>：(\d+) 条", part)]
        assert sum(listed) == findings[row["镇编码"]], row
        assert f"全部 {notices[row['镇编码']]:,} 件公示" in words(page.text), row


def test_the_register_tells_no_place_and_no_small_number_by_township(county: Built, site: dict[str, Html]) -> None:
    page = site["objections/register/index.html"]
    part = page.source.partition('<h2 id="places">')[2].partition("<h2")[0]
    assert "不公开" in part
    assert "<table" not in part
    given = {"month", "subject", "outcome", "closed_month"}
    assert all(row.keys() <= given for row in download(county.site, "complaints"))


def _table(page: Html, head: str, *, last: bool = False) -> Table:
    """The first or the last table whose first column is called so."""
    return [table for table in page.tables if table.rows[0].cells[0] == head][-1 if last else 0]


def test_an_edition_counts_what_the_tables_hold(county: Built, site: dict[str, Html]) -> None:
    rows = {row.cells[0]: row.cells[1] for row in _table(site[f"editions/{EDITION}/index.html"], "内容").rows[1:]}
    for label, table in (
        ("重点村", "villages"),
        ("镇（乡）", "townships"),
        ("资金来源", "funds"),
        ("项目", "projects"),
        ("合同", "contracts"),
        ("目标", "goals"),
        ("公示", "notices"),
        ("投诉登记（件）", "complaints"),
        ("疑点的答复", "finding_replies"),
    ):
        assert rows[label] == f"{len(read_csv(county.data / f'{table}.csv')):,}", label
    assert rows["资金明细（笔）"] == f"{len(download(county.site, 'fund_moves')):,}"
    assert rows["疑点（条）"] == f"{len(download(county.site, 'findings')):,}"
    assert "2015年6月30日" in site[f"editions/{EDITION}/index.html"].text


def test_an_edition_counts_what_is_withheld_in_its_downloads(county: Built, site: dict[str, Html]) -> None:
    withheld: Counter[str] = Counter()
    for file in sorted((county.site / "data/tables").glob("*.json")):
        if file.stem not in ("findings", "money_totals", "earlier_figures"):
            for row in json.loads(file.read_text("utf-8"))["rows"]:
                named = {"value"} & row.keys() if file.stem == "household_figures" else row.keys()
                withheld[file.stem] += sum(row[name] == "withheld" for name in named)
    table = _table(site[f"editions/{EDITION}/index.html"], "表")
    told = [int(row.cells[1].replace(",", "")) for row in table.rows[1:-1]]
    assert sorted(told) == sorted(number for number in withheld.values() if number)
    assert table.rows[-1].cells == ["合计", str(sum(withheld.values()))]
    listed = _table(site["editions/index.html"], "期")
    assert listed.rows[1].cells[-2:] == [str(sum(withheld.values())), f"attestations/{EDITION}/"]


def test_no_page_links_into_an_attestation(site: dict[str, Html]) -> None:
    assert [path for path, page in site.items() if any("attestations" in link for link in page.links)] == []
