"""Helpers, organisations, households, duties, bulletins, rankings, checklists on a small county: hostile text, links,
blanks, a second programme with other words and years.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from support.county import frame, move, project, small_policy, small_programme, small_release
from support.county import small_linked as linked
from support.pages import Page, rendered

from generator.base.blanks import Blank
from generator.contract.programme import Contact, Term
from generator.contract.schema import tables
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release as mint
from generator.published.release import Release
from generator.site.county import County
from generator.site.views import (
    bulletin,
    bulletins,
    checklists,
    duties,
    entitlements,
    helper,
    helpers,
    household_class,
    household_classes,
    organisation,
    organisations,
    ranking,
    rankings,
)

MINE = (
    *(helpers, helper, organisations, organisation, household_classes, household_class),
    *(duties, bulletins, bulletin, rankings, ranking, checklists),
)
FOLDERS = ("helpers", "organisations", "households", "duties", "bulletins", "rankings", "checklists")
HOSTILE = '<script>alert("1")</script>\'"&{{ 7*7 }}'
BLANKS = {"未报": "nr", "未到期": "nd", "不公开": "wh", "不适用": "na"}


@pytest.fixture(scope="module")
def release() -> Release:
    return small_release()


@pytest.fixture(scope="module")
def pages(release: Release) -> Mapping[str, Page]:
    return rendered(release, *MINE)


def text(page: Page) -> str:
    return " ".join(page.text.split())


def test_links_among_these_pages_lead_to_a_page_and_an_anchor(pages: Mapping[str, Page]) -> None:
    followed = 0
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in (link for link in page.links if not link.startswith("tel:")):
            place, _, anchor = link.partition("#")
            target = normpath(join(dirname(path), place)) if place else path
            if target.split("/")[0] in FOLDERS:
                assert target in pages, (path, link)
                assert not anchor or anchor in pages[target].ids, (path, link)
                followed += 1
    assert followed > 100


def test_every_page_has_one_heading_and_its_own_path(pages: Mapping[str, Page]) -> None:
    assert {path.split("/")[0] for path in pages} == set(FOLDERS)
    for path, page in pages.items():
        assert page.tags.count("h1") == 1, path
        assert "script" not in page.tags, path


def test_hostile_text_stays_text(release: Release, pages: Mapping[str, Page]) -> None:
    made = rendered(hostile(release), *MINE)
    assert list(made) == list(pages)
    for path, page in made.items():
        assert set(page.tags) == set(pages[path].tags), path
        assert HOSTILE in page.text, path


def hostile(release: Release) -> Release:
    changed: dict[str, Any] = {}
    for table in (t for t in tables().values() if t.is_public):
        free = [c.name for c in table.published_columns if c.type == "string" and not (c.pattern or c.categories)]
        free = [name for name in free if table.column(name).vocabulary is None and not name.endswith(("_id", "_code"))]
        free = [name for name in free if table.column(name).separator is None]
        changed[table.name] = tuple(replace(r, **dict.fromkeys(free, HOSTILE)) for r in getattr(release, table.name))
    words = tuple(
        (name, tuple(replace(term, label=HOSTILE) for term in terms)) for name, terms in release.programme.vocabularies
    )
    contact = Contact(office=HOSTILE, hotline="12317", phone="0763-0000000", address=HOSTILE)
    programme = replace(release.programme, vocabularies=words, county_name=HOSTILE, contact=contact)
    return replace(release, programme=programme, **changed)


def styled(page: Page, word: str) -> set[str]:
    """Last class of every cell or mark that holds nothing but a word."""
    found = re.findall(rf"<(?:td|span|dd)([^>]*)>{word}</", page.html)
    return {(re.search(r'class="([^"]*)"', given) or ["", "none"])[1].split()[-1] for given in found}


def test_the_blanks_differ_in_words_and_in_style() -> None:
    pages = rendered(small_release(blank_county()), *MINE)
    seen = {word for page in pages.values() for word in BLANKS if styled(page, word)}
    assert seen == set(BLANKS)
    for path, page in pages.items():
        for word, css in BLANKS.items():
            assert styled(page, word) <= {css}, (path, word)


def blank_county() -> dict[str, Any]:
    """Everything that may be blank is, here or there."""
    units = [{"unit_id": f"U{n}", "name": f"测试局{n}", "origin": "province"} for n in (1, 2, 3)]
    links = [
        {"unit_id": "U1", "village_code": "DL01", "is_lead": True, "arrived_on": Blank.NOT_REPORTED},
        {"unit_id": "U2", "village_code": "DL02", "is_lead": True, "arrived_on": Blank.NOT_APPLICABLE},
    ]
    works = [project(1, "DL01", 100_000_00), project(2, "DL01", 3_000_00, beneficiary_households=3)]
    contract = {"organisation_id": "O1", "method": "direct", "signed_on": "2014-06-01"}
    contracts = [
        {"contract_id": f"C{n}", "project_id": f"J00{n}", "contract_fen": fen, "settled_fen": Blank.NOT_DUE, **contract}
        for n, fen in ((1, 98_000_00), (2, 3_000_00))
    ]
    money = [
        move(1, "received", "F1", 100_000_00, village_code="DL01", project_id="J001"),
        move(2, "spent", "F2", 3_000_00, village_code="DL01", project_id="J002", beneficiary_households=3),
    ]
    scores = [{"year": 2014, "village_code": "DL01", "ranked_among": "全市"}]
    return {
        "units": units,
        "assignments": links,
        "projects": works,
        "contracts": contracts,
        "fund_moves": money,
        "project_reports": [],
        "assessments": scores,
        "checklists": [{"village_code": "DL01", "item": "industry", "state": Blank.NOT_APPLICABLE}],
    }


def test_zero_money_is_zero_only_where_the_stage_was_ever_reported(pages: Mapping[str, Page]) -> None:
    """The small county promised, issued, received and spent; its townships XZ and SS never received anything."""
    rows = pages["bulletins/2014-04/index.html"].rows
    assert rows["money-ALL"][1:] == ["0", "0", "0", "0"]
    issued_nothing = small_release({"fund_moves": [move(1, "spent", "F1", 5_00, village_code="DL01")]})
    rows = rendered(issued_nothing, bulletin)["bulletins/2014-04/index.html"].rows
    assert rows["money-ALL"][1:] == ["未报", "未报", "未报", "0"]


def test_reports_of_the_last_month_are_not_due(pages: Mapping[str, Page]) -> None:
    page = pages["bulletins/2015-06/index.html"]
    assert page.rows["work-ALL"][-1] == "未到期"
    assert "2015-06 的月报要到月份过完才报" in text(page)
    assert pages["bulletins/2013-07/index.html"].rows["work-ALL"][-1] == "不适用"


def test_natural_persons_have_no_page_and_no_name(pages: Mapping[str, Page]) -> None:
    assert "organisations/O1/index.html" in pages
    assert "organisations/O2/index.html" not in pages
    assert not [path for path, page in pages.items() if "司马测试" in page.html]
    assert "不公开 1 人（户）合计" in text(pages["organisations/index.html"])


def test_a_withheld_contract_is_in_no_sum_and_shares_say_so(release: Release) -> None:
    """Two contracts of 90 and 30 yuan and a withheld one: a firm's share is of the 120 that are shown."""
    first = release.contracts[0]
    amounts = {"C1": ("O1", 90_00), "C2": ("O1", Blank.WITHHELD), "C3": ("O3", 30_00), "C4": ("O4", Blank.WITHHELD)}
    contracts = tuple(
        replace(first, contract_id=code, organisation_id=firm, contract_fen=fen, bid_fen=fen, settled_fen=fen)
        for code, (firm, fen) in amounts.items()
    )
    firms = [replace(release.organisations[0], organisation_id=f"O{n}", name=f"测试公司{n}") for n in (1, 3, 4)]
    made = replace(release, contracts=contracts, organisations=(*firms, *release.organisations[1:]))
    pages = rendered(made, organisations, organisation)
    rows = pages["organisations/index.html"].rows
    assert rows["O1"][1:5] == ["2", "90", "75.0%", "90"]
    assert rows["O3"][1:5] == ["1", "30", "25.0%", "30"]
    assert rows["O4"][1:5] == ["1", "不公开", "不公开", "不公开"]
    assert "另有 1 份合同金额不公开" in rows["O1"][0]
    assert "合计 120 元；另有 2 份合同金额不公开" in text(pages["organisations/index.html"])
    page = pages["organisations/O1/index.html"]
    assert page.rows["C2"][-3:] == ["不公开"] * 3
    assert "90 ÷ 120 元，只算公开的合同金额；全县另有 2 份合同金额不公开" in text(page)


