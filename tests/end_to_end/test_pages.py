"""What stands on the pages: every village, every link, no other host."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from county_site import HOUSEHOLD_TABLES, SAMPLE, Built, Html, approved, build, download, pages, read_csv, unapproved

pytestmark = pytest.mark.slow

ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:|^//", re.IGNORECASE)


@pytest.fixture(scope="module")
def site_pages(county: Built) -> dict[str, Html]:
    return dict(pages(county.site))


def test_there_is_a_page_for_each_of_the_74_villages(county: Built, site_pages: dict[str, Html]) -> None:
    villages = read_csv(county.data / "villages.csv")
    assert len(villages) == 74
    for village in villages:
        assert village["村名"] in site_pages[f"villages/{village['村编码']}/index.html"].text


def test_villages_by_kind_township_and_helper_are_the_plans(county: Built) -> None:
    villages = download(county.site, "villages")
    key = {v["village_code"] for v in villages if v["kind"] == "province_key"}
    per_township: dict[str, int] = {}
    for village in villages:
        if village["kind"] == "province_key":
            per_township[village["township_code"]] = per_township.get(village["township_code"], 0) + 1
    assert sorted(per_township.values()) == sorted([5, 6, 2, 5, 6, 5, 6, 6, 6, 3, 6, 1])
    origins = {u["unit_id"]: u["origin"] for u in download(county.site, "units")}
    lead = {a["village_code"]: origins[a["unit_id"]] for a in download(county.site, "assignments") if a["is_lead"]}
    assert set(lead) == key
    assert {o: list(lead.values()).count(o) for o in lead.values()} == {
        "province": 7, "guangzhou": 25, "prefecture": 13, "county": 12,
    }  # fmt: skip


def test_county_totals_of_households_are_the_plans(county: Built) -> None:
    counts = {
        (c["table_id"], c["level"]): c["value"]
        for c in download(county.site, "household_figures")
        if c["category"] == "all"
    }
    assert (counts["households", "county"], counts["persons", "county"]) == (5549, 20933)


def test_city_villages_show_what_exists_and_the_reason_for_the_rest(county: Built, site_pages: dict[str, Html]) -> None:
    city = [v["village_code"] for v in download(county.site, "villages") if v["kind"] == "city_key"]
    assert len(city) == 17
    for code in city:
        assert "不适用" in site_pages[f"villages/{code}/index.html"].text


def test_every_section_has_a_page(site_pages: dict[str, Html]) -> None:
    sections = ("villages", "townships", "funds", "projects", "goals", "map", "data", "method")
    assert [s for s in sections if f"{s}/index.html" not in site_pages] == []
    assert "index.html" in site_pages


def test_authored_pages_are_real_text(site_pages: dict[str, Html]) -> None:
    for name in ("method", "privacy", "objections", "about", "plan"):
        assert len(re.findall(r"[一-鿿]", site_pages[f"{name}/index.html"].text)) > 600


def test_every_link_and_anchor_resolves(county: Built, site_pages: dict[str, Html]) -> None:
    known = {f.relative_to(county.site).as_posix() for f in county.site.rglob("*") if f.is_file()}
    ids = {path: set(page.ids) for path, page in site_pages.items()}
    broken = []
    for path, page in site_pages.items():
        for link in (link for link in page.links if not ELSEWHERE.match(link)):
            target, _, anchor = unquote(link).partition("#")
            # The error page is served at any depth, so it alone speaks from the top of the server.
            base = "" if path == "404.html" else dirname(path)
            file = normpath(join(base, target.lstrip("/") if path == "404.html" else target)) if target else path
            if file not in known or (anchor and file in ids and anchor not in ids[file]):
                broken.append(f"{path}: {link}")
    assert broken == []


def test_no_link_leaves_the_site(site_pages: dict[str, Html]) -> None:
    away = {link for page in site_pages.values() for link in page.links if ELSEWHERE.match(link)}
    assert [link for link in sorted(away) if not link.startswith(("tel:", "mailto:", "data:image/"))] == []


def test_styles_and_scripts_name_no_other_host(county: Built) -> None:
    found = []
    for file in sorted(county.site.rglob("*")):
        if file.suffix in (".css", ".js"):
            text = file.read_text("utf-8")
            pattern = r"url\(\s*['\"]?(?:https?:)?//|@import|fetch\(|XMLHttpRequest|sendBeacon|WebSocket|importScripts"
            found += [f"{file.name}: {hit}" for hit in re.findall(pattern, text)]
    assert found == []


def test_ids_are_unique_on_each_page(site_pages: dict[str, Html]) -> None:
    assert [path for path, page in site_pages.items() if len(page.ids) != len(set(page.ids))] == []


def test_pages_carry_no_inline_script_and_no_handler(county: Built) -> None:
    pattern = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>|\son[a-z]+=\"|javascript:", re.IGNORECASE
    )
    found = [f.name for f in county.site.rglob("*.html") if pattern.search(f.read_text("utf-8"))]
    assert found == []


def test_a_county_without_household_tables_builds(tmp_path: Path) -> None:
    source = unapproved(SAMPLE, tmp_path / "source")
    for name in HOUSEHOLD_TABLES:
        (source / f"{name}.csv").unlink()
    built = build(approved(source, tmp_path / "data", tmp_path), tmp_path)
    assert len(list((built.site / "villages").glob("*/index.html"))) == 74
    figures = download(built.site, "household_figures")
    counts = [f["value"] for f in figures if f["table_id"] in ("households", "causes")]
    assert [count for count in counts if isinstance(count, int)] == []
