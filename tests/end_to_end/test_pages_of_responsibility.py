"""Helpers, organisations, households, duties, bulletins, rankings, checklists: every figure again from the tables.

Money lines are those whose codes the release holds; their amounts, dates and parties come from the office's tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from county_site import SAMPLE, Built, read_csv
from support.pages import Page, rendered

from generator.base.blanks import Blank
from generator.published.package import read_package
from generator.published.release import Release
from generator.site.views import (
    bulletin,
    bulletins,
    checklists,
    duties,
    helper,
    helpers,
    household_class,
    household_classes,
    organisation,
    organisations,
    ranking,
    rankings,
)

pytestmark = pytest.mark.slow

Row = dict[str, str]
STAGES = {"计划": "promised", "下达": "issued", "到账": "received", "支出": "spent"}
FIRST, LAST = "2013-06", "2015-06"
ORIGINS = {"省直": "province", "广州市": "guangzhou", "清远市": "prefecture", "连州市": "county"}


def table(name: str) -> list[Row]:
    return read_csv(SAMPLE / f"{name}.csv")


def fen(text: str) -> int:
    return int(Decimal(text) * 100)


def yuan(amount: int) -> str:
    """As a page prints it: grouped, with decimals only where there are fen."""
    return f"{amount // 100:,}" if amount % 100 == 0 else f"{amount // 100:,}.{amount % 100:02}"


@pytest.fixture(scope="module")
def release(county: Built) -> Release:
    return read_package(county.release)


@pytest.fixture(scope="module")
def moves(release: Release) -> list[Row]:
    """The office's lines that became public."""
    public = {move.move_id for move in release.fund_moves}
    return [move for move in table("fund_moves") if move["流转编码"] in public]


@pytest.fixture(scope="module")
def townships() -> Mapping[str, str]:
    """Village → name of its township."""
    names = {row["镇编码"]: row["镇名"] for row in table("townships")}
    return {row["村编码"]: names[row["镇编码"]] for row in table("villages")}


def sums(moves: Iterable[Row]) -> Counter[str]:
    found: Counter[str] = Counter()
    for move in moves:
        found[move["环节"]] += fen(move["金额（元）"])
    return found


# Helpers


@pytest.fixture(scope="module")
def helping(release: Release) -> Mapping[str, Page]:
    return rendered(release, helpers, helper)


def arrivals(links: Iterable[Row]) -> list[str]:
    """How many arrived in time, late, or unreported; the deadline is the goal's."""
    due = next(row["期限"] for row in table("goals") if row["指标"] == "驻村干部进驻")
    days = [link["驻村干部进驻日期"] for link in links]
    return [
        str(sum(bool(day) and day <= due for day in days)),
        str(sum(day > due for day in days)),
        str(days.count("")),
    ]


def given(moves: Iterable[Row], names: set[str]) -> list[str]:
    """Money that units of these names gave, by stage."""
    accounts = {row["机构编码"] for row in table("organisations") if row["机构名称"] in names}
    found = sums(move for move in moves if move["拨款单位编码"] in accounts)
    return [yuan(found[stage]) for stage in ("计划", "下达", "到账")]


def test_each_origin_has_its_villages_arrivals_and_money(helping: Mapping[str, Page], moves: list[Row]) -> None:
    page = helping["helpers/index.html"]
    units, links = table("units"), table("assignments")
    origin_of = {unit["单位编码"]: unit["单位归属"] for unit in units}
    for label, code in (*ORIGINS.items(), ("", "ALL")):
        mine = [link for link in links if label in ("", origin_of[link["单位编码"]])]
        members = [unit for unit in units if label in ("", unit["单位归属"])]
        villages = {link["村编码"] for link in mine if link["牵头单位"] == "是"}
        row = page.rows[f"origin-{code}"]
        assert row[1:] == [str(len(villages)), str(len(members)), *arrivals(mine)], label
        assert page.rows[f"given-origin-{code}"][1:] == given(moves, {unit["单位名称"] for unit in members}), label


def test_the_plan_s_57_villages_by_origin(helping: Mapping[str, Page]) -> None:
    rows = helping["helpers/index.html"].rows
    assert [rows[f"origin-{code}"][1] for code in ORIGINS.values()] == ["7", "25", "13", "12"]