def test_a_village_counts_once_under_the_origin_of_its_lead() -> None:
    units = [
        {"unit_id": "U1", "name": "省厅", "origin": "province"},
        {"unit_id": "U2", "name": "市局", "origin": "county"},
    ]
    links = [
        {"unit_id": unit, "village_code": "DL01", "is_lead": unit == "U2", "arrived_on": "2013-06-08"}
        for unit in ("U1", "U2")
    ]
    rows = rendered(small_release({"units": units, "assignments": links}), helpers)["helpers/index.html"].rows
    assert [rows[f"origin-{code}"][1:3] for code in ("province", "county", "ALL")] == [
        ["0", "1"],
        ["1", "1"],
        ["1", "2"],
    ]


def test_an_address_of_an_organisation_is_empty_where_there_is_no_page(release: Release) -> None:
    county = County.of(release)
    found = {code: organisations.address(county, code, "../") for code in ("O1", "O2", "O9", Blank.NOT_REPORTED)}
    assert found == {"O1": "../organisations/O1/index.html", "O2": "", "O9": "", Blank.NOT_REPORTED: ""}


def test_a_village_s_entitlements_in_short(release: Release) -> None:
    county = County.of(release)
    rows = entitlements.block(county, county.villages["DL01"], "../../")
    assert rows[0] == ("../../households/c1/index.html", "一类", ("低保",))
    assert [titles for _, _, titles in rows[1:]] == [()] * 4
    assert entitlements.block(county, county.villages["XZ03"], "../../") == ()


