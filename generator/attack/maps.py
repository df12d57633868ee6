"""Maps against downloads: a popup that prints a withheld number, or a style that says in which class it lies."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator.attack.markup import Link, Printed
from generator.attack.report import Key, Verdict, Win

Withheld = Mapping[tuple[str, str], Key]
"""(village code, word of the stage) → key of a withheld village total"""

MARKER = re.compile(r"circleMarker\((?P<style>.*?)\)\.bindPopup\((?P<popup>.*?)\.addTo\((?P<layer>\w+)\)", re.DOTALL)
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
COLOUR = re.compile(r'"fillColor": ("(?:[^"\\]|\\.)*")')
NUMBER_AFTER_COLON = re.compile(r"[：:]\s*-?[0-9]")
CLASS = re.compile(r"v[0-9]+")


def map_leaks(script: str, name: str, withheld: Withheld) -> Iterator[Win]:
    """Popups and colours of the interactive map."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    hidden: list[tuple[Key, str, str]] = []
    for marker in MARKER.finditer(script):
        texts = [json.loads(text) for text in TEXT.findall(marker["popup"])]
        colour = "".join(COLOUR.findall(marker["style"])[:1])
        key = _key(texts, withheld)
        has_number = any(NUMBER_AFTER_COLON.search(text) for text in texts)
        if has_number:
            used[marker["layer"]].add(colour)
        if key is not None and has_number:
            yield Win(verdict=Verdict.PAGE, cell=key, how=f"{name}: popup")
        elif key is not None:
            hidden.append((key, marker["layer"], colour))
    for key, layer, colour in hidden:
        if colour in used[layer]:
            yield Win(verdict=Verdict.PAGE, cell=key, how=f"{name}: colour of a class")


def _key(texts: list[str], withheld: Withheld) -> Key | None:
    village = next((_village(text) for text in texts if "villages/" in text), "")
    return next((withheld[village, w] for v, w in withheld if v == village and _names(texts, w)), None)


def _names(texts: list[str], word: str) -> bool:
    return any(text.startswith(word) for text in texts)


def _village(address: str) -> str:
    parts = PurePosixPath(address.partition("#")[0]).parts
    return parts[-2] if len(parts) >= 3 and parts[-3] == "villages" else ""


def tile_leaks(printed: Printed, name: str, withheld: Withheld) -> Iterator[Win]:
    """Tiles of a drawn map: a withheld village whose tile says a number or has the style of one."""
    for link in printed.links:
        keys = [key for (village, word), key in sorted(withheld.items()) if _draws(link, village, word)]
        if keys and NUMBER_AFTER_COLON.search(link.text):
            yield Win(verdict=Verdict.PAGE, cell=keys[0], how=f"{name}: tile")
        elif keys and any(CLASS.fullmatch(css) for css in link.css):
            yield Win(verdict=Verdict.PAGE, cell=keys[0], how=f"{name}: style of a tile")


def _draws(link: Link, village: str, word: str) -> bool:
    return link.picture.startswith(word) and _village(link.address) == village
