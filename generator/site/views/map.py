"""The map page: the interactive map, a tile grid that needs no script, and a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.blanks import Blank
from generator.site.county import County
from generator.site.indicators import Indicator, featured, indicators, places
from generator.site.page import Page
from generator.site.text import Cell, href, yuan
from generator.site.views import common

ROOT = "../"
COLUMNS = 6
SIDE = 44
LABEL = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One village as a square of the grid, in view-box units."""

    x: int
    y: int
    css: str
    address: str
    short: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One indicator drawn as squares by township."""

    anchor: str
    title: str
    unit: str
    height: int
    labels: tuple[tuple[int, str], ...]
    """(y, township)"""
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[str, str], ...]


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Every indicator; the table holds all of them."""
    found = indicators(county)
    return Page(
        path="map/index.html",
        section="map",
        title="地图",
        description=county.say("按村显示资金与收入的地图、方格图与表格"),
        template="map.html",
        context={
            **common.base(county, ROOT),
            "has_map": bool(places(county)),
            "unplaced": str(len(county.villages) - len(places(county))),
            "coordinate_system": county.programme.coordinate_system,
            "legends": tuple((i.title, i.legend()) for i in found),
            "grids": tuple(_grid(county, indicator) for indicator in featured(found)),
            "columns": tuple(i.title for i in found),
            "rows": _rows(county, found),
        },
    )


def _rows(county: County, found: Sequence[Indicator]) -> tuple[tuple[str, str, str, tuple[Cell, ...]], ...]:
    """(address, village, township, one cell per indicator)."""
    return tuple(
        (
            href(ROOT, "villages", code),
            village.name,
            county.townships[str(village.township_code)].name
            if str(village.township_code) in county.townships
            else Blank.NOT_APPLICABLE.label,
            tuple(yuan(indicator.values[place][1]) for indicator in found),
        )
        for place, (code, village) in enumerate(county.villages.items())
    )


def _grid(county: County, indicator: Indicator) -> Grid:
    figures = dict(indicator.values)
    tiles: list[Tile] = []
    labels: list[tuple[int, str]] = []
    y = 4
    for code in (*county.townships, ""):
        mine = county.villages_of.get(code, ())
        if mine:
            labels.append((y + SIDE // 2 + 4, county.townships[code].name if code else "未列明"))
        for place, village in enumerate(mine):
            figure = figures[village.village_code]
            tiles.append(
                Tile(
                    x=LABEL + place % COLUMNS * (SIDE + 4),
                    y=y + place // COLUMNS * (SIDE + 4),
                    css=indicator.css(figure),
                    address=href(ROOT, "villages", village.village_code),
                    short=village.name[:2],
                    title=f"{village.name}：{indicator.words(figure)}",
                )
            )
        y += (len(mine) + COLUMNS - 1) // COLUMNS * (SIDE + 4)
    return Grid(
        anchor=indicator.indicator_id,
        title=indicator.title,
        unit=county.say(indicator.unit),
        height=y + 4,
        labels=tuple(labels),
        tiles=tuple(tiles),
        legend=indicator.legend(),
    )
