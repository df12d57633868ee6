"""Every page kind: hostile text stays text, links lead somewhere, sums match, blanks keep their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from support.county import small_release
from support.household_money import COUNTY as COUNTY_CODE
from support.household_money import HIDDEN, with_money

from generator.base.blanks import Blank
from generator.config.load import load_settings
from generator.contract.programme import Contact
from generator.contract.schema import tables
from generator.figures.money import STAGES
from generator.published.release import ALL, Release
from generator.site.county import County, natural
from generator.site.downloads import downloads
from generator.site.findings_table import finding_downloads
from generator.site.page import Page
from generator.site.render import renderer
from generator.site.text import yuan
from generator.site.views import VIEWS, common

ROOT = Path(__file__).parents[2]
COUNTY = "county"
AUTHORED = {"privacy/index.html", "objections/index.html"}
HOSTILE = '<script>alert("1")</script>\'"&{{ 7*7 }}' + "长" * 80


class Html(HTMLParser):
    """Tags, links, ids and the cells of rows with an id."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.rows: dict[str, list[str]] = {}
        self._row: list[str] | None = None
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "tr":
            self._row = self.rows.setdefault(given["id"], []) if "id" in given else None
        elif tag in ("td", "th") and self._row is not None:
            self._row.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self._row = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._row:
            self._row[-1] += data

    @property
    def links(self) -> list[str]:
        return [given[name] for _, given in self.tags for name in ("href", "src") if name in given]

    @property
    def ids(self) -> list[str]:
        return [given["id"] for _, given in self.tags if "id" in given]


def page_of(release: Release, view: str, key: str) -> Page:
    return VIEWS[view].page(County.of(release), key)


def rendered(release: Release) -> dict[str, str]:
    """Path → HTML of the content of every page."""
    render = renderer(load_settings(ROOT / "site_config.yml"))
    county = County.of(release)
    made = [view.page(county, key) for view in VIEWS.values() for key in view.keys(county)]
    assert len({page.path for page in made}) == len(made)
    return {page.path: render(page.template, page.context) for page in made}


def hostile(release: Release) -> Release:
    """The release with every text that people write replaced: names, titles, remarks, addresses, labels."""
    changed: dict[str, Any] = {}
    for table in (t for t in tables().values() if t.is_public):
        free = [
            c.name
            for c in table.published_columns
            if c.type == "string" and not (c.pattern or c.categories or c.vocabulary or c.separator)
        ]
        free = [name for name in free if not name.endswith(("_id", "_code", "quarter"))]
        changed[table.name] = tuple(replace(r, **dict.fromkeys(free, HOSTILE)) for r in getattr(release, table.name))
    programme = replace(
        release.programme,
        title=HOSTILE,
        county_name=HOSTILE,
        contact=Contact(office=HOSTILE, hotline=HOSTILE, phone=HOSTILE, address=HOSTILE),
        vocabularies=tuple(
            (name, tuple(replace(term, label=HOSTILE) for term in terms))
            for name, terms in release.programme.vocabularies
        ),
    )
    return replace(release, programme=programme, **changed)


@pytest.fixture(scope="module")
def release() -> Release:
    return small_release()


@pytest.fixture(scope="module")
def site(release: Release) -> Mapping[str, str]:
    return rendered(release)


def test_hostile_text_stays_text_on_every_page(release: Release, site: Mapping[str, str]) -> None:
    made = rendered(hostile(release))
    assert list(made) == list(site)
    for path, text in made.items():
        tags = [name for name, _ in Html(text).tags]
        scripts = [given for name, given in Html(text).tags if name == "script"]
        assert all(given.get("src") for given in scripts), path
        assert sorted(set(tags)) == sorted({name for name, _ in Html(site[path]).tags}), path
        assert "&{{ 7*7 }}" in Html(text).text, path
    seen = Html(made["villages/DL01/index.html"]).text
    assert HOSTILE in seen


