"""HTML, SVG and XML as read: without tags, comments opened, character references resolved."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.private.leaks.decoders.piece import Piece, Text, near

_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "del",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "textpath",
        "time",
        "tspan",
        "tt",
        "u",
        "var",
        "wbr",
    }
)
_CELLS = frozenset({"td", "th"})
_RUNS = frozenset(
    {"r", "t", "rpr", "rph", "phoneticpr", "b", "i", "u", "sz", "szcs", "bcs", "color", "rfont", "rfonts", "rstyle"}
    | {"family", "charset", "scheme", "strike", "vertalign", "outline", "shadow", "condense", "extend", "lang"}
)
"""Runs of rich text and what styles them"""
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_TAG = re.compile(r"""</?([a-zA-Z!?][^<>\s/"']*+)(?:[\s/](?:[^<>"']++|"[^"]{0,9999}+"|'[^']{0,9999}+')*+)?>""")
_OPENING = r"(?:<|&(?:lt|#0*60|#[xX]0*3[cC]))"
_TAG_IN_TAG = re.compile("<[^<>]*+<")
_VALUES = (f"{q}([^{q}<&]*(?:(?!{_OPENING})&[^{q}<&]*)*{_OPENING}[^{q}]*){q}" for q in ('"', "'"))
_MARKUP_ATTRIBUTE = re.compile(f"=(?:{'|'.join(_VALUES)})")
_RUN_MARKS = ("<r>", "<r ", ":r>", ":r ")
_ENTITY = re.compile("&[#a-zA-Z]")


class _Separators(dict[str, str]):
    """What stands for a tag in the text, by its name as written: nothing, a tab after a cell, otherwise a new line."""

    def __init__(self, inline: frozenset[str]) -> None:
        super().__init__()
        self._inline = inline

    def __missing__(self, name: str) -> str:
        plain = name.lower().rpartition(":")[2]
        self[name] = "" if plain in self._inline else "\t" if plain in _CELLS else "\n"
        return self[name]


_HTML, _OFFICE = _Separators(_INLINE), _Separators(_RUNS)


def markup_text(text: Text) -> Iterator[Piece]:
    """Words split by inline tags or comments are whole again; cells end in a tab, blocks in a new line."""
    if "<" in text.text and text.trail[-1:] != ("text",):
        plain = _COMMENT.sub("", text.text) if "<!--" in text.text else text.text
        plain = _CDATA.sub("", plain) if "<![CDATA[" in plain else plain
        yield _deeper(text, _untagged(plain.replace("\n", " "), _HTML), "text")


def markup_comments(text: Text) -> Iterator[Piece]:
    """What a comment holds, as a text of its own: it may be markup again."""
    if "<!--" in text.text and text.trail[-1:] != ("comment",) and (found := _COMMENT.findall(text.text)):
        yield _deeper(text, "\n".join(found), "comment")


def attributes(text: Text) -> Iterator[Piece]:
    """Attributes that hold markup, such as a page in `srcdoc`: elsewhere they go with their tag."""
    is_likely = "<" in text.text and ("&lt" in text.text or "&#" in text.text or _TAG_IN_TAG.search(text.text))
    if is_likely and (found := _MARKUP_ATTRIBUTE.findall(text.text)):
        yield _deeper(text, "\n".join(html.unescape(double or single) for double, single in found), "attributes")


def office_runs(text: Text) -> Iterator[Piece]:
    """Cells and paragraphs of office files, their rich-text runs joined; none goes on in another line."""
    if ("<r" in text.new_lines or ":r" in text.new_lines) and any(mark in text.new_lines for mark in _RUN_MARKS):
        yield _deeper(text, _untagged(text.new_lines, _OFFICE), "runs")


def entities(text: Text) -> Iterator[Piece]:
    """Named, decimal and hexadecimal references; those that come out again are resolved in the next round."""
    if "&" in text.new_lines:
        plain = html.unescape(found := near(_ENTITY, text.text))
        if plain != found:
            yield _deeper(text, plain, "entities")


def _untagged(markup: str, separators: _Separators) -> str:
    parts = _TAG.split(markup)
    parts[1::2] = [separators[name] for name in parts[1::2]]
    return "".join(parts)


def _deeper(text: Text, plain: str, step: str) -> Text:
    return Text(text=plain, trail=(*text.trail, step), is_noise=text.is_noise)
