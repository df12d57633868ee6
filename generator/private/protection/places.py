"""The tree of places: which villages make a township, and what makes the county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.private.protection.columns import records
from generator.private.stages import Masked

VILLAGE, TOWNSHIP, COUNTY, COUNTY_ONLY = "village", "township", "county", "county_only"
Place = tuple[str, str]
"""(level, code)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Every place of the county, each level sorted by code."""

    county: Place
    county_only: Place
    """Money of the county that belongs to no village"""
    townships: tuple[Place, ...]
    villages: tuple[Place, ...]
    parent: Mapping[Place, Place]
    """Of a village its township, or the county when it has none; of a township the county"""
    children: Mapping[Place, tuple[Place, ...]]
    """The other way round, sorted"""
    owed: frozenset[str]
    """Codes of the villages whose kind owes household tables"""

    def of_level(self, level: str) -> tuple[Place, ...]:
        return {VILLAGE: self.villages, TOWNSHIP: self.townships, COUNTY: (self.county,)}[level]

    def above(self, place: Place) -> tuple[Place, ...]:
        """The place and everything that contains it, from small to large."""
        chain = [place]
        while chain[-1] in self.parent:
            chain.append(self.parent[chain[-1]])
        return tuple(chain)

    def parts(self, place: Place, levels: Sequence[str]) -> tuple[Place, ...]:
        """The largest places of these levels that together make up the place."""
        below = self.children.get(place, ())
        parts = [(child,) if child[0] in levels else self.parts(child, levels) for child in below]
        return tuple(part for group in parts for part in group)


def make_places(masked: Masked) -> Places:
    """The tree, from the tables of townships and villages."""
    county = (COUNTY, masked.programme.county_code)
    county_only = (COUNTY_ONLY, masked.programme.county_code)
    townships = tuple((TOWNSHIP, code) for (code,) in sorted(records(masked.frames["townships"], "township_code")))
    villages = sorted(records(masked.frames["villages"], "village_code", "township_code", "kind"))
    parent: dict[Place, Place] = dict.fromkeys(townships, county)
    parent[county_only] = county
    parent |= {(VILLAGE, v): county if isinstance(t, Blank) else (TOWNSHIP, t) for v, t, _ in villages}
    return Places(
        county=county,
        county_only=county_only,
        townships=townships,
        villages=tuple((VILLAGE, code) for code, _, _ in villages),
        parent=parent,
        children=_children(parent),
        owed=frozenset(code for code, _, kind in villages if kind in masked.programme.household_village_kinds),
    )


def _children(parent: Mapping[Place, Place]) -> dict[Place, tuple[Place, ...]]:
    found: defaultdict[Place, list[Place]] = defaultdict(list)
    for child in sorted(parent):
        found[parent[child]].append(child)
    return {place: tuple(children) for place, children in found.items()}
