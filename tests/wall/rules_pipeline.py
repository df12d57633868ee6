"""The pipeline calls every stage, in order, once, and cannot lie to the type checker."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from wall_source import Module, faults_of, modules, parse

PIPELINE = "generator/pipeline.py"
ONE_SCREEN = 80
HOME = {
    "intake": "generator.private.intake.read",
    "check": "generator.private.intake.check",
    "link": "generator.private.intake.link",
    "mask": "generator.private.protection.mask",
    "protect": "generator.private.protection.protect",
    "release": "generator.private.protection.release",
    "history_file": "generator.private.history",
    "leak_gate": "generator.private.leaks.gate",
    "pattern_gate": "generator.private.leaks.gate",
    "read_package": "generator.published.package",
    "package": "generator.published.package",
    "make_shell": "generator.edge.shell",
    "compose": "generator.site.compose",
    "write": "generator.edge.write",
}
"""Stage → the module it must come from."""
ORDER = {
    "check_data": ["intake", "check", "link"],
    "build_from_data": [
        "intake",
        "check",
        "link",
        "mask",
        "protect",
        "release",
        "leak_gate",
        "history_file",
        "make_shell",
        "compose",
        "package",
        "write",
    ],
    "attest": ["intake", "check", "link", "leak_gate", "write"],
    "build_from_release": ["read_package", "pattern_gate", "make_shell", "compose", "write"],
}
"""Public function → stages in the order they are reached; `package` is reached only where a release is written."""
GATES = {
    "build_from_data": ("leak_gate", "_publish"),
    "build_from_release": ("pattern_gate", "_publish"),
    "attest": ("leak_gate", "_attest"),
}
"""Public function → the gate that it makes and who writes through it"""
STAGE_TYPES = ("Approved", "Checked", "Linked", "Masked", "Protected", "DataFrame", "Series")


def pipeline_calls_every_stage_in_order(root: Path) -> list[str]:
    module = _pipeline(root)
    functions = _functions(module)
    faults = [f"{PIPELINE}: {f} is missing" for f in ORDER if f not in functions]
    for name, expected in ORDER.items():
        calls = list(_stages(functions.get(name), functions))
        if name == "build_from_release":
            calls = [call for call in calls if call != "package"]
        if calls != expected:
            faults.append(f"{PIPELINE}: {name} reaches {' → '.join(calls)}, not {' → '.join(expected)}")
    for stage, home in HOME.items():
        if module.names.get(stage) != f"{home}.{stage}":
            faults.append(f"{PIPELINE}: {stage} does not come from {home}")
    return faults


def pipeline_fits_one_screen_and_cannot_lie(root: Path) -> list[str]:
    """At most 80 lines; no Any, cast, ignore, lambda, nested function or rebinding of a stage."""
    module = _pipeline(root)
    faults = []
    if len(module.text.splitlines()) > ONE_SCREEN:
        faults.append(f"{PIPELINE}: longer than {ONE_SCREEN} lines")
    if "type: ignore" in module.text or "# noqa" in module.text or "mypy:" in module.text:
        faults.append(f"{PIPELINE}: silences a checker")
    return faults + [module.fault(node, what) for node in ast.walk(module.tree) for what in _lies(module, node)]


def gate_reaches_the_writer(root: Path) -> list[str]:
    """`write` gets the gate that the builder made: the leak gate from data, the pattern gate from a release."""
    module = _pipeline(root)
    functions = _functions(module)
    faults = []
    for name, (gate, writer) in GATES.items():
        calls = [node for node in ast.walk(functions[name]) if isinstance(node, ast.Call)] if name in functions else []
        if not any(_is_call(arg, gate) for call in calls if _is_call(call, writer) for arg in call.args):
            faults.append(f"{PIPELINE}: {name} does not hand {gate}(…) to {writer}")
    for function in functions.values():
        for call in (node for node in ast.walk(function) if _is_call(node, "write")):
            if not _second_is_gate(call, function):
                faults.append(module.fault(call, "write does not get the gate it was handed"))
    return faults


def signatures_right_of_the_wall_name_no_row(root: Path) -> list[str]:
    return [fault for module in modules(root) if module.is_right for fault in faults_of(_row_types, module)]


def _row_types(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        for note in _annotations(node):
            names = {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(note)}
            names |= {str(part.value) for part in ast.walk(note) if isinstance(part, ast.Constant)}
            yield from (module.fault(node, f"signature names {name}") for name in sorted(names & set(STAGE_TYPES)))


def _annotations(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
        yield node.annotation
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
        yield node.returns


def _pipeline(root: Path) -> Module:
    return parse(PIPELINE, (root / PIPELINE).read_text("utf-8"))


def _functions(module: Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}


def _stages(node: ast.AST | None, functions: dict[str, ast.FunctionDef]) -> Iterator[str]:
    """Stage names in the order Python evaluates them: arguments before the call, helpers inlined."""
    if node is None:
        return
    body = node.body if isinstance(node, ast.FunctionDef) else ast.iter_child_nodes(node)
    for child in body:
        yield from _stages(child, functions)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in HOME:
            yield node.func.id
        elif node.func.id in functions:
            yield from _stages(functions[node.func.id], functions)


def _lies(module: Module, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Lambda | ast.Try | ast.Global | ast.With):
        yield f"{type(node).__name__} has no place in the pipeline"
    if isinstance(node, ast.ClassDef) and any(isinstance(part, ast.FunctionDef) for part in node.body):
        yield "a class with methods hides a step"
    if isinstance(node, ast.FunctionDef) and any(
        isinstance(n, ast.FunctionDef) for n in ast.walk(node) if n is not node
    ):
        yield "a nested function hides a step"
    if isinstance(node, ast.Name) and (node.id in ("Any", "cast", "getattr", "setattr", "object")):
        yield f"{node.id} hides a type"
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in HOME:
        yield f"{node.id} is bound again"
    if isinstance(node, ast.ImportFrom) and node.module == "typing":
        yield "typing is not needed here"


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _second_is_gate(call: ast.AST, function: ast.FunctionDef) -> bool:
    gates = {a.arg for a in function.args.args if getattr(a.annotation, "id", "") == "LeakGate"}
    args = call.args if isinstance(call, ast.Call) else []
    return len(args) == 2 and isinstance(args[1], ast.Name) and args[1].id in gates
