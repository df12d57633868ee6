"""Nothing reaches a page unescaped, and no data is read as a template."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from wall_source import Module, faults_of, modules

RENDER = "generator/site/render.py"
SAFE_ALLOWED: dict[str, tuple[str, ...]] = {}
"""Template → filters or tags it may use although they switch escaping off, with the reason beside it."""
MARKUP_ALLOWED: tuple[str, ...] = (RENDER,)
UNSAFE = {
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape": re.compile(r"autoescape\s"),
    "Markup": re.compile(r"\bMarkup\b"),
    "javascript:": re.compile(r"javascript:", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
}
SOURCE_METHODS = ("from_string", "overlay", "render_template_string")


def templates_escape_everything(root: Path) -> list[str]:
    files = sorted(f for f in (root / "theme").rglob("*") if f.suffix in (".html", ".xml", ".svg", ".jinja", ".j2"))
    return [fault for file in files for fault in _unsafe(file.relative_to(root).as_posix(), file.read_text("utf-8"))]


def _unsafe(path: str, text: str) -> Iterator[str]:
    for name, pattern in UNSAFE.items():
        if name not in SAFE_ALLOWED.get(path, ()):
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{path}:{line}: {name} puts text on a page unescaped"


def python_escapes_everything(root: Path) -> list[str]:
    return [fault for module in modules(root) for fault in faults_of(_escapes, module)]


def _escapes(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name == "Markup" and module.path not in MARKUP_ALLOWED:
                yield module.fault(node, "Markup only in render.py")
            if name in SOURCE_METHODS:
                yield module.fault(node, f"{name} reads data as a template")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and UNSAFE["|safe"].search(node.value):
            yield module.fault(node, "|safe in text")
        if isinstance(node, ast.Call) and module.dotted(node.func) == "jinja2.Environment":
            yield from _environment(module, node)


def _environment(module: Module, node: ast.Call) -> Iterator[str]:
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    escape = given.get("autoescape")
    if not (isinstance(escape, ast.Constant) and escape.value is True):
        yield module.fault(node, "the environment must set autoescape=True")
    if module.dotted(given.get("undefined", node)) != "jinja2.StrictUndefined":
        yield module.fault(node, "the environment must set undefined=StrictUndefined")
