"""Views rendered without a site: what their pages say, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

from generator.config.load import load_settings
from generator.published.release import Release
from generator.site.county import County
from generator.site.render import renderer

ROOT = Path(__file__).parents[2]


class Page(HTMLParser):
    """One page's content: rows by their id, or by their first cell where they have none; text, links, ids."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.rows: dict[str, list[str]] = {}
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.css: list[str] = []
        self.text = ""
        self._row: list[str] = []
        self._id = ""
        self._is_in_cell = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.css.append(given.get("class", ""))
        self.links += [given["href"]] if "href" in given else []
        self.ids += [given["id"]] if "id" in given else []
        if tag == "tr":
            self._row, self._id = [], given.get("id", "")
        elif tag in ("td", "th"):
            self._row.append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self.rows[self._id or " | ".join(self._row)] = self._row
        elif tag in ("td", "th"):
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._is_in_cell:
            self._row[-1] += data


def rendered(release: Release, *views: ModuleType) -> Mapping[str, Page]:
    """Path → page, of every page of some views. Two pages of one path fail."""
    county = County.of(release)
    render = renderer(load_settings(ROOT / "site_config.yml"))
    made = [view.page(county, key) for view in views for key in view.keys(county)]
    pages = {page.path: Page(render(page.template, page.context)) for page in made}
    assert len(pages) == len(made)
    return pages
