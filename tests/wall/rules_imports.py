"""Who may import what, beyond what import-linter can say; nothing is loaded by name or run from text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from wall_source import Module, faults_of, imported_modules, modules, within

ONE_IMPORTER = {
    "mkdocs": "generator/edge/shell.py",
    "material": "generator/edge/shell.py",
    "markdown": "generator/edge/shell.py",
    "jinja2": "generator/site/render.py",
    "markupsafe": "generator/site/render.py",
    "folium": "generator/site/maps.py",
    "branca": "generator/site/maps.py",
    "PIL": "generator/site/picture.py",
    "deflate": "generator/site/picture.py",
    "manimgx_fonts_cjk": "generator/site/picture.py",
    "ahocorasick_rs": "generator/private/leaks/",
    "click": "generator/cli.py",
    "highspy": "generator/base/solver.py",
    "pypdf": "generator/private/leaks/decoders/pdf.py",
    "scipy": "generator/base/solver.py",
}
"""Third-party package → the one file (or the folder with one file) that may import it."""
ROWS_ONLY_IN_PRIVATE = ("pandas", "numpy")
VECTORS = ("generator/base/solver.py", "numpy")
"""Vectors of costs for HiGHS; the solver knows no row."""
DYNAMIC_MODULES = (
    "builtins",
    "code",
    "ctypes",
    "dill",
    "gc",
    "imp",
    "importlib.import_module",
    "importlib.machinery",
    "importlib.util",
    "inspect",
    "joblib",
    "marshal",
    "multiprocessing.shared_memory",
    "pickle",
    "pkgutil",
    "runpy",
    "shelve",
    "subprocess",
    "sys._getframe",
    "sys.modules",
    "yaml.full_load",
    "yaml.load",
    "yaml.unsafe_load",
)
DYNAMIC_BUILTINS = ("__import__", "breakpoint", "compile", "eval", "exec")
DYNAMIC_ALLOWED: dict[str, tuple[str, ...]] = {
    "generator/private/intake/strict.py": ("yaml.load",),  # with a SafeLoader that also refuses a key that stands twice
    "generator/edge/switch.py": ("ctypes",),  # renameat2 exchanges two folders in one step; os has no call for it
}
"""File → dynamic means it may use, each with its reason beside it."""
SPEECH = ("sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__", "sys.exit", "logging", "warnings.warn")


def third_parties_have_one_importer(root: Path) -> list[str]:
    faults, importers = [], {}
    for module in modules(root):
        for node, name in imported_modules(module):
            package = name.split(".")[0]
            place = ONE_IMPORTER.get(package)
            if place and not module.path.startswith(place):
                faults.append(module.fault(node, f"{package} may be imported only in {place}"))
            elif place:
                importers.setdefault(package, set()).add(module.path)
    return faults + [f"{p} has {len(files)} importers" for p, files in sorted(importers.items()) if len(files) > 1]


def rows_stay_in_private(root: Path) -> list[str]:
    """pandas is imported in private only, and nothing right of the wall handles a frame by its methods."""
    return [fault for module in modules(root) if module.layer != "private" for fault in faults_of(_frames, module)]


FRAME_METHODS = ("iterrows", "itertuples", "iloc", "to_dict", "to_records", "to_html", "to_json", "to_csv")


def _frames(module: Module) -> Iterator[str]:
    for node, name in imported_modules(module):
        if name.split(".")[0] in ROWS_ONLY_IN_PRIVATE and (module.path, name) != VECTORS:
            yield module.fault(node, f"{name} outside private")
    if module.is_right or module.layer == "pipeline":
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr in FRAME_METHODS:
                yield module.fault(node, f".{node.attr} handles a frame of rows")


def private_has_one_importer(root: Path) -> list[str]:
    """import-linter says the same of imports it can see; this also sees names in text and relative imports."""
    return [
        f for m in modules(root) if m.layer not in ("private", "pipeline", "sample") for f in faults_of(_private, m)
    ]


def _private(module: Module) -> Iterator[str]:
    for node, name in imported_modules(module):
        if "private" in name.split("."):
            yield module.fault(node, "imports private")
        if name[0] == ".":
            yield module.fault(node, "imports by relative path")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "generator.private" in node.value:
            yield module.fault(node, "names private in text")


SAMPLE_NEEDS = ("generator.sample", "generator.contract", "generator.config", "generator.base")


def the_sample_makes_data_only(root: Path) -> list[str]:
    """It stands above everything in the layers, but knows no stage: what it writes must be read like anybody's data."""
    return [fault for module in modules(root) if module.layer == "sample" for fault in faults_of(_sample, module)]


def _sample(module: Module) -> Iterator[str]:
    for node, name in imported_modules(module):
        if within(name, "generator") and not any(within(name, package) for package in SAMPLE_NEEDS):
            yield module.fault(node, f"the sample imports {name}")


def nothing_is_loaded_by_name(root: Path) -> list[str]:
    return [fault for module in modules(root) for fault in faults_of(_dynamic, module)]


def _dynamic(module: Module) -> Iterator[str]:
    allowed = DYNAMIC_ALLOWED.get(module.path, ())
    seen = [(node, name) for node, name in imported_modules(module)]
    seen += [(node, module.dotted(node)) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)]
    for node, name in seen:
        if name == "importlib" or any(within(name, way) for way in DYNAMIC_MODULES if way not in allowed):
            yield module.fault(node, f"{name} loads or runs something by name")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id in DYNAMIC_BUILTINS and node.id not in allowed:
            yield module.fault(node, f"{node.id} loads or runs something by name")


def only_the_command_line_speaks(root: Path) -> list[str]:
    return [fault for m in modules(root) if m.layer not in ("cli", "__main__") for fault in faults_of(_speech, m)]


def _speech(module: Module) -> Iterator[str]:
    for node, name in imported_modules(module):
        if any(within(name, way) for way in SPEECH):
            yield module.fault(node, f"{name}: only cli.py prints and exits")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id in ("print", "input", "SystemExit", "exit", "quit"):
            yield module.fault(node, f"{node.id}: only cli.py prints and exits")
        if isinstance(node, ast.Attribute) and module.dotted(node) in SPEECH:
            yield module.fault(node, f"{module.dotted(node)}: only cli.py prints and exits")
