"""HTML, SVG and XML as read: without tags, comments opened, character references resolved."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.private.leaks.decoders.piece import Piece, Text, lines_with

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_ATTRIBUTES = r"""(?:\s[^<>"']*(?:"[^"]{0,9999}"[^<>"']*|'[^']{0,9999}'[^<>"']*)*)?"""
_CELL = re.compile(f"</?t[dh]{_ATTRIBUTES}>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|data|dfn|em|font|i|ins|del|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strike|"
    rf"strong|sub|sup|textPath|time|tspan|tt|u|var|wbr){_ATTRIBUTES}/?>",
    re.IGNORECASE,
)
_TAG = re.compile(f"</?[a-zA-Z!?][^<>\\s]*{_ATTRIBUTES}>")
_RUN_STYLE = re.compile(r"<((?:\w+:)?rPr)\b[^<>]*>.*?</\1>", re.DOTALL)
_RUN = re.compile(r"</?(?:\w+:)?(?:r|t|rPh|phoneticPr|rPr)(?:\s[^<>]*)?/?>")


def markup_text(text: Text) -> Iterator[Piece]:
    """Words split by inline tags or comments are whole again; cells end in a tab, blocks in a new line."""
    if "<" in text.text:
        plain = _CDATA.sub("", _COMMENT.sub("", text.text)) if "<!" in text.text else text.text
        plain = _CELL.sub("\t", plain.replace("\n", " "))
        yield _deeper(text, _TAG.sub("\n", _INLINE.sub("", plain)), "text")


def markup_comments(text: Text) -> Iterator[Piece]:
    """What a comment holds, as a text of its own: it may be markup again."""
    if "<!--" in text.text and (found := _COMMENT.findall(text.text)):
        yield _deeper(text, "\n".join(found), "comment")


def office_runs(text: Text) -> Iterator[Piece]:
    """Cells and paragraphs of office files, their rich-text runs joined."""
    if "<" in text.text and (joined := _RUN.sub("", _RUN_STYLE.sub("", text.text))) != text.text:
        yield _deeper(text, _TAG.sub("\n", joined), "runs")


def entities(text: Text) -> Iterator[Piece]:
    """Named, decimal and hexadecimal references; those that come out again are resolved in the next round."""
    if "&" in text.text:
        lines = lines_with("&", text.text)
        if (plain := html.unescape(lines)) != lines:
            yield _deeper(text, plain, "entities")


def _deeper(text: Text, plain: str, step: str) -> Text:
    return Text(text=plain, trail=(*text.trail, step), is_noise=text.is_noise)
