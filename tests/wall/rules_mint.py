"""Public types are made only by the mint and by the verified package reader."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from wall_source import Module, faults_of, modules, within

TYPE_MODULES = ("generator.published.rows", "generator.published.release")
MINTS = ("generator/private/protection/release.py", "generator/published/package.py")
CELL_MAKERS = "generator/private/protection/"
CELLS = ("HouseholdFigure", "HouseholdState", "MoneyTotal", "ProtectedTable")
"""Protection makes these before the mint; they travel in `Protected`."""
INSPECTORS = ("isinstance", "fields", "is_dataclass", "get_type_hints")
"""A public type may be handed to these as a value: they make no instance of it."""
SHAPES = "generator.published.shape.row_types"
"""Hands out row types by table name: for the mint and for the package, which describes and reads them."""
REFLECTORS = {
    "generator/config/load.py": ("get_type_hints",),
    "generator/published/package.py": ("get_type_hints",),
    "generator/published/shape.py": ("get_type_hints",),
}
"""Who may turn annotations into classes."""


def public_types_are_minted_in_one_place(root: Path) -> list[str]:
    public = _public_types(root)
    return [fault for module in modules(root) for fault in faults_of(_value_uses, module, public)]


def no_way_round_the_mint(root: Path) -> list[str]:
    """`replace`, `__class__`, `type(x)(…)`, `__new__` and the like make a public row without naming its type."""
    return [fault for module in modules(root) for fault in faults_of(_detours, module)]


def _public_types(root: Path) -> frozenset[str]:
    out = set()
    for dotted in TYPE_MODULES:
        tree = ast.parse((root / (dotted.replace(".", "/") + ".py")).read_text("utf-8"))
        out |= {f"{dotted}.{node.name}" for node in tree.body if isinstance(node, ast.ClassDef)}
    return frozenset(out)


def _value_uses(module: Module, public: frozenset[str]) -> Iterator[str]:
    if module.path in MINTS:
        return
    types_only = _type_positions(module)
    for node in ast.walk(module.tree):
        if id(node) in types_only:
            continue
        name = module.dotted(node)
        if name == SHAPES and not module.path.startswith("generator/published/"):
            yield module.fault(node, f"{name} hands out public types outside the mint")
        if name in public and not _may_make(module, name):
            yield module.fault(node, f"{name} stands as a value outside the mint")
        if isinstance(node, ast.Name) and name in TYPE_MODULES and isinstance(node.ctx, ast.Load):
            yield module.fault(node, f"module {name} is handed on as a value")
    for node, name in _imports_star(module):
        yield module.fault(node, f"{name}: star import hides where public types are made")


def _may_make(module: Module, name: str) -> bool:
    return module.path.startswith(CELL_MAKERS) and name.rsplit(".", 1)[1] in CELLS


def _imports_star(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node, str(node.module)


def _type_positions(module: Module) -> set[int]:
    """Ids of nodes that stand where only a type is meant, and of module names that are just a prefix."""
    out: set[int] = set()
    for node in ast.walk(module.tree):
        for part in _typed_parts(module, node):
            out.update(id(inner) for inner in ast.walk(part))
        if isinstance(node, ast.Attribute):
            out.add(id(node.value))
    return out


def _typed_parts(module: Module, node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
        yield node.annotation
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
        yield node.returns
    elif isinstance(node, ast.Subscript):
        yield node.slice
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield node
    elif isinstance(node, ast.MatchClass):
        yield node.cls
    elif isinstance(node, ast.Call) and _called(node) in INSPECTORS:
        yield from node.args


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


FORBIDDEN_ATTRIBUTES = (
    "__class__",
    "__new__",
    "__setattr__",
    "__subclasses__",
    "__annotations__",
    "__mro__",
    "__replace__",
)
NO_PUBLIC_ROWS_YET = "generator/private/intake/"
FORBIDDEN_IN_SITE = ("dataclasses.replace", "copy.replace")


def _detours(module: Module) -> Iterator[str]:
    harmless = _harmless_type_calls(module.tree)
    parameters = {node.arg for node in ast.walk(module.tree) if isinstance(node, ast.arg)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_ATTRIBUTES:
            yield module.fault(node, f"{node.attr} reaches a type behind an instance")
        name = module.dotted(node)
        if name in FORBIDDEN_IN_SITE and module.layer != "private":
            yield module.fault(node, f"{name} makes a changed copy of a public row")
        if within(name, "typing.get_type_hints") and "get_type_hints" not in REFLECTORS.get(module.path, ()):
            yield module.fault(node, "get_type_hints hands out classes")
        if _is_type_call(node) and id(node) not in harmless and not module.path.startswith(NO_PUBLIC_ROWS_YET):
            yield module.fault(node, "type(…) is handed on as a value")
        if isinstance(node, ast.Name) and node.id in {"vars", "globals", "locals"} - parameters:
            yield module.fault(node, f"{node.id}() reaches types by name")
        if isinstance(node, ast.Call) and _called(node) == "getattr" and _looks_into_module(module, node):
            yield module.fault(node, "getattr on an imported name reaches types by name")


def _is_type_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type"


def _harmless_type_calls(tree: ast.AST) -> set[int]:
    """`type(x).__name__` and `type(x) is int` make nothing."""
    out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("__name__", "exit_code"):
            out.add(id(node.value))
        elif isinstance(node, ast.Compare):
            out |= {id(part) for part in (node.left, *node.comparators)}
    return out


def _looks_into_module(module: Module, node: ast.Call) -> bool:
    name = module.dotted(node.args[0]) if node.args else ""
    return name.startswith("generator") and name.rsplit(".", 1)[-1].islower()
