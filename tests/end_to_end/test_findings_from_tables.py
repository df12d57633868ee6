"""Findings, notice clock and register of the sample, worked out again from its tables by other means."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from county_site import Built, Html, read_csv

from generator.figures.findings.find import RuleResult, find
from generator.published.package import read_package
from generator.site.county import County
from generator.site.page import Page
from generator.site.views import complaints, finding_rule, findings, notice_clock, notices_in

pytestmark = pytest.mark.slow

AS_OF = "2015-06-30"
Row = dict[str, str]


@pytest.fixture(scope="module")
def public(county: Built) -> County:
    return County.of(read_package(county.release))


@pytest.fixture(scope="module")
def results(public: County) -> dict[str, RuleResult]:
    return {result.rule.rule_id: result for result in find(public.release).results}


@pytest.fixture(scope="module")
def lines(county: Built, public: County) -> list[Row]:
    """Money lines that are public, as the office wrote them."""
    shown = {move.move_id for move in public.release.fund_moves}
    return [row for row in read_csv(county.data / "fund_moves.csv") if row["流转编码"] in shown]


def html(county: Built, page: Page) -> Html:
    """The page as it stands in the built site."""
    return Html(source=(county.site / page.path).read_text("utf-8"))


def found(result: RuleResult) -> dict[str, object]:
    """Subject → amount at stake in fen."""
    return {f.finding_id.removesuffix(f"-{f.rule_id}"): f.at_stake_fen for f in result.found}


def fen(text: str) -> int:
    return int(Decimal(text) * 100)


def days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def later(day: str, number: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=number)).isoformat()


def test_spent_over_received(lines: list[Row], results: dict[str, RuleResult], public: County) -> None:
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in lines:
        place = row["村编码"] or public.programme.county_code
        sums[place, row["资金编码"]][row["环节"]] += fen(row["金额（元）"])
    over = {f"{p}-{f}": s["支出"] - s["到账"] for (p, f), s in sums.items() if s["支出"] > s["到账"]}
    assert over == {"DL05-F8": 650050, "LP03-F8": 650050}
    assert found(results["spent_over_received"]) == over


def test_projects_overspent(lines: list[Row], results: dict[str, RuleResult]) -> None:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in (row for row in lines if row["项目编码"]):
        sums[row["项目编码"]][row["环节"]] += fen(row["金额（元）"])
    over = {p: s["支出"] - s["到账"] for p, s in sums.items() if s["到账"] and s["支出"] > s["到账"]}
    assert len(over) == 2
    assert found(results["project_overspent"]) == over


def test_paid_more_than_settled(county: Built, lines: list[Row], results: dict[str, RuleResult]) -> None:
    paid: Counter[tuple[str, str]] = Counter()
    for row in (row for row in lines if row["环节"] == "支出"):
        paid[row["项目编码"], row["收款单位编码"]] += fen(row["金额（元）"])
    over = {
        row["合同编码"]: paid[row["项目编码"], row["承包单位编码"]] - fen(row["结算金额（元）"])
        for row in read_csv(county.data / "contracts.csv")
        if row["结算金额（元）"] and paid[row["项目编码"], row["承包单位编码"]] > fen(row["结算金额（元）"])
    }
    assert len(over) == 4
    assert found(results["settled_below_paid"]) == over


def test_subsidies_that_are_not_half(lines: list[Row], results: dict[str, RuleResult]) -> None:
    own: Counter[str] = Counter()
    subsidy: Counter[str] = Counter()
    for row in (row for row in lines if (row["资金编码"], row["环节"]) == ("F3", "下达")):
        (own if row["拨出层级"] == "农户" else subsidy)[row["村编码"]] += fen(row["金额（元）"])
    wrong = {f"{v}-F3": abs(own[v] // 2 - subsidy[v]) for v in own if abs(own[v] // 2 - subsidy[v]) >= 100}
    assert wrong.keys() == {"DL04-F3", "XA01-F3", "XZ03-F3"}
    assert found(results["rate"]) == wrong
    assert results["rate"].checked == len(own)


def test_twenty_five_villages_and_two_instalments(
    county: Built, lines: list[Row], results: dict[str, RuleResult]
) -> None:
    origins = {row["单位编码"]: row["单位归属"] for row in read_csv(county.data / "units.csv")}
    leads = [row for row in read_csv(county.data / "assignments.csv") if row["牵头单位"] == "是"]
    eligible = {row["村编码"] for row in leads if origins[row["单位编码"]] in ("清远市", "连州市")}
    assert len(eligible) == 25
    issued: Counter[str] = Counter()
    for row in (row for row in lines if (row["资金编码"], row["环节"]) == ("F2", "下达")):
        issued[row["村编码"]] += fen(row["金额（元）"])
    assert set(issued) <= eligible
    amounts = results["village_amount"]
    assert (amounts.checked, amounts.found) == (sum(v == 20_000_000 for v in issued.values()), ())
    assert sum(amounts.unknown.values()) == 25 - amounts.checked
    assert results["not_eligible"].checked == len(issued)
    assert results["not_eligible"].found == results["instalment_missing"].found == ()


def test_late_entries(county: Built, lines: list[Row], results: dict[str, RuleResult]) -> None:
    entries = [(row["流转编码"], row["日期"][:7], row["填报日期"]) for row in lines]
    reports = read_csv(county.data / "project_reports.csv")
    entries += [(f"{row['项目编码']}-{row['月份']}", row["月份"], row["填报日期"]) for row in reports]
    years = [
        row
        for row in read_csv(county.data / "village_years.csv")
        if row["村集体经济收入（元）"] or row["全村人均纯收入（元）"]
    ]
    entries += [(f"{row['村编码']}-{row['年份']}", f"{row['年份']}-12", row["填报日期"]) for row in years]
    late = {key for key, month, on in entries if on and days(_month_end(month), on) > 30}
    assert found(results["late_entry"]).keys() == late
    assert results["late_entry"].checked == sum(1 for _, _, on in entries if on)
    assert sum(results["late_entry"].unknown.values()) == sum(1 for _, _, on in entries if not on)


def _month_end(month: str) -> str:
    return f"{month}-{monthrange(*map(int, month.split('-')))[1]:02}"


def test_late_projects(county: Built, results: dict[str, RuleResult]) -> None:
    late, still = {}, set()
    for row in read_csv(county.data / "projects.csv"):
        is_over = bool(row["完工日期"] or row["验收日期"])
        for planned, actual in ((row["计划完工日期"], row["完工日期"]), (row["计划开工日期"], row["开工日期"])):
            if days(planned, actual or AS_OF) > 30 and (actual or not is_over) and row["项目编码"] not in late:
                late[row["项目编码"]] = fen(row["预算金额（元）"])
                still |= set() if actual else {row["项目编码"]}
    assert len(late) > 50
    told = found(results["project_late"])
    assert told.keys() == late.keys()
    assert {key: stake for key, stake in told.items() if isinstance(stake, int)}.items() <= late.items()
    assert {f.project_id for f in results["project_late"].found if f.is_open} == still


def test_late_cadres(county: Built, results: dict[str, RuleResult]) -> None:
    rows = read_csv(county.data / "assignments.csv")
    late = {f"{row['单位编码']}-{row['村编码']}" for row in rows if (row["驻村干部进驻日期"] or AS_OF) > "2013-06-10"}
    assert found(results["cadre_late"]).keys() == late
    assert results["cadre_late"].checked == len(rows)


def _states(county: Built) -> dict[str, tuple[str, str]]:
    """Notice → (state, first day), from the tables alone: every notice of the sample has at most one posting."""
    postings = {row["公示编码"]: row for row in read_csv(county.data / "postings.csv")}
    states = {}
    for row in read_csv(county.data / "notices.csv"):
        posting = postings.get(row["公示编码"])
        last = later(posting["张贴日期"], int(row["最少公示天数"]) - 1) if posting else ""
        if posting is None:
            state = "未报"
        elif posting["撤下日期"]:
            state = "天数不足" if posting["撤下日期"] < last else "够天数"
        else:
            state = "公示中" if last > AS_OF else "够天数"
        states[row["公示编码"]] = (state, posting["张贴日期"] if posting else "")
    return states


def test_notices_short_missing_and_after_the_work_began(county: Built, results: dict[str, RuleResult]) -> None:
    states = _states(county)
    for rule, word in (("notice_short", "天数不足"), ("notice_missing", "未报")):
        assert found(results[rule]).keys() == {key for key, (state, _) in states.items() if state == word}, rule
    began = {row["项目编码"]: row["开工日期"] for row in read_csv(county.data / "projects.csv")}
    late = {
        row["公示编码"]
        for row in read_csv(county.data / "notices.csv")
        if row["公示类别"] == "项目开工前"
        and began[row["项目编码"]]
        and states[row["公示编码"]][1] > began[row["项目编码"]]
    }
    assert found(results["notice_before_work"]).keys() == late


def test_the_notice_pages_count_what_the_tables_hold(county: Built, public: County) -> None:
    states, villages = _states(county), {v["村编码"]: v["镇编码"] for v in read_csv(county.data / "villages.csv")}
    township = {row["公示编码"]: villages.get(row["村编码"], ".") for row in read_csv(county.data / "notices.csv")}
    words = {"未报", "天数不足", "公示中", "够天数"}
    for key in notices_in.keys(public):
        page = html(county, notices_in.page(public, key))
        mine = {notice for notice, group in township.items() if group == key}
        rows = {row.id: row.cells for table in page.tables for row in table.rows if row.id in states}
        assert rows.keys() == mine, key
        assert {notice: (set(cells[1].split()) & words).pop() for notice, cells in rows.items()} == {
            notice: states[notice][0] for notice in mine
        }
    total = [
        row.cells
        for table in html(county, notice_clock.page(public, "")).tables
        for row in table.rows
        if row.css == "sum"
    ]
    counted = Counter(state for state, _ in states.values())
    for cells in total:
        assert cells[1] == f"{len(states):,}"
        for word, number in counted.items():
            assert f"{word} {number:,} " in cells[2], word


def test_the_first_page_sums_up_the_rules(county: Built, public: County, results: dict[str, RuleResult]) -> None:
    page = html(county, findings.page(public, ""))
    rows = {row.cells[0].split()[1]: row.cells for row in page.tables[0].rows[1:]}
    assert len(rows) == sum(result.rule.is_on for result in results.values())
    for result in (result for result in results.values() if result.rule.is_on):
        cells = rows[next(title for title in rows if title.startswith(result.rule.title))]
        assert cells[1] == str(len(result.found))
        known = [f.at_stake_fen for f in result.found if isinstance(f.at_stake_fen, int)]
        if known:
            assert fen(cells[2].replace(",", "")) == sum(known), result.rule.rule_id


def test_every_rule_page_lists_its_findings_by_amount(
    county: Built, public: County, results: dict[str, RuleResult]
) -> None:
    for rule_id, result in results.items():
        page = html(county, finding_rule.page(public, rule_id))
        ids = [row.id for table in page.tables for row in table.rows if row.id]
        assert ids == [f.finding_id for f in result.found][: finding_rule.MOST], rule_id


def test_each_reply_of_the_sample_stands_with_its_finding(county: Built, public: County) -> None:
    page = html(county, findings.page(public, ""))
    rows = {row.id: row.cells for table in page.tables for row in table.rows if row.id}
    replies = read_csv(county.data / "finding_replies.csv")
    assert len(replies) == 3
    for reply in replies:
        said = rows[reply["疑点编码"]][3]
        assert all(reply[head] in said for head in ("答复日期", "答复状态", "答复内容"))


def test_the_register_holds_every_complaint_without_its_place(county: Built, public: County) -> None:
    page = html(county, complaints.page(public, ""))
    given = read_csv(county.data / "complaints.csv")
    table = next(table for table in page.tables if table.opened_by == "entries")
    ages = [_age(row) for row in given]
    assert sorted((row.cells[0], row.cells[1], row.cells[2], row.cells[4]) for row in table.rows[1:]) == sorted(
        (row["收到月份"], row["事由"], row["处理结果"], str(age)) for row, age in zip(given, ages, strict=True)
    )
    by_subject = Counter(row["事由"] for row in given)
    rows = {row.cells[0]: row.cells for table in page.tables for row in table.rows}
    assert {subject: int(rows[subject][1]) for subject in by_subject} == dict(by_subject)
    names = {row["镇名"] for row in read_csv(county.data / "townships.csv")}
    names |= {row["村名"] for row in read_csv(county.data / "villages.csv")}
    assert [name for name in names if name in page.text] == []


def _age(row: Row) -> int:
    year, month = map(int, row["收到月份"].split("-"))
    until, number = map(int, (row["办结月份"] or AS_OF[:7]).split("-"))
    return (until - year) * 12 + number - month
