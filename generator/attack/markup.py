"""What a page says, as rows and remarks: every table row with its cells, every term with its number, every picture.

Standard library only; scripts and styles are skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
SKIPPED = frozenset(("script", "style"))
BLOCKS = frozenset(("li", "p", "desc", "title", "div", "h1", "h2", "h3"))
TOLD = ("aria-label", "title", "alt", "content")
"""Attributes that speak"""

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Cell:
    """One cell of a table: its own label (`data-l`), classes and text."""

    label: str
    css: frozenset[str]
    text: str = ""


@dataclass(slots=True)
class PrintedRow:
    """One table row: its anchor, its table's anchor and classes, what it links to, what it says."""

    anchor: str
    table: str
    table_css: frozenset[str]
    css: frozenset[str]
    links: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Remark:
    """A text outside tables or in an attribute, with the nearest link around it."""

    text: str
    link: str


@dataclass(slots=True)
class Link:
    """A link with everything inside it: the tile of a drawn map is one."""

    address: str
    text: str
    css: set[str] = field(default_factory=set)
    """Classes of the shapes and texts inside"""
    picture: str = ""
    """What the picture around it says it shows"""


@dataclass(slots=True)
class Printed:
    """One page."""

    rows: list[PrintedRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def read_page(text: str) -> Printed:
    """Never raises on odd markup: a browser would not either."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Printed()
        self._stack: list[str] = []
        self._tables: list[tuple[str, frozenset[str]]] = []
        self._row: PrintedRow | None = None
        self._cell: Cell | None = None
        self._in_head = False
        self._links: list[Link] = []
        self._block: list[str] = []
        self._picture = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._stack.append(tag)
        self._tell(named)
        if tag in ("table", "tr", "td", "th"):
            self._open_table_part(tag, named)
        elif tag == "svg":
            self._picture = named.get("aria-label", "")
        elif tag == "a":
            self._open_link(named)
        elif self._links:
            self._links[-1].css |= _css(named)
        if tag in BLOCKS or tag == "dt":
            self._flush()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._stack:
            while self._stack.pop() != tag:
                pass
        if tag == "svg":
            self._picture = ""
        if tag in ("table", "tr", "td", "th"):
            self._close_table_part(tag)
        elif tag == "a" and self._links:
            self._flush()
            self._links.pop()
        if tag in BLOCKS or tag == "dd":
            self._flush()

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1] in SKIPPED:
            return
        for link in self._links:
            link.text += data
        if self._cell is not None:
            self._cell.text += data
        elif not self._in_head:
            self._block.append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _open_table_part(self, tag: str, named: Attributes) -> None:
        if tag == "table":
            self._tables.append((named.get("id", ""), _css(named)))
        elif tag == "tr":
            table, css = self._tables[-1] if self._tables else ("", frozenset())
            self._row = PrintedRow(anchor=named.get("id", ""), table=table, table_css=css, css=_css(named))
            self.page.rows.append(self._row)
        elif tag == "th":
            self._in_head = self._row is not None
        elif self._row is not None:
            self._cell = Cell(label=named.get("data-l", ""), css=_css(named))
            self._row.cells.append(self._cell)

    def _close_table_part(self, tag: str) -> None:
        self._cell, self._in_head = None, False
        if tag == "tr":
            self._row = None
        elif tag == "table" and self._tables:
            self._tables.pop()

    def _open_link(self, named: Attributes) -> None:
        self._flush()
        self._links.append(Link(address=named.get("href", ""), text=named.get("aria-label", ""), picture=self._picture))
        self.page.links.append(self._links[-1])
        if self._row is not None:
            self._row.links.append(named.get("href", ""))

    def _tell(self, named: Attributes) -> None:
        for name in TOLD:
            if named.get(name):
                self.page.remarks.append(Remark(text=named[name], link=self._address()))

    def _address(self) -> str:
        return self._links[-1].address if self._links else ""

    def _flush(self) -> None:
        text = " ".join("".join(self._block).split())
        self._block.clear()
        if text:
            self.page.remarks.append(Remark(text=text, link=self._address()))


def _css(named: Attributes) -> frozenset[str]:
    return frozenset(named.get("class", "").split())
