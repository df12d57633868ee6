"""Maps against downloads: a popup that prints a withheld number, or a style that says in which class it lies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator.attack.markup import Link, Printed
from generator.attack.report import Key, Verdict, Win

Withheld = Mapping[str, Key]
"""Village code → key of the withheld amount that a map of the subject would draw"""

VILLAGE = re.compile(r'\[[-0-9.]+, [-0-9.]+, "[^"]*", "([^"]*villages/[^"]*)"\]')
LAYER = re.compile(r'\w+\(\w+, ("[^"]*"), (\[\[.*?\]\])\)', re.DOTALL)
"""One indicator: its title, and [village's place in the list, style, text] for every village"""
NUMBER_AFTER_COLON = re.compile(r"[：:]\s*-?[0-9]")
CLASS = re.compile(r"v[0-9]+")


def map_leaks(script: str, name: str, subject: str, withheld: Withheld) -> Iterator[Win]:
    """Popups and styles of the interactive map's layers whose title names the subject.

    A map that cannot be read counts for the attacker.
    """
    villages = [_village(address) for address in VILLAGE.findall(script)]
    layers = [(json.loads(title), json.loads(marks)) for title, marks in LAYER.findall(script)]
    if not (villages and layers):
        yield Win(verdict=Verdict.UNKNOWN, cell=("map", name), how="a map script of unknown form")
    for title, marks in layers:
        for at, style, text in marks if subject in title else ():
            key = withheld.get(villages[at])
            if key is not None and NUMBER_AFTER_COLON.search(title + text):
                yield Win(verdict=Verdict.PAGE, cell=key, how=f"{name}: popup")
            elif key is not None and CLASS.fullmatch(style):
                yield Win(verdict=Verdict.PAGE, cell=key, how=f"{name}: style of a class")


def _village(address: str) -> str:
    parts = PurePosixPath(address.partition("#")[0]).parts
    return parts[-2] if len(parts) >= 3 and parts[-3] == "villages" else ""


def tile_leaks(printed: Printed, name: str, subject: str, withheld: Withheld) -> Iterator[Win]:
    """Tiles of a drawn map: a withheld village whose tile says a number or has the style of one."""
    for link in printed.links:
        key = withheld.get(_village(link.address)) if subject in link.picture else None
        if key is not None and NUMBER_AFTER_COLON.search(link.text):
            yield Win(verdict=Verdict.PAGE, cell=key, how=f"{name}: tile")
        elif key is not None and _has_class(link):
            yield Win(verdict=Verdict.PAGE, cell=key, how=f"{name}: style of a tile")


def _has_class(link: Link) -> bool:
    return any(CLASS.fullmatch(css) for css in link.css)