def test_each_unit_has_its_villages_and_its_money(helping: Mapping[str, Page], moves: list[Row]) -> None:
    village = {row["村编码"]: row["村名"] for row in table("villages")}
    due = date(2013, 6, 10)
    for unit in table("units"):
        page = helping[f"helpers/{unit['单位编码']}/index.html"]
        assert (unit["办公电话"] or "未报") in page.text
        for link in (link for link in table("assignments") if link["单位编码"] == unit["单位编码"]):
            row = next(cells for cells in page.rows.values() if cells[0].startswith(village[link["村编码"]]))
            day = link["驻村干部进驻日期"]
            late = (date.fromisoformat(day) - due).days if day else 0
            assert row[2:4] == [day or "未报", (f"晚 {late} 天" if late > 0 else "按时") if day else "未报"]
            assert ("牵头" in row[0]) is (link["牵头单位"] == "是")
        expected = given(moves, {unit["单位名称"]})
        if expected == ["0", "0", "0"]:
            assert f"{unit['单位编码']}-given" not in page.rows
        else:
            assert page.rows[f"{unit['单位编码']}-given"][1:] == expected


def test_duties_that_no_table_follows_are_not_reported(helping: Mapping[str, Page]) -> None:
    page = helping["helpers/index.html"]
    found = [row for row in page.rows.values() if row[-1] == "未报" and len(row) == 6]
    titles = {row["职责编码"]: row["职责内容"] for row in table("duties")}
    assert [row[0] for row in found] == [f"{titles['D15']}D15 · 一次", f"{titles['D24']}D24 · 不定期"]


# Organisations


@pytest.fixture(scope="module")
def firms(release: Release) -> Mapping[str, Page]:
    return rendered(release, organisations, organisation)


PRIVATE = ("自然人", "个体工商户")


def contract_cells(contracts: list[Row], hidden: set[str], whole: int) -> list[str]:
    """Number, sum, share and settlements of what the release shows."""
    shown = [fen(c["合同金额（元）"]) for c in contracts if c["合同编码"] not in hidden]
    settled = [fen(c["结算金额（元）"]) for c in contracts if c["合同编码"] not in hidden and c["结算金额（元）"]]
    if not contracts:
        return ["0", "不适用", "不适用", "不适用"]
    percent = (Decimal(100 * sum(shown)) / whole).quantize(Decimal("0.1"))
    return [str(len(contracts)), yuan(sum(shown)), f"{percent}%", yuan(sum(settled)) if settled else "未到期"]


def test_contracts_shares_and_payments_of_every_organisation(
    firms: Mapping[str, Page], release: Release, moves: list[Row]
) -> None:
    hidden = {c.contract_id for c in release.contracts if c.contract_fen is Blank.WITHHELD}
    contracts, page = table("contracts"), firms["organisations/index.html"]
    whole = sum(fen(c["合同金额（元）"]) for c in contracts if c["合同编码"] not in hidden)
    note = f"；另有 {len(hidden)} 份合同金额不公开" if hidden else ""
    assert f"全县合同 {len(contracts)} 份，公开的合同金额合计 {yuan(whole)} 元{note}。" in page.text
    checked = 0
    for row in table("organisations"):
        code = row["机构编码"]
        mine = [c for c in contracts if c["承包单位编码"] == code]
        paid = [m for m in moves if m["收款单位编码"] == code and m["环节"] == "支出"]
        if row["机构类型"] in PRIVATE or not (mine or paid):
            assert code not in page.rows
            continue
        total = sum(fen(m["金额（元）"]) for m in paid)
        assert page.rows[code][1:] == [*contract_cells(mine, hidden, whole), yuan(total)], code
        checked += 1
    assert checked > 80


def test_private_persons_are_one_row_without_a_page(
    firms: Mapping[str, Page], release: Release, moves: list[Row]
) -> None:
    people = {row["机构编码"]: row["机构名称"] for row in table("organisations") if row["机构类型"] in PRIVATE}
    hidden = {c.contract_id for c in release.contracts if c.contract_fen is Blank.WITHHELD}
    contracts = table("contracts")
    whole = sum(fen(c["合同金额（元）"]) for c in contracts if c["合同编码"] not in hidden)
    paid = sum(fen(m["金额（元）"]) for m in moves if m["收款单位编码"] in people and m["环节"] == "支出")
    row = next(row for row in firms["organisations/index.html"].rows.values() if "人（户）合计" in row[0])
    mine = [c for c in contracts if c["承包单位编码"] in people]
    assert row[1:] == [*contract_cells(mine, hidden, whole), yuan(paid)]
    for code, name in people.items():
        assert f"organisations/{code}/index.html" not in firms
        assert not [path for path, page in firms.items() if name in page.text]


