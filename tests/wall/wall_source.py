"""The source tree as the wall rules read it: parsed modules with their imports resolved to dotted names."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]

RIGHT_OF_THE_WALL = ("cli", "site", "sheets", "edge", "figures", "published", "trust", "attack")
"""Layers that may never see a row."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Module:
    """One parsed file of the package."""

    path: str
    """Relative to the repository, e.g. `generator/site/compose.py`"""
    text: str
    tree: ast.Module
    names: dict[str, str]
    """Dotted name behind each imported local name"""

    @property
    def layer(self) -> str:
        """`site` for `generator/site/compose.py`, `pipeline` for `generator/pipeline.py`."""
        return self.path.split("/")[1].removesuffix(".py")

    @property
    def is_right(self) -> bool:
        return self.layer in RIGHT_OF_THE_WALL

    def dotted(self, node: ast.AST) -> str:
        """Dotted name of a Name or Attribute through the imports; empty for anything else."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, "")
        if isinstance(node, ast.Attribute):
            base = self.dotted(node.value)
            return f"{base}.{node.attr}" if base else ""
        return ""

    def fault(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 0)}: {what}"


def modules(root: Path) -> Iterator[Module]:
    """Every Python file under `root/generator`, sorted by path."""
    for file in sorted((root / "generator").rglob("*.py")):
        yield parse(file.relative_to(root).as_posix(), file.read_text("utf-8"))


@lru_cache(maxsize=512)
def parse(path: str, text: str) -> Module:
    tree = ast.parse(text, path)
    return Module(path=path, text=text, tree=tree, names=_imported(tree))


def _imported(tree: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def imported_modules(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """(statement, dotted module or member) for each thing imported, also under TYPE_CHECKING and inside functions."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield node, "." * node.level + (node.module or "")
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@cache
def faults_of(rule: Callable[..., Iterator[str]], module: Module, *given: Any) -> tuple[str, ...]:
    """What a rule finds in one module, looked for once: sabotage changes one file of many."""
    return tuple(rule(module, *given))
