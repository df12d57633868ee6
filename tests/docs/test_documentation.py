"""The documentation says what is there, all of it, and nothing of the machine it was written on."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import click
import pytest

from generator.base.blanks import Blank
from generator.config.load import LEAST, WORDS
from generator.config.settings import Settings
from generator.contract.schema import Privacy, tables

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
FOREIGN = re.compile(
    r"/work/|/root/|/home/[a-z]|/tmp/[a-z]|file:///[a-z]|--index-url|--extra-index|--find-links|registry\.[a-z]|pypi\.[a-z]+\.[a-z]"
)
"""Paths of a machine, package registries and their options"""
TEXT = {".py", ".md", ".yml", ".yaml", ".toml", ".txt", ".in", ".html", ".css", ".js", ".json", ".csv", ""}


def _text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def _markdown() -> Iterator[Path]:
    yield from (ROOT / name for name in DOCUMENTS)
    yield from sorted((ROOT / "docs").glob("*.md"))


def _commands() -> dict[str, click.Command]:
    from generator.cli import main  # noqa: PLC0415  the whole product stands behind it

    return dict(main.commands)


def _keys(kind: Any, prefix: str = "") -> Iterator[str]:
    """Every settings key as the documentation writes it: `a.b`, and `a[].b` inside a list."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        inner, path = hints[field.name], f"{prefix}{field.name}"
        if is_dataclass(inner):
            yield from _keys(inner, f"{path}.")
            continue
        if path != "config_file":
            yield path
        if get_origin(inner) is tuple and is_dataclass(get_args(inner)[0]):
            yield from _keys(get_args(inner)[0], f"{path}[].")


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_command_and_option(readme: str) -> None:
    text = _text(readme)
    missing = [name for name in _commands() if f"gongshi {name} " not in text]
    for name, command in _commands().items():
        options = [option for p in command.params if isinstance(p, click.Option) for option in p.opts]
        missing += [f"{name} {option}" for option in options if option not in text]
    assert missing == []


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_no_command_or_option_that_is_not_there(readme: str) -> None:
    rows = re.findall(r"^\| `gongshi (\w+)([^`]*)`", _text(readme), re.MULTILINE)
    commands = _commands()
    known = {name: {o for p in c.params for o in p.opts} for name, c in commands.items()}
    unknown = [
        (name, o) for name, rest in rows for o in re.findall(r"--[a-z-]+", rest) if o not in known.get(name, set())
    ]
    assert rows
    assert unknown == []


def test_operators_guide_names_every_command_and_option_it_needs() -> None:
    text = _text("docs/operators.md")
    options = {o for c in _commands().values() for p in c.params if isinstance(p, click.Option) for o in p.opts}
    assert [o for o in sorted(options) if o not in text] == []


def test_settings_are_documented_and_documented_settings_exist() -> None:
    documented = re.findall(r"^\| `([a-z0-9_.\[\]]+)` \|", _text("docs/settings.md"), re.MULTILINE)
    assert sorted(documented) == sorted(_keys(Settings))


def test_documented_limits_are_the_limits() -> None:
    text = _text("docs/settings.md")
    limits = {
        key: int(least) for key, least in re.findall(r"^\| `([a-z_.]+)` \|.*\| at least (\d+) \|", text, re.MULTILINE)
    }
    assert limits == LEAST


@pytest.mark.parametrize("key", sorted(WORDS))
def test_documented_words_of_the_policy_are_the_words(key: str) -> None:
    row = next(line for line in _text("docs/settings.md").splitlines() if f"tables[].{key}`" in line)
    assert tuple(re.findall(r"`([a-z_]+)`", row.rsplit("|", 2)[1])) == WORDS[key]


def test_glossary_has_every_table_blank_class_and_stage() -> None:
    text = _text("docs/glossary.md")
    wanted = {f"`{table.name}`" for table in tables().values()} | {table.title for table in tables().values()}
    wanted |= {f"`{blank.value}` | {blank.label}" for blank in Blank} | {f"`{privacy.value}`" for privacy in Privacy}
    stages = tables()["fund_moves"].column("stage").categories
    wanted |= {f"`{code}` | {label}" for code, label in stages.items()}
    assert [word for word in sorted(wanted) if word not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_readme_make_commands_are_in_the_makefile(readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", _text(readme)))
    assert {"site", "test", "check", "bench"} <= named <= targets


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_top_folder(readme: str) -> None:
    listed = set(re.findall(r"^\| `([a-z_]+)/` \|", _text(readme), re.MULTILINE))
    tracked = {path.split("/")[0] for path in _tracked() if "/" in path}
    assert listed == {folder for folder in tracked if not folder.startswith(".")}


def test_links_between_documents_resolve() -> None:
    broken = []
    for file in _markdown():
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", file.read_text("utf-8")):
            if "://" not in target and not (file.parent / target).exists():
                broken.append(f"{file.name}: {target}")
    assert broken == []


def test_files_named_in_the_architecture_exist() -> None:
    named = re.findall(r"\| `((?:private|site|edge)/[a-z_/]+\.py)` \|", _text("docs/architecture.md"))
    assert len(named) == 8
    assert [name for name in named if not (ROOT / "generator" / name).is_file()] == []


def test_no_path_of_a_machine_and_no_registry_stands_in_the_tree() -> None:
    faults = []
    for path in _tracked():
        file = ROOT / path
        if file.suffix in TEXT and file.is_file() and file != Path(__file__):
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                if FOREIGN.search(line):
                    faults.append(f"{path}:{number}")
    assert faults == []


def _tracked() -> list[str]:
    """Files that are or would be committed; outside a git checkout, files that are not built."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
