"""The frame: lean, local, without script, and whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.base.errors import DataRefused
from generator.base.pages import Frame, Shell
from generator.config.load import load_settings
from generator.config.settings import Settings
from generator.edge.shell import make_shell

ROOT = Path(__file__).parents[2]
PAGES = ("method", "privacy", "objections", "about", "plan")
DATA = (
    *("villages", "townships", "funds", "projects", "goals"),
    *("helpers", "organisations", "households", "bulletins", "rankings", "codes"),
    *("findings", "notices", "editions"),
)


def everything(shell: Shell) -> dict[str, str]:
    """Every frame and authored page as HTML, with plain words in the slots."""
    frames: dict[str, Frame] = {f"{section}-{depth}": frame for (section, depth), frame in shell.frames.items()}
    frames |= shell.authored
    return {name: frame.fill({slot: f"[{slot}]" for slot in frame.slots}) for name, frame in frames.items()}


def test_there_is_a_frame_for_every_place_of_a_data_page(shell: Shell) -> None:
    wanted = {
        ("home", 0),
        *((s, 1) for s in ("map", "data", "checklists", "duties")),
        *((s, d) for s in DATA for d in (1, 2)),
        ("objections", 2),
    }
    assert set(shell.frames) == wanted
    for frame in shell.frames.values():
        assert sorted(frame.slots) == ["banner", "content", "description", "edition", "title", "title"]


def test_authored_pages_keep_only_the_slots_of_the_edition_open(shell: Shell) -> None:
    assert set(shell.authored) == {"404.html", *(f"{name}/index.html" for name in PAGES)}
    for frame in shell.authored.values():
        assert frame.slots == ("banner", "edition")


def test_nothing_runs_and_nothing_comes_from_elsewhere(shell: Shell) -> None:
    for name, html in everything(shell).items():
        assert "<script" not in html, name
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", html), name
        assert not re.search(r"(?:href|src|action)=[\"']?(?:https?:)?//", html), name
        assert "sourceMappingURL" not in html, name


def test_material_leaves_no_control_that_needs_its_script(shell: Shell) -> None:
    for html in everything(shell).values():
        assert not re.search(r"md-toggle|md-overlay|md-dialog|autocomplete|__config|md-skip", html)


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.current: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.ids.extend(known[k] for k in ("id",) if k in known)
        self.links.extend(known[k] for k in ("href", "src") if k in known)
        if "aria-current" in known:
            self.current.append(known["href"])


@pytest.mark.parametrize(
    ("section", "depth"), [("villages", 2), ("villages", 1), ("home", 0), ("goals", 2), ("map", 1)]
)
def test_links_are_relative_and_explicit_and_the_section_is_marked(shell: Shell, section: str, depth: int) -> None:
    page = _Page(shell.frames[section, depth].fill(dict.fromkeys(shell.frames[section, depth].slots, "")))
    root = "../" * depth
    for name in (*DATA, "map", "data", *PAGES):
        wanted = f"{name}/index.html" if name != section else ("index.html" if depth == 1 else "../index.html")
        assert (wanted if name == section else root + wanted) in page.links
    assert len(page.current) == 1
    assert f"{root}assets/gongshi.css" in page.links


def test_every_link_between_authored_pages_leads_somewhere(shell: Shell) -> None:
    for path in (f"{name}/index.html" for name in PAGES):
        page = _Page(shell.authored[path].fill({"banner": "", "edition": ""}))
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids, (path, link)
            else:
                assert link.startswith(("../", "tel:")) or link in ("index.html", "register/index.html"), (path, link)


def test_only_theme_files_that_pages_refer_to_are_kept(shell: Shell) -> None:
    assert [asset.path for asset in shell.assets] == ["assets/seal.svg"]


def test_two_runs_give_the_same_bytes(settings: Settings, shell: Shell) -> None:
    assert make_shell(settings) == shell


def test_frames_are_light(shell: Shell) -> None:
    assert max(len(html) for html in everything(shell).values()) < 24_000
    assert max(sum(map(len, frame.pieces)) for frame in shell.frames.values()) < 4_000


def test_a_broken_page_of_content_is_refused(tmp_path: Path, settings: Settings) -> None:
    config = (ROOT / "site_config.yml").read_text("utf-8").replace("theme/overrides", str(ROOT / "theme/overrides"))
    (tmp_path / "site_config.yml").write_text(config, "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "broken.md").write_text("[nowhere](nowhere.md)\n", "utf-8")
    with pytest.raises(DataRefused) as refused:
        make_shell(load_settings(tmp_path / "site_config.yml"))
    assert [f.code for f in refused.value.findings] == ["frame"]
