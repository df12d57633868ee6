"""Release + content + theme → every file of the site, streamed: nothing but the page in hand is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.base.errors import Bilingual, DataRefused, Finding, Where
from generator.base.pages import Artifact, Shell
from generator.config.settings import Settings
from generator.contract.wording import escaped_wording
from generator.published.release import Release
from generator.site.batch import Material, render_pages
from generator.site.broadcast import broadcasts
from generator.site.card import cards
from generator.site.county import County
from generator.site.downloads import downloads
from generator.site.findings_table import finding_downloads
from generator.site.render import renderer
from generator.site.text import chinese_date

STYLESHEET = "assets/gongshi.css"
SHEETS = ("frame.css", "pages.css")
"""Joined into the one stylesheet, in this order"""
MARKER = "edition.json"


def compose(release: Release, shell: Shell, settings: Settings, *, processes: int = 1) -> Iterator[Artifact]:
    """Every file of the site: authored pages, assets, data pages, downloads, map, `edition.json`.

    The bytes do not depend on `processes`. One is the default: measured at 2,571 villages, handing the release to a
    second process took longer than it saved.
    Raises DataRefused when the theme lacks a stylesheet.
    """
    around = _around(release, settings)
    for path, frame in sorted(shell.authored.items()):
        yield Artifact(path=path, data=frame.fill(around).encode("utf-8"))
    yield from shell.assets
    yield from _assets(settings.config_file.resolve().parent / "theme" / "assets")
    material = Material(release=release, frames=shell.frames, around=around, settings=settings)
    yield from render_pages(material, processes)
    county = County.of(release)
    yield from broadcasts(county)
    yield from cards(county)
    # Folium brings pandas: half a second that the pages need not wait for.
    from generator.site.maps import map_artifacts  # noqa: PLC0415

    yield from map_artifacts(county)
    yield from downloads(release)
    yield from finding_downloads(release)
    yield Artifact(path=MARKER, data=_edition(release))


def _around(release: Release, settings: Settings) -> Mapping[str, str]:
    """Slots that are the same on every page: notices above, contact and edition below."""
    render = renderer(settings, escaped_wording(release.programme))
    as_of = chinese_date(release.programme.as_of)
    context = {"programme": release.programme, "is_draft": release.is_draft, "as_of": as_of}
    return {"banner": render("frame_banner.html", context), "edition": render("frame_edition.html", context)}


def _assets(folder: Path) -> Iterator[Artifact]:
    missing = [name for name in SHEETS if not (folder / name).is_file()]
    if missing:
        raise DataRefused([_missing(name) for name in missing])
    yield Artifact(path=STYLESHEET, data=b"".join((folder / name).read_bytes() for name in SHEETS))
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name not in SHEETS:
            yield Artifact(path=f"assets/{file.relative_to(folder).as_posix()}", data=file.read_bytes())


def _edition(release: Release) -> bytes:
    """Which edition this is, for machines; it also marks the folder as ours."""
    programme = release.programme
    facts = {
        "programme": programme.programme_id,
        "title": programme.title,
        "county_code": programme.county_code,
        "county_name": programme.county_name,
        "edition": programme.edition,
        "as_of": programme.as_of,
        "is_synthetic": programme.is_synthetic,
        "is_draft": release.is_draft,
        "schema_version": programme.schema_version,
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _missing(name: str) -> Finding:
    return Finding(
        code="theme",
        where=Where(file=f"theme/assets/{name}"),
        rule=Bilingual(zh="主题缺少样式表", en="the theme lacks a stylesheet"),
        remedy=Bilingual(zh="恢复该文件", en="restore the file"),
    )
