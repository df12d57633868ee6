"""MkDocs and Material make page frames and authored pages, once per build; no other file imports them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.base.errors import Bilingual, DataRefused, Finding, Where
from generator.base.pages import Artifact, Frame, Shell
from generator.config.settings import Settings

STYLESHEETS = ("assets/gongshi.css",)
"""What every page links; `compose` joins the files of `theme/assets` into it"""

_TITLE, _DESCRIPTION, _CONTENT, _BANNER, _EDITION = "title", "description", "content", "banner", "edition"
_WITH_PAGES = (
    *("villages", "townships", "funds", "projects", "goals"),
    *("helpers", "organisations", "households", "bulletins", "rankings", "codes"),
    *("findings", "notices", "editions"),
)
_PLACES = (
    ("home", "index.html"),
    *((s, f"{s}/index.html") for s in (*_WITH_PAGES, "checklists", "duties", "map", "data")),
    *((s, f"{s}/any/index.html") for s in _WITH_PAGES),
    ("objections", "objections/register/index.html"),
)
_SLOT = re.compile(r"@@slot:([a-z]+)@@")
_LEFTOVERS = re.compile(
    r'\s*<input class="md-toggle"[^>]*>|\s*<label class="md-overlay"[^>]*></label>'
    r'|\s*<div data-md-component="(?:skip|announce)">.*?</div>'
    r'|\s*<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>',
    re.DOTALL,
)
"""Parts of Material's base outside any block: drawer, overlay, second skip link, dialog. All need its script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What MkDocs wrote: pages and other files by path."""

    pages: Mapping[str, str]
    files: Mapping[str, bytes]
    """Files that are not pages and that some page refers to"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NativePage:
    """A page that MkDocs renders itself: plain title and description, HTML for the rest."""

    title: str
    description: str
    content: str
    banner: str
    edition: str


_OPEN = NativePage(**{name: f"@@slot:{name}@@" for name in NativePage.__dataclass_fields__})


def make_shell(settings: Settings) -> Shell:
    """Frames and authored pages, from one MkDocs run in a temporary folder.

    Raises DataRefused when content or theme cannot be built.
    """
    written = build_natively(settings, {path: _OPEN for _, path in _PLACES}, _OPEN)
    places = {path: (section, path.count("/")) for section, path in _PLACES}
    frames = {path: _frame(html) for path, html in written.pages.items()}
    return Shell(
        frames={place: frames[path] for path, place in places.items()},
        authored={path: frame for path, frame in sorted(frames.items()) if path not in places},
        assets=tuple(Artifact(path=path, data=data) for path, data in sorted(written.files.items())),
    )


def build_natively(settings: Settings, pages: Mapping[str, NativePage], around: NativePage) -> Written:
    """Authored pages and `pages` by output path, all rendered by MkDocs; the oracle of the parity test.

    `around` gives authored pages their banner and edition.
    """
    with TemporaryDirectory(prefix="gongshi-") as folder:
        config = _config(settings.config_file, folder)
        config.plugins["gongshi"] = _Inject(pages, around)
        try:
            build(config)
        except (MkDocsException, OSError) as error:
            raise DataRefused([_unbuildable(settings.config_file)]) from error
        return _collect(Path(folder))


def _config(config_file: Path, site_dir: str) -> MkDocsConfig:
    try:
        return load_config(str(config_file), site_dir=site_dir, strict=True, use_directory_urls=False)
    except MkDocsException as error:
        raise DataRefused([_unbuildable(config_file)]) from error


class _Inject(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """Adds pages and puts their content in place after Markdown, so data is never source."""

    def __init__(self, pages: Mapping[str, NativePage], around: NativePage) -> None:
        super().__init__()
        self.pages = pages
        self.around = around

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        for path in self.pages:
            files.append(File.generated(config, f"{path.removesuffix('.html')}.md", content=""))
        return files

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        native = self.pages.get(page.file.dest_uri)
        if native is not None:
            page.meta.update(title=native.title, description=native.description)
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        native = self.pages.get(page.file.dest_uri)
        return html if native is None else native.content

    def on_page_context(self, context: Any, /, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        return self._slots(context, self.pages.get(page.file.dest_uri, self.around))

    def on_template_context(self, context: Any, /, *, template_name: str, config: MkDocsConfig) -> Any:
        return self._slots(context, self.around)

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        return _lean(output)

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        return _lean(output_content)

    def _slots(self, context: Any, native: NativePage) -> Any:
        context["slots"] = {"banner": native.banner, "edition": native.edition, "stylesheets": STYLESHEETS}
        return context


def _lean(html: str) -> str:
    """Without Material's leftovers before and after the page; the content between is not touched."""
    head, main, rest = html.partition("<main ")
    body, end, tail = rest.rpartition("</footer>")
    return _LEFTOVERS.sub("", head.lstrip()) + main + body + end + _LEFTOVERS.sub("", tail)


def _frame(html: str) -> Frame:
    """Splits a page at its slot marks."""
    parts = _SLOT.split(html)
    return Frame(pieces=tuple(parts[::2]), slots=tuple(parts[1::2]))


def _collect(folder: Path) -> Written:
    pages = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.html"))}
    referenced = {target for path, html in pages.items() for target in _targets(path, html)}
    files = {t: (folder / t).read_bytes() for t in sorted(referenced) if t not in pages and (folder / t).is_file()}
    return Written(pages=pages, files=files)


def _targets(path: str, html: str) -> set[str]:
    parser = _Links()
    parser.feed(html)
    base = dirname(path)
    return {normpath(join(base, link.split("#")[0])).lstrip("/") for link in parser.links if ":" not in link}


@dataclass
class _Links(HTMLParser):
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links.extend(value for name, value in attrs if name in ("href", "src") and value)


def _unbuildable(config_file: Path) -> Finding:
    return Finding(
        code="frame",
        where=Where(file=config_file.name),
        rule=Bilingual(zh="页面框架或说明页无法生成", en="page frame or authored pages cannot be built"),
        remedy=Bilingual(
            zh=f"运行 mkdocs build --strict -f {config_file.name} 查看原因",
            en=f"run mkdocs build --strict -f {config_file.name} to see why",
        ),
    )