def test_an_organisation_page_lists_every_contract_and_every_line(firms: Mapping[str, Page], moves: list[Row]) -> None:
    contracts = table("contracts")
    listed: Counter[str] = Counter()
    for path, page in firms.items():
        code = path.split("/")[1]
        if code == "index.html":
            continue
        assert {i for i in page.ids if i.startswith("HT")} == {
            c["合同编码"] for c in contracts if c["承包单位编码"] == code
        }
        lines = {i.removeprefix("M-") for i in page.ids if i.startswith("M-")}
        assert lines == {m["流转编码"] for m in moves if m["收款单位编码"] == code and m["环节"] == "支出"}
        listed.update(lines)
    assert max(listed.values()) == 1
    assert len(listed) > 700


def test_sums_by_fund_and_stage_are_those_of_the_lines(firms: Mapping[str, Page], moves: list[Row]) -> None:
    names = {row["资金编码"]: row["资金名称"] for row in table("funds")}
    for code in ("OV-DL01", "OF3", "OU001", "OT-DL"):
        rows = [row for row in firms[f"organisations/{code}/index.html"].rows.values() if len(row) == 4]
        note = "层级之间转拨，不是花钱"
        shown = {(fund, stage.removesuffix(note), n, total) for fund, stage, n, total in rows if fund != "资金来源"}
        expected = set()
        for party, stages in (("收款单位编码", {"计划", "下达", "转拨", "到账"}), ("拨款单位编码", {*STAGES, "转拨"})):
            found: dict[tuple[str, str], list[int]] = defaultdict(list)
            for m in (m for m in moves if m[party] == code and m["环节"] in stages):
                found[names[m["资金编码"]], m["环节"]].append(fen(m["金额（元）"]))
            expected |= {(fund, stage, str(len(f)), yuan(sum(f))) for (fund, stage), f in found.items()}
        assert shown == expected, code
        assert shown


# Households and duties


def test_every_class_shows_its_entitlements_and_its_protected_count(release: Release) -> None:
    pages = rendered(release, household_classes, household_class)
    cells = {c.category: c.value for c in release.household_figures if c.table_id == "household_classes"}
    households = table("households")
    terms = release.programme.terms("household_classes")
    assert len(terms) == 5
    for term in terms:
        page = pages[f"households/{term.code}/index.html"]
        assert cells[term.code] == sum(h["贫困户类别"] == term.label for h in households)
        assert f"全县 {cells[term.code]:,} 户（截至" in page.text
        for row in (row for row in table("entitlements") if row["贫困户类别"] == term.label):
            for column in ("待遇名称", "条件", "待遇内容", "办理办法", "方案条款"):
                assert row[column] in page.text, (term.code, column)
            assert row["待遇名称"] in pages["households/index.html"].text
            assert row["待遇编码"] in page.ids


def test_every_duty_stands_in_the_calendar(release: Release) -> None:
    page = rendered(release, duties)["duties/index.html"]
    rows = table("duties")
    assert len([i for i in page.ids if i.startswith("duty-")]) == len(rows)
    for row in rows:
        cells = page.rows[f"duty-{row['职责编码']}"]
        assert cells[0] == row["职责内容"] + row["职责编码"]
        assert cells[1:] == [row["责任主体"], row["时限要求"], row["期限"] or "不适用", row["方案条款"]]


# Bulletins


@pytest.fixture(scope="module")
def told(release: Release) -> Mapping[str, Page]:
    return rendered(release, bulletins, bulletin)


def months(first: str = FIRST, last: str = LAST) -> list[str]:
    years = range(int(first[:4]), int(last[:4]) + 1)
    return [f"{y}-{m:02}" for y in years for m in range(1, 13) if first <= f"{y}-{m:02}" <= last]


def quarters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for month in months():
        found[f"{month[:4]}-q{(int(month[5:]) + 2) // 3}"].append(month)
    return dict(found)


PERIODS = {**{month: [month] for month in months()}, **quarters()}


def test_a_bulletin_for_every_period_and_no_other(told: Mapping[str, Page]) -> None:
    assert set(told) == {"bulletins/index.html", *(f"bulletins/{code}/index.html" for code in PERIODS)}
    assert len(PERIODS) == 25 + 9


