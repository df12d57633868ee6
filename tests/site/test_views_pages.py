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
from support.county import move, small_release

from generator.base.blanks import Blank
from generator.config.load import load_settings
from generator.contract.programme import Contact
from generator.contract.schema import tables
from generator.figures.money import STAGES
from generator.published.release import ALL, Release
from generator.site.county import County, natural
from generator.site.downloads import downloads
from generator.site.page import Page
from generator.site.render import renderer
from generator.site.text import yuan
from generator.site.views import VIEWS, common

ROOT = Path(__file__).parents[2]
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
    files = {artifact.path for artifact in downloads(release)} | set(pages)
    files |= {"map/map.js", "assets/leaflet/leaflet.js", "assets/leaflet/leaflet.css"}
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in (link for link in page.links if not link.startswith("tel:")):
            place, _, anchor = link.partition("#")
            assert not place or place.endswith((".html", ".js", ".css", ".csv", ".json")), (path, link)
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


def test_columns_of_a_village_add_up_with_the_remainder() -> None:
    """Funds + remainder row = total, in every stage, whatever is withheld."""
    release = small_release()
    county = County.of(release)
    for (level, code, fund), total in county.money.items():
        if fund != ALL:
            continue
        parts = common.fund_parts(county, level, code)
        rest = common.rest(total, parts)
        for place, stage in enumerate(STAGES):
            whole = total.amount(stage)
            shown = sum(p.amount(stage) for p in parts if isinstance(p.amount(stage), int))  # type: ignore[misc]
            if isinstance(whole, int):
                extra = Decimal(rest[place][1].replace(",", "")) if rest else Decimal(0)
                assert extra * 100 == whole - shown, (level, code, stage)


def test_withheld_money_says_how_many_lines_and_how_much() -> None:
    moves = [
        move(1, "spent", "F1", 5_000_00, village_code="DL01", beneficiary_households=3),
        move(2, "spent", "F1", 7_000_00, village_code="DL01", beneficiary_households=4),
        move(3, "spent", "F1", 9_000_00, village_code="DL01"),
        move(4, "received", "F1", 30_000_00, village_code="DL01"),
    ]
    found = small_release({"fund_moves": moves, "projects": [], "contracts": [], "project_reports": []})
    total = County.of(found).money["village", "DL01", "F1"].stages[3]
    assert total.withheld_lines == 2
    text = rendered(found)["villages/DL01/index.html"]
    expected = "支出另有 2 项不公开" + ("，共 12,000 元" if isinstance(total.withheld_fen, int) else "")
    assert expected in text
    assert "5,000" not in text


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


def test_codes_sort_as_people_count() -> None:
    assert sorted(["F10", "F2", "F1", "T13-2", "T13-10"], key=natural) == ["F1", "F2", "F10", "T13-2", "T13-10"]


def test_a_page_knows_its_way_to_the_top(release: Release) -> None:
    for name, view in VIEWS.items():
        county = County.of(release)
        for key in view.keys(county):
            page = view.page(county, key)
            assert page.context["root"] == page.root, name
            assert page.section in page.path or page.section == "home"
