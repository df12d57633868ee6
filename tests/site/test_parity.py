"""The frame is honest: a page put into it has the bytes that MkDocs itself would have written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.base.pages import Shell
from generator.config.settings import Settings
from generator.edge.shell import NativePage, build_natively, make_shell
from generator.site.render import escape

ROOT = Path(__file__).parents[2]

VILLAGE = """<h1>测试村</h1>
<table><thead><tr><th scope="col">资金</th><th scope="col">到账（万元）</th></tr></thead>
<tbody><tr><th scope="row">村补助</th><td>10</td></tr></tbody></table>
<h2 id="projects">项目</h2><p>道路一公里 &amp; 水渠</p>
"""
HOSTILE = """<script>alert(1)</script> {{ 7*7 }} {% raw %} "'&<>` </footer></main> \u202e 村"""


def page(**changes: str) -> NativePage:
    known = {
        "title": "测试村",
        "description": "资金与项目",
        "content": VILLAGE,
        "banner": "",
        "edition": "<p>第 1 期</p>",
    }
    return NativePage(**{**known, **changes})


CASES = {
    "index.html": ("home", page(banner='<div class="banner"><p>演示数据</p></div>')),
    "villages/index.html": ("villages", page()),
    "villages/DL01/index.html": ("villages", page(title=HOSTILE, description=HOSTILE, content=escape(HOSTILE))),
    "projects/J001/index.html": ("projects", page(content=VILLAGE * 40)),
    "map/index.html": ("map", page(content='<iframe src="folium.html" title="地图"></iframe>')),
    "goals/G1/index.html": ("goals", page(content="</footer></main><dialog></dialog><input class='md-toggle'>")),
}


def whole_site(shell: Shell, cases: Mapping[str, NativePage]) -> dict[str, NativePage]:
    """`cases` and whatever page the navigation needs besides; the page of some sections is authored."""
    sections = sorted({section for section, _ in shell.frames} - {"home"})
    needed = [f"{section}/index.html" for section in sections] + ["objections/register/index.html"]
    return {"index.html": page(), **{path: page() for path in needed if path not in shell.authored}, **cases}


@pytest.mark.slow
def test_frame_and_mkdocs_write_the_same_bytes(settings: Settings) -> None:
    shell = make_shell(settings)
    whole = whole_site(shell, {path: made for path, (_, made) in CASES.items()})
    native = build_natively(settings, whole, page()).pages
    for path, (section, made) in CASES.items():
        slots = {"title": escape(made.title), "description": escape(made.description)}
        slots |= {"content": made.content, "banner": made.banner, "edition": made.edition}
        assert shell.frames[section, path.count("/")].fill(slots).encode() == native[path].encode(), path


@pytest.mark.slow
def test_authored_pages_have_the_bytes_of_mkdocs_too(settings: Settings) -> None:
    around = page(banner="<p>草稿</p>")
    shell = make_shell(settings)
    native = build_natively(settings, whole_site(shell, {}), around).pages
    for path, frame in shell.authored.items():
        assert frame.fill({"banner": around.banner, "edition": around.edition}) == native[path], path


def test_a_hostile_title_stays_text(settings: Settings) -> None:
    hostile = replace(page(), title=HOSTILE, description=HOSTILE)
    html = build_natively(settings, {"villages/DL01/index.html": hostile}, page()).pages["villages/DL01/index.html"]
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}") == 3