@pytest.mark.parametrize("code", PERIODS)
def test_money_of_a_period_by_stage_and_township(
    told: Mapping[str, Page], moves: list[Row], townships: Mapping[str, str], code: str
) -> None:
    page, inside = told[f"bulletins/{code}/index.html"], PERIODS[code]
    mine = [move for move in moves if move["日期"][:7] in inside]
    assert page.rows["money-ALL"][1:] == [yuan(sums(mine)[stage]) for stage in STAGES]
    before = [move for move in moves if move["日期"][:7] <= inside[-1]]
    assert page.rows["money-so-far"][1:] == [yuan(sums(before)[stage]) for stage in STAGES]
    rows = [row for row in page.rows.values() if len(row) == 5]
    for name in set(townships.values()):
        found = sums(move for move in mine if townships.get(move["村编码"]) == name)
        assert [name, *(yuan(found[stage]) for stage in STAGES)] in rows, name
    loose = sums(move for move in mine if not move["村编码"])
    assert ["连州市（不属于单个村）", *(yuan(loose[stage]) for stage in STAGES)] in rows


def test_all_months_together_are_the_county_s_totals(told: Mapping[str, Page], release: Release) -> None:
    totals = {t.stage: t.amount_fen for t in release.money_totals if (t.level, t.fund_id) == ("county", "all")}
    shown = told["bulletins/index.html"].rows["bulletins-ALL"][1:5]
    assert shown == [yuan(int(totals[stage])) for stage in STAGES.values()]


def owed(project: Row) -> set[str]:
    starts = [day[:7] for day in (project["计划开工日期"], project["开工日期"]) if day]
    until = min(project["完工日期"][:7] or "9999", "2015-05")
    return set(months(min(starts), until)) if starts else set()