def test_a_class_without_entitlements_is_not_reported(pages: Mapping[str, Page]) -> None:
    assert "未报 这一类的待遇还没有报来" in text(pages["households/c2/index.html"])
    assert "未报" not in text(pages["households/c1/index.html"])


def test_counts_of_a_class_need_a_declared_table(release: Release, pages: Mapping[str, Page]) -> None:
    assert "全县 16 户（截至" in text(pages["households/c1/index.html"])
    kept = tuple(c for c in release.household_figures if c.table_id != "household_classes")
    bare = rendered(replace(release, household_figures=kept), household_class)["households/c1/index.html"]
    assert "全县户数 不公开" in text(bare)


def test_a_village_that_should_have_a_helper_and_has_none_is_named(pages: Mapping[str, Page]) -> None:
    found = text(pages["helpers/index.html"])
    assert "还没有报来帮扶单位的村 未报 黎水村、新八村、峰园村、联西村" in found
    assert "上庄村" not in found


def test_years_without_an_assessment_say_why(pages: Mapping[str, Page]) -> None:
    rows = pages["rankings/index.html"].rows
    assert [key for key in rows if key[:2] == "20"] == [
        "2013年 | 未报 | 未报",
        "2014年 | 1 | 0",
        "2015年 | 未到期 | 未到期",
    ]