def test_no_inline_style_handler_or_foreign_address(site: Mapping[str, str]) -> None:
    for path, text in site.items():
        for tag, given in Html(text).tags:
            assert "style" not in given, (path, tag)
            assert not [name for name in given if name.startswith("on")], (path, tag)
            assert tag != "style", path
        assert not [link for link in Html(text).links if link.startswith(("http", "//", "javascript"))], path


def test_every_link_leads_to_a_page_and_an_anchor(release: Release, site: Mapping[str, str]) -> None:
    pages = {path: Html(text) for path, text in site.items()}
    files = {artifact.path for artifact in (*downloads(release), *finding_downloads(release))} | set(pages)
    files |= {"map/map.js", "assets/leaflet/leaflet.js", "assets/leaflet/leaflet.css"} | AUTHORED
    files |= {f"villages/{v.village_code}/{name}" for v in release.villages for name in ("broadcast.txt", "card.png")}
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in (link for link in page.links if not link.startswith("tel:")):
            place, _, anchor = link.partition("#")
            assert not place or place.endswith((".html", ".js", ".css", ".csv", ".json", ".txt", ".png")), (path, link)
            target = normpath(join(dirname(path), place)) if place else path
            assert target in files, (path, link)
            assert not anchor or anchor in pages[target].ids, (path, link)


def test_every_page_has_one_heading_and_a_title(release: Release, site: Mapping[str, str]) -> None:
    for path, text in site.items():
        assert [name for name, _ in Html(text).tags].count("h1") == 1, path


def test_figures_of_the_total_row_are_the_releases(release: Release, site: Mapping[str, str]) -> None:
    county = County.of(release)
    for code in ("DL01", "DL02", "XZ01"):
        rows = Html(site[f"villages/{code}/index.html"]).rows
        for fund in (ALL, "F2"):
            cells = [text for _, text in common.cells(county.money["village", code, fund])]
            assert len(cells) == len(STAGES) + 1
            assert [cell.strip() for cell in rows[f"{code}-{fund.replace(ALL, 'ALL')}"][1:]] == cells


def test_columns_of_every_place_add_up() -> None:
    """Funds = total, in every stage: nothing of this book is withheld."""
    county = County.of(small_release())
    checked = 0
    for (level, code, fund), total in county.money.items():
        parts = [m for (at, place, f), m in county.money.items() if (at, place) == (level, code) and f != ALL]
        for stage in STAGES if fund == ALL else ():
            whole = total.amount(stage)
            if isinstance(whole, int):
                assert whole == sum(int(p.amount(stage)) for p in parts), (level, code, stage)
                checked += whole > 0
    assert checked > 10


DATES = {"village": "2013-12-31", "township": "2014-03-31", "county": "2014-05-31"}
FOUR = (900_00, 800_00, 700_00, 600_00)


@pytest.fixture(scope="module")
def paid(release: Release) -> Mapping[str, str]:
    """Pages of a county in which F2 and F3 pay households; F3 implies illness, and so is told of the county alone."""
    told = {
        ("village", "DL01", "F1"): (0,) * 4,
        ("village", "DL01", "F2"): FOUR,
        ("village", "DL01", ALL): FOUR,
        ("village", "DL02", "F2"): HIDDEN,
        ("village", "DL02", ALL): HIDDEN,
        ("village", "XZ01", "F2"): (0,) * 4,
        ("village", "XZ01", ALL): (0,) * 4,
        ("village", "XZ03", "F2"): (Blank.NOT_APPLICABLE,) * 4,
        ("village", "XZ03", ALL): (Blank.NOT_APPLICABLE,) * 4,
        ("township", "DL", "F2"): HIDDEN,
        ("township", "DL", ALL): HIDDEN,
        (COUNTY, COUNTY_CODE, "F2"): (9_000_00,) * 4,
        (COUNTY, COUNTY_CODE, "F3"): (1_234_00,) * 4,
        (COUNTY, COUNTY_CODE, ALL): (10_234_00,) * 4,
    }
    return rendered(with_money(release, told, DATES))