def late(project: Row, month: str) -> bool:
    """Late at the end of a month: the planned end lies before its last day, and nothing was completed by then."""
    year, number = int(month[:4]), int(month[5:])
    end = (date(year + number // 12, number % 12 + 1, 1) - date.resolution).isoformat()
    done = project["完工日期"] or project["验收日期"] or "9999"
    return bool(project["计划完工日期"]) and project["计划完工日期"] < end < done


@pytest.mark.parametrize("code", PERIODS)
def test_notices_projects_and_reports_of_a_period(told: Mapping[str, Page], code: str) -> None:
    page, inside = told[f"bulletins/{code}/index.html"], PERIODS[code]
    projects, sent = table("projects"), {(r["项目编码"], r["月份"]) for r in table("project_reports")}
    due = [(p["项目编码"], month) for p in projects for month in owed(p) & set(inside)]
    overdue = 0
    for month in inside:
        before = (date.fromisoformat(f"{month}-01") - date.resolution).isoformat()[:7]
        overdue += sum(late(p, month) and not late(p, before) for p in projects)
    expected = [
        str(sum(notice["公示开始日期"][:7] in inside for notice in table("notices"))),
        *(str(sum(p[day][:7] in inside for p in projects)) for day in ("开工日期", "完工日期", "验收日期")),
        str(overdue),
    ]
    reported = f"{sum(pair in sent for pair in due)}/{len(due)}"
    none = "未到期" if inside == ["2015-06"] else "不适用"
    assert page.rows["work-ALL"][1:] == [*expected, reported if due else none]


@pytest.mark.parametrize("code", PERIODS)
def test_villages_that_did_not_report_are_named(told: Mapping[str, Page], code: str) -> None:
    page, inside = told[f"bulletins/{code}/index.html"], PERIODS[code]
    sent = {(r["项目编码"], r["月份"]) for r in table("project_reports")}
    due: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for project in table("projects"):
        for month in owed(project) & set(inside):
            due[project["村编码"]] += 1
            came[project["村编码"]] += (project["项目编码"], month) in sent
    text = " ".join(page.text.partition("谁没有报月报")[2].split())
    names = {row["村编码"]: row["村名"] for row in table("villages")}
    expected = {
        f"{names[v]}{' 未报' if not came[v] else ''}（应报 {due[v]}，已报 {came[v]}）" for v in due if came[v] < due[v]
    }
    assert {phrase for phrase in expected if phrase not in text} == set()
    assert text.count("（应报 ") == len(expected)


@pytest.mark.parametrize("code", quarters())
def test_inspections_of_a_quarter(told: Mapping[str, Page], release: Release, code: str) -> None:
    page = told[f"bulletins/{code}/index.html"]
    mine = [row for row in table("inspections") if row["季度"] == code.upper()]
    remarks = {i.inspection_id: i.remark for i in release.inspections}
    names = {row["村编码"]: row["村名"] for row in table("villages")}
    shown = {key: row for key, row in page.rows.items() if key.startswith("DC")}
    assert set(shown) == {row["督查编码"] for row in mine}
    for row in mine:
        remark = remarks[row["督查编码"]]
        words = remark.label if isinstance(remark, Blank) else row["督查意见"]
        assert shown[row["督查编码"]] == [names[row["村编码"]], row["督查日期"], row["督查结果"], words]
    results = Counter(row["督查结果"] for row in mine)
    assert all(f"{result} {number} " in page.text for result, number in results.items())
    assert ("没有报来本季的督查" in page.text) is (not mine)


def test_project_states_at_the_last_bulletin_are_those_of_the_projects(told: Mapping[str, Page]) -> None:
    projects = table("projects")
    accepted = sum(bool(p["验收日期"]) for p in projects)
    waiting = sum(bool(p["完工日期"]) and not p["验收日期"] for p in projects)
    text = " ".join(told[f"bulletins/{LAST}/index.html"].text.split())
    assert f"期末全部项目：已验收 {accepted} 已完工，待验收 {waiting} " in text


# Rankings and checklists


def test_scores_and_ranks_stand_as_given(release: Release) -> None:
    pages = rendered(release, rankings, ranking)
    documents = {row["文件编码"]: row["文件标题"] for row in table("documents")}
    kinds = {row["村编码"]: row["村类别"] for row in table("villages")}
    given = {(row["年份"], row["村编码"]): row for row in table("assessments")}
    for year in ("2013", "2014", "2015"):
        rows = {k: r for k, r in pages[f"rankings/{year}/index.html"].rows.items() if k.endswith(f"-{year}")}
        assert {k.removesuffix(f"-{year}") for k in rows} == {v for v, k in kinds.items() if k == "省重点帮扶村"}
        for code, cells in rows.items():
            row = given.get((year, code.removesuffix(f"-{year}")))
            none = "未报" if row or year != "2015" else "未到期"
            expected = [row["得分"], row["名次"], documents.get(row["文件编码"], "")] if row else ["", "", ""]
            assert cells[1:] == [text or none for text in expected], code
    scored = sum(bool(row["得分"]) for row in given.values() if row["年份"] == "2014")
    assert pages["rankings/index.html"].rows[f"2014年 | {scored} | {scored}"]


def test_ranks_are_not_sorted(release: Release) -> None:
    page = rendered(release, ranking)["rankings/2014/index.html"]
    ranks = [int(row[2]) for key, row in page.rows.items() if key.endswith("-2014") and row[2].isdecimal()]
    assert ranks != sorted(ranks)
    assert len(ranks) > 50


def test_checklists_by_item_township_and_village(release: Release, townships: Mapping[str, str]) -> None:
    page = rendered(release, checklists)["checklists/index.html"]
    rows = table("checklists")
    every = []
    for term in release.programme.terms("checklist_items"):
        mine = [row for row in rows if row["清单事项"] == term.label]
        counts = checked(mine)
        assert page.rows[f"item-{term.code}"][1:] == [str(n) for n in counts]
        assert sum(counts) - counts[1] == 57
        every.append(counts)
    assert page.rows["items-ALL"][1:] == [str(sum(column)) for column in zip(*every, strict=True)]
    for village in {row["村编码"] for row in rows}:
        counts = checked([row for row in rows if row["村编码"] == village])
        assert page.rows[f"at-{village}"][1:] == [str(n) for n in counts]
    labels = [term.label for term in release.programme.terms("checklist_items")]
    for name in set(townships.values()):
        mine = [row for row in rows if townships[row["村编码"]] == name]
        done = [sum(r["清单事项"] == label and r["状态"] == "已完成" for r in mine) for label in labels]
        owed_by = len({row["村编码"] for row in mine})
        assert [name, *(f"{number}/{owed_by}" for number in done)] in page.rows.values()


def checked(rows: list[Row]) -> list[int]:
    """Done, of these with a document, in progress, not done, not reported."""
    states = Counter(row["状态"] for row in rows)
    evidenced = sum(row["状态"] == "已完成" and bool(row["依据文件编码"]) for row in rows)
    return [states["已完成"], evidenced, states["进行中"], states["未完成"], states[""]]


def test_record_books_stay_private(release: Release) -> None:
    page = rendered(release, checklists)["checklists/index.html"]
    assert "记录本本身、签名和姓名从不公布" in " ".join(page.text.split())
