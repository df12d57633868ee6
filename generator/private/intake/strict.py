"""YAML read strictly: plain values only, no key twice, no unknown key, no missing key. Findings, not exceptions."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.base.errors import Finding
from generator.private.intake.catalogue import fault
from generator.private.intake.text import UNSAFE, has_edge_space


class _NoDuplicates(yaml.SafeLoader):
    """A safe loader that refuses a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len({(type(key), key) for key in keys}) != len(keys):
            raise yaml.constructor.ConstructorError(None, None, "key stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


@dataclass(slots=True, kw_only=True)
class Reader:
    """One YAML file being read: collects findings and never shows a value."""

    file: str
    faults: list[Finding] = field(default_factory=list)

    def fault(self, code: str, path: str, **facts: object) -> None:
        self.faults.append(fault(code, self.file, 0, path, **facts))

    def document(self, data: bytes) -> Mapping[str, Any]:
        """The top-level mapping; empty, with a finding, when the file cannot be read as YAML."""
        try:
            loaded = yaml.load(data.decode("utf-8-sig"), _NoDuplicates)  # noqa: S506 - a SafeLoader
        except (UnicodeDecodeError, yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            self.faults.append(fault("yaml.syntax", self.file, row=mark.line + 1 if mark else 0))
            return {}
        return self.mapping(loaded, "")

    def mapping(self, value: Any, path: str) -> Mapping[str, Any]:
        """`value` as a mapping with text keys, or empty with a finding."""
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            return value
        self.fault("yaml.type", path, expected="mapping")
        return {}

    def section(
        self, value: Any, path: str, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Any]:
        """`value` as a mapping with exactly these keys; faults for unknown and missing ones."""
        found = self.mapping(value, path)
        dot = f"{path}." if path else ""
        for key in found.keys() - {*required, *optional}:
            self.fault("yaml.unknown_key", f"{dot}{key}" if key.isidentifier() else path or "?")
        for key in set(required) - found.keys():
            self.fault("yaml.missing_key", f"{dot}{key}")
        return {key: item for key, item in found.items() if key in required or key in optional}

    def items(self, value: Any, path: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self.fault("yaml.type", path, expected="list")
        return []

    def text(self, value: Any, path: str, *, may_be_empty: bool = False) -> str:
        """`value` as text that may be published; a number must stand in quotation marks."""
        if not isinstance(value, str):
            self.fault("yaml.type", path, expected="text")
            return ""
        if UNSAFE.search(value) or has_edge_space(value):
            self.fault("yaml.unsafe", path)
        if not value and not may_be_empty:
            self.fault("yaml.empty", path)
        return str(value)

    def integer(self, value: Any, path: str, minimum: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= minimum:
            return value
        self.fault("yaml.integer", path, minimum=minimum)
        return minimum
