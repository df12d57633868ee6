"""The tree of places: which villages make a township, and what makes the county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.private.protection.columns import records
from generator.private.stages import Masked

VILLAGE, TOWNSHIP, COUNTY, COUNTY_ONLY = "village", "township", "county", "county_only"
LONE = "lone_village"
"""A village of no township as a part of the county: published nowhere under this name, but anybody can subtract it
wherever townships and the county are shown"""
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
    lone: tuple[Place, ...]
    """Those of no township once more, as parts of the county"""
    parent: Mapping[Place, Place]
    """Of a village its township, or its own part of the county; of these the county"""
    children: Mapping[Place, tuple[Place, ...]]
    """The other way round, sorted"""
    owed: frozenset[str]
    """Codes of the villages whose kind owes household tables"""

    def of_level(self, level: str) -> tuple[Place, ...]:
        groups = {VILLAGE: self.villages, TOWNSHIP: self.townships, LONE: self.lone}
        return {**groups, COUNTY: (self.county,), COUNTY_ONLY: (self.county_only,)}[level]

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
    kinds = masked.programme.household_village_kinds
    villages = records(masked.frames["villages"], "village_code", "township_code", "kind")
    return make_tree(
        masked.programme.county_code,
        (code for (code,) in records(masked.frames["townships"], "township_code")),
        {code: ("" if isinstance(township, Blank) else township, kind in kinds) for code, township, kind in villages},
    )


def make_tree(code: str, townships: Iterable[str], villages: Mapping[str, tuple[str, bool]]) -> Places:
    """The tree of a county. `villages`: code → township, empty for none, and whether it owes household tables."""
    county, county_only = (COUNTY, code), (COUNTY_ONLY, code)
    lone = tuple((LONE, village) for village, (township, _) in sorted(villages.items()) if not township)
    towns = tuple((TOWNSHIP, township) for township in sorted(townships))
    parent = dict.fromkeys((*towns, *lone, county_only), county)
    parent |= {(VILLAGE, v): (TOWNSHIP, town) if town else (LONE, v) for v, (town, _) in sorted(villages.items())}
    return Places(
        county=county,
        county_only=county_only,
        townships=towns,
        villages=tuple((VILLAGE, village) for village in sorted(villages)),
        lone=lone,
        parent=parent,
        children=_children(parent),
        owed=frozenset(village for village, (_, is_owed) in villages.items() if is_owed),
    )


def _children(parent: Mapping[Place, Place]) -> dict[Place, tuple[Place, ...]]:
    found: defaultdict[Place, list[Place]] = defaultdict(list)
    for child in sorted(parent):
        found[parent[child]].append(child)
    return {place: tuple(children) for place, children in found.items()}
