"""Hugo building the pages that we built: the same frames, the same tables, about the same bytes.

Our built pages are taken apart into front matter. What stands between tables goes to Hugo ready-made; tables are
rendered by Hugo cell by cell. That favours Hugo: it neither computes a figure nor draws a chart.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from generator.base.pages import Frame, Shell

KILOBYTES_PER_MEGABYTE = 1024
CONFIG = {
    "baseURL": "/",
    "relativeURLs": False,
    "disableKinds": ["taxonomy", "term", "section", "home", "RSS", "sitemap", "robotsTXT", "404"],
}
_TABLE = re.compile(r"<table([^>]*)>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_BLOCKS = (
    "{{ range .Params.blocks }}{{ with .html }}{{ . | safeHTML }}{{ end }}{{ with .rows }}<table>"
    "{{ range . }}<tr>{{ range . }}<{{ .t | safeHTML }}{{ .a | safeHTMLAttr }}>"
    "{{ if .h }}{{ .x | safeHTML }}{{ else }}{{ .x }}{{ end }}</{{ .t | safeHTML }}>{{ end }}</tr>{{ end }}"
    "</table>{{ end }}{{ end }}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoRun:
    """One Hugo build."""

    seconds: float
    peak_mb: float
    pages: int
    bytes: int


def prepare(site: Path, shell: Shell, project: Path) -> int:
    """Writes a Hugo project with one content file per data page of `site`; the number of pages."""
    (project / "layouts/page").mkdir(parents=True)
    (project / "config.json").write_text(json.dumps(CONFIG), "utf-8")
    for place, frame in shell.frames.items():
        (project / "layouts/page" / f"{_layout(place)}.html").write_text(_template(frame), "utf-8")
    return sum(_prepare_page(site, path, shell, project) for path in sorted(site.rglob("index.html")))


def run(project: Path) -> HugoRun:
    """Builds the project. Raises CalledProcessError with Hugo's report when it fails."""
    log = project / "hugo.log"
    start = perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(["hugo", "--quiet"], cwd=project, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "hugo", log.read_text("utf-8"))
    sizes = [file.stat().st_size for file in (project / "public").rglob("*.html")]
    return HugoRun(
        seconds=seconds, peak_mb=usage.ru_maxrss / KILOBYTES_PER_MEGABYTE, pages=len(sizes), bytes=sum(sizes)
    )


def _prepare_page(site: Path, file: Path, shell: Shell, project: Path) -> bool:
    path = file.relative_to(site).as_posix()
    place = (path.split("/")[0] if "/" in path else "home", path.count("/"))
    frame = shell.frames.get(place)
    values = _slot_values(frame, file.read_text("utf-8")) if frame else None
    if values is None:
        return False
    front: dict[str, object] = {"type": "page", "layout": _layout(place), "url": f"/{path}", "slots": values}
    front["blocks"] = list(_blocks(values.pop("content")))
    target = project / "content" / f"{path.removesuffix('index.html').strip('/') or 'home'}.md".replace("/", "--")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(front, ensure_ascii=False) + "\n", "utf-8")
    return True


def _slot_values(frame: Frame, html: str) -> dict[str, str] | None:
    """What stands in each slot of a page; None when the page is not made from this frame."""
    if not html.startswith(frame.pieces[0]):
        return None
    values, at = {}, len(frame.pieces[0])
    for slot, piece in zip(frame.slots, frame.pieces[1:], strict=True):
        end = html.find(piece, at) if piece else len(html)
        if end < 0:
            return None
        values[slot], at = html[at:end], end + len(piece)
    return values


def _blocks(content: str) -> Iterator[Mapping[str, object]]:
    at = 0
    for table in _TABLE.finditer(content):
        yield {"html": content[at : table.start()]}
        yield {"rows": [[_cell(*cell) for cell in _CELL.findall(row)] for row in _ROW.findall(table[2])]}
        at = table.end()
    yield {"html": content[at:]}


def _cell(tag: str, attributes: str, inner: str) -> Mapping[str, object]:
    return {"t": tag, "a": attributes, "x": inner, "h": "<" in inner or "&" in inner}


def _template(frame: Frame) -> str:
    """The frame as a Hugo layout. Values were escaped by us already, as their place in the page demands."""
    out = [_literal(frame.pieces[0])]
    for slot, piece in zip(frame.slots, frame.pieces[1:], strict=True):
        out.append(_BLOCKS if slot == "content" else f"{{{{ .Params.slots.{slot} | safeHTML }}}}")
        out.append(_literal(piece))
    return "".join(out)


def _literal(text: str) -> str:
    return text.replace("{{", '{{ "{{" }}')


def _layout(place: tuple[str, int]) -> str:
    return f"{place[0]}{place[1]}"
