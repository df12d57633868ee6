"""Whatever stands where in a YAML file, the answer is findings: never a traceback, never silence."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.folder import PROGRAMME

from generator.private.intake.mapping import read_mapping
from generator.private.intake.programme import read_programme

MAPPING = (Path(__file__).parents[1] / "data" / "beita" / "mapping.yml").read_text("utf-8")
INTRUDERS: tuple[Any, ...] = (None, True, 7, 1.5, "", "\u200b", "x ", [], [None], {}, {"a": 1}, {1: 2}, [[]], b"\x00")
READERS = {"programme": (read_programme, PROGRAMME), "mapping": (read_mapping, MAPPING)}


def _paths(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from _paths(value, (*path, key))


def _replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(document)
    node = changed
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return changed


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(READERS))
def test_a_wrong_shape_anywhere_is_a_finding(name: str) -> None:
    read, text = READERS[name]
    document = yaml.safe_load(text)
    silent = []
    for path in _paths(document):
        for value in INTRUDERS:
            made, faults = read(yaml.safe_dump(_replaced(document, path, value)).encode())
            assert all(fault.rule.zh and fault.where.file for fault in faults)
            if not faults and not made:
                silent.append((path, value))
    assert silent == []


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"\x00",
        b"- a",
        b"a: b: c",
        b"? [a]\n: b",
        b"&a [*a]",
        b"!!python/name:os.system ''",
        b"[" * 5000,
    ],
)
def test_what_is_no_such_yaml_is_a_finding(name: str, data: bytes) -> None:
    made, faults = READERS[name][0](data)
    assert faults
    assert not made