def test_a_village_shows_money_to_households_apart_with_its_own_date(paid: Mapping[str, str]) -> None:
    page = Html(paid["villages/DL01/index.html"])
    cells = ["900", "800", "700", "600", "100"]
    assert [cell.strip() for cell in page.rows["DL01-F2-H"][1:]] == cells
    assert [cell.strip() for cell in page.rows["DL01-ALL-H"][1:]] == cells
    assert page.text.count("截至 2013年12月31日") >= 2
    assert "发给农户的钱另外算：到 2013年12月31日，到账 0.07 万元，已发放 0.06 万元。" in page.text


def test_withheld_money_to_households_says_why_and_prints_no_number(paid: Mapping[str, str]) -> None:
    page = Html(paid["villages/DL02/index.html"])
    assert [cell.strip() for cell in page.rows["DL02-ALL-H"][1:]] == ["不公开"] * 5
    assert "发给农户的钱另外算，合计不公开，为的是不让人认出哪一户。" in page.text
    assert "../../privacy/index.html" in page.links


def test_a_fund_that_paid_nothing_here_has_no_row(paid: Mapping[str, str]) -> None:
    page = Html(paid["villages/XZ01/index.html"])
    assert [row for row in page.rows if row.endswith("-H")] == []
    rows = Html(paid["villages/DL01/index.html"]).rows
    assert [row for row in rows if row.endswith("-H")] == ["DL01-F2-H", "DL01-ALL-H"]
    assert "截至 2013年12月31日：0 没有发给农户的钱。" in page.text


def test_a_village_that_owes_no_household_tables_says_so(paid: Mapping[str, str]) -> None:
    page = paid["villages/XZ03/index.html"]
    assert '<h2 id="to-households">' in page
    assert "gs-hh" not in page


def test_a_fund_that_implies_illness_is_told_of_the_whole_county_only(paid: Mapping[str, str]) -> None:
    page = Html(paid["funds/F3/index.html"])
    assert [cell.strip() for cell in page.rows[f"{COUNTY_CODE}-F3-H"][1:5]] == ["1,234"] * 4
    assert "只公布全县的数" in page.text
    assert "全县（元），截至 2014年5月31日" in page.text
    assert [row for row in page.rows if row not in {f"{COUNTY_CODE}-F3-H", f"{COUNTY_CODE}-F3"}] == []
    assert "只公布全县的数，不在这里" in Html(paid["villages/DL01/index.html"]).text


def test_levels_of_different_dates_each_say_their_own(paid: Mapping[str, str]) -> None:
    said = "村截至 2013年12月31日，镇截至 2014年3月31日，县截至 2014年5月31日"
    assert said in Html(paid["funds/F2/index.html"]).text
    assert "镇截至 2014年3月31日，县截至 2014年5月31日" in Html(paid["townships/index.html"]).text
    assert "村截至 2013年12月31日，镇截至 2014年3月31日" in Html(paid["townships/DL/index.html"]).text
    assert "截至 2014年5月31日" in Html(paid["index.html"]).text
    assert "县 2014年5月31日" in Html(paid["data/index.html"]).text


def test_lists_name_what_households_were_paid_beside_the_other_book(paid: Mapping[str, str]) -> None:
    rows = Html(paid["villages/index.html"]).rows
    assert [rows[code][-1].strip() for code in ("DL01", "DL02", "XZ01", "XZ03")] == ["600", "不公开", "0", "不适用"]
    rows = Html(paid["townships/index.html"]).rows
    assert [rows[code][-1].strip() for code in ("DL", f"{COUNTY_CODE}-ALL")] == ["不公开", "10,234"]
    assert "资金F3只公布全县的数1,234" in Html(paid["townships/index.html"]).text.replace("\n", "")


def test_a_stream_that_only_pays_households_stands_in_their_table_alone(paid: Mapping[str, str]) -> None:
    rows = Html(paid["funds/index.html"]).rows
    assert f"{COUNTY_CODE}-F3-H" in rows
    assert "F3" not in rows
    assert "给单位和项目的钱" not in Html(paid["funds/F3/index.html"]).text