def test_evidence_is_counted_among_the_done_only(pages: Mapping[str, Page]) -> None:
    rows = pages["checklists/index.html"].rows
    assert rows["item-industry"][1:] == ["1", "0", "0", "0", "4"]
    assert rows["item-fund"][1:] == ["0", "0", "0", "0", "5"]


def other_programme() -> Release:
    """Another county, later years, other words: nothing of the first programme is left in the vocabularies."""
    words = dict(small_programme().vocabularies)
    words["helper_origins"] = (Term(code="army", label="部队"),)
    words["checklist_items"] = (Term(code="school", label="有学校"), Term(code="clinic", label="有卫生室"))
    words["household_classes"] = (Term(code="old", label="老人户"), Term(code="young", label="青年户"))
    programme = small_programme(
        programme_id="next-2016",
        title="后续帮扶（合成数据）",
        start_on="2016-02-10",
        end_on="2018-12-31",
        as_of="2016-05-31",
        county_name="另一个县",
        vocabularies=tuple(sorted(words.items())),
    )
    duty = {"owner_role": "帮扶单位", "due_text": "每季一次", "clause": "九", "due_on": "2016-09-30"}
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [{"unit_id": "A1", "name": "某部", "origin": "army"}],
        "assignments": [{"unit_id": "A1", "village_code": "SS01", "is_lead": True, "arrived_on": "2016-03-01"}],
        "goals": [
            {"goal_id": "Z", "title": "到位", "level": "village", "measure": "cadre_arrival", "operator": "by"}
            | {"year": 2016, "due_on": "2016-02-29", "clause": "八"}
        ],
        "duties": [{"duty_id": "X1", "title": "挂扶边远户", "rhythm": "quarterly", **duty}],
        "checklists": [{"village_code": "SS01", "item": "clinic", "state": "done"}],
        "entitlements": [
            {"entitlement_id": "E1", "household_class": "old", "title": "养老金", "condition": "年满六十"}
            | {"benefit": "按月发放", "how_to_apply": "到村委会", "clause": "七"}
        ],
        "fund_moves": [move(1, "spent", "F1", 9_00, village_code="SS01", moved_on="2016-04-02")],
        "households": [],
        **{name: [] for name in ("projects", "contracts", "project_reports", "assessments", "inspections")},
        "village_years": [],
    }
    made = linked(rows)
    frames = {**made.frames, "household_years": frame("household_years", ())}
    return mint(protect(mask(replace(made, programme=programme, frames=frames)), small_policy()))


def test_a_second_programme_needs_no_code() -> None:
    pages = rendered(other_programme(), *MINE)
    assert "晚 1 天" in pages["helpers/index.html"].text
    assert pages["helpers/index.html"].rows["origin-army"][1:3] == ["1", "1"]
    months = ["2016-02", "2016-03", "2016-04", "2016-05", "2016-q1", "2016-q2"]
    assert sorted(p.split("/")[1] for p in pages if p.startswith("bulletins/")) == [*months, "index.html"]
    assert pages["bulletins/2016-04/index.html"].rows["money-ALL"][-1] == "9"
    assert sorted(p for p in pages if p.startswith("rankings/2")) == [
        f"rankings/{y}/index.html" for y in (2016, 2017, 2018)
    ]
    assert pages["checklists/index.html"].rows["item-clinic"][1] == "1"
    assert "养老金" in pages["households/old/index.html"].text
    assert pages["duties/index.html"].rows["duty-X1"][3] == "2016-09-30（未到期）"
    assert not [
        path for path, page in pages.items() for word in ("省直", "连州", "清远", "互助资金") if word in page.text
    ]


def test_a_programme_that_has_not_begun_has_no_bulletin(release: Release) -> None:
    later = replace(release, programme=replace(release.programme, start_on="2016-01-01"))
    pages = rendered(later, bulletins, bulletin)
    assert list(pages) == ["bulletins/index.html"]
    assert "未到期 项目还没有开始" in text(pages["bulletins/index.html"])