def test_without_such_tables_pages_speak_of_one_book_only(release: Release) -> None:
    for path, text in rendered(with_money(release, {})).items():
        assert "已发给农户" not in text, path
        assert "gs-hh" not in text, path


def test_a_project_that_pays_households_points_to_their_table(release: Release) -> None:
    projects = tuple(replace(p, budget_fen=Blank.WITHHELD) for p in release.projects)
    told = {("village", "DL01", ALL): FOUR}
    moves = tuple(m for m in release.fund_moves if m.project_id != "J001")
    found = with_money(replace(release, projects=projects, fund_moves=moves), told)
    page = Html(rendered(found)["projects/J001/index.html"])
    assert "../../villages/DL01/index.html#to-households" in page.links
    assert "这个项目的钱发到农户手里" in page.text
    open_page = Html(rendered(release)["projects/J001/index.html"])
    assert "发到农户手里" not in open_page.text


def test_household_tables_of_counts_print_their_own_date(release: Release) -> None:
    older = tuple(
        replace(f, as_of="2014-12-31") if (f.table_id, f.level) == ("cause_groups", "village") else f
        for f in release.household_figures
    )
    text = Html(rendered(replace(release, household_figures=older))["villages/DL01/index.html"]).text
    assert "cause_groups截至 2014年12月31日" in text
    assert "households截至 2015年6月30日" in text


def test_a_village_of_which_nothing_is_owed_says_not_applicable(site: Mapping[str, str]) -> None:
    page = Html(site["villages/XZ03/index.html"])
    assert page.text.count("不适用") >= 4
    assert "gs-chart" not in site["villages/XZ03/index.html"]


@pytest.mark.parametrize("blank", list(Blank))
def test_blanks_keep_word_and_class_and_are_never_zero(blank: Blank) -> None:
    for cell in (yuan(blank), common.blank_cells(blank)[4]):
        assert cell[1] == blank.label
        assert cell[0].startswith("b ")
    assert yuan(0) == ("n z", "0")


def test_blank_classes_differ() -> None:
    assert len({yuan(blank)[0] for blank in Blank} | {yuan(0)[0]}) == 5


def test_goal_arithmetic_is_written_out() -> None:
    text = rendered(small_release())["goals/G1/index.html"]
    assert "6012.18 = 45 % × 13360.4" in text
    assert "基准待核" in text


def test_household_goals_name_no_number() -> None:
    base = {"title": "户目标", "year": 2015, "due_on": "2015-12-31", "clause": "一", "operator": "=="}
    row = {**base, "goal_id": "G5", "measure": "insurance_percent", "level": "member", "target": Decimal(100)}
    found = small_release({"goals": [{**row, "target_unit": "percent"}], "benchmarks": []})
    page = rendered(found)["goals/G5/index.html"]
    assert "不公开" in page


def test_a_goal_counted_from_a_household_table_says_the_tables_date() -> None:
    base = {"title": "住房", "year": 2014, "due_on": "2014-12-31", "clause": "一", "operator": ">="}
    row = {**base, "goal_id": "G6", "measure": "houses_rebuilt", "level": "county", "target": Decimal(30)}
    found = small_release({"goals": [{**row, "target_unit": "households"}], "benchmarks": []})
    assert "截至 2015年6月30日。" in Html(rendered(found)["goals/G6/index.html"]).text


def test_codes_sort_as_people_count() -> None:
    assert sorted(["F10", "F2", "F1", "T13-2", "T13-10"], key=natural) == ["F1", "F2", "F10", "T13-2", "T13-10"]


def test_a_page_knows_its_way_to_the_top(release: Release) -> None:
    for name, view in VIEWS.items():
        county = County.of(release)
        for key in view.keys(county):
            page = view.page(county, key)
            assert page.context["root"] == page.root, name
            assert page.section in page.path or page.section == "home"
