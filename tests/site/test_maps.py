"""The map: offline, the same bytes every time, popups as text; grid and table say the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

from support.county import small_release
from support.household_money import HIDDEN, with_money

from generator.base.blanks import Blank
from generator.published.release import ALL, Release
from generator.site.county import County
from generator.site.indicators import ZERO, featured, indicators
from generator.site.maps import LEAFLET_FILES, SCRIPT, STYLES, map_artifacts
from generator.site.text import BLANK_CLASS
from generator.site.views import VIEWS

HOSTILE = "</script><img src=x onerror=alert(1)>'\"\\"


def placed(release: Release, name: str = "") -> County:
    """The county with coordinates for all villages but the last."""
    villages = [
        replace(v, longitude=Decimal("112.3") + n / Decimal(100), latitude=Decimal("24.8"), name=name or v.name)
        for n, v in enumerate(release.villages)
    ]
    villages[-1] = replace(villages[-1], longitude=Blank.NOT_REPORTED, latitude=Blank.NOT_REPORTED)
    return County.of(replace(release, villages=tuple(villages)))


def script(county: County) -> str:
    return next(a.data.decode() for a in map_artifacts(county) if a.path == SCRIPT)


def test_same_county_same_bytes() -> None:
    assert list(map_artifacts(placed(small_release()))) == list(map_artifacts(placed(small_release())))


def test_leaflet_comes_along_and_nothing_else() -> None:
    paths = [artifact.path for artifact in map_artifacts(placed(small_release()))]
    assert paths == [SCRIPT, *(f"assets/leaflet/{name}" for name in LEAFLET_FILES)]


def test_nothing_is_asked_of_another_host() -> None:
    text = script(placed(small_release()))
    assert "http" not in text
    assert "tileLayer" not in text
    assert "$(" not in text
    assert "setPrefix(false)" in text


def test_hostile_names_never_become_markup() -> None:
    text = script(placed(small_release(), HOSTILE))
    assert "</" not in text
    assert "<img" not in text
    assert "innerHTML" not in text
    assert "\\u003cimg" in text


def test_one_marker_per_placed_village_and_indicator() -> None:
    county = placed(small_release())
    text = script(county)
    layers = [
        json.loads(marks) for marks in re.findall(r"gongshiMarks\(feature_group_layer\d+, \".*?\", (\[.*\])\);", text)
    ]
    assert [len(marks) for marks in layers] == [len(county.villages) - 1] * len(indicators(county))
    assert "CGCS2000" in text


def test_without_coordinates_there_is_no_map_but_a_grid_and_a_table() -> None:
    county = County.of(small_release())
    assert list(map_artifacts(county)) == []
    context = VIEWS["map"].page(county, "").context
    assert context["has_map"] is False
    assert len(context["rows"]) == len(county.villages)  # type: ignore[arg-type]
    assert all(len(grid.tiles) == len(county.villages) for grid in context["grids"])  # type: ignore[attr-defined]


def test_blanks_zero_and_bins_look_different() -> None:
    looks = [tuple(sorted(STYLES[css].items())) for css in (ZERO, *BLANK_CLASS.values())]
    assert len(set(looks)) == len(looks)
    bins = [STYLES[f"v{n}"] for n in range(1, 5)]
    assert [b["radius"] for b in bins] == sorted(b["radius"] for b in bins)


def test_bins_hold_every_value_and_the_legend_names_them() -> None:
    for indicator in indicators(placed(small_release())):
        named = {css for css, _ in indicator.legend()}
        for _, figure in indicator.values:
            assert indicator.css(figure) in named
            assert (indicator.css(figure) == ZERO) == (figure == 0)


def test_a_grid_per_kind_of_indicator() -> None:
    found = featured(indicators(placed(small_release())))
    assert [i.indicator_id for i in found] == ["received", "spent", "households", "collective-2014", "net-2014"]


def test_what_households_were_paid_is_a_layer_with_its_own_date() -> None:
    told = {("village", "DL01", ALL): (5_00, 5_00, 5_00, 4_00), ("village", "DL02", ALL): HIDDEN}
    release = with_money(small_release(), told, {"village": "2014-12-31"})
    layer = next(i for i in indicators(placed(release)) if i.indicator_id == "households")
    assert layer.title == "已发给农户（截至 2014-12-31）"
    assert dict(layer.values)["DL01"] == 4_00
    assert dict(layer.values)["DL02"] is Blank.WITHHELD
    assert layer.css(Blank.WITHHELD) == BLANK_CLASS[Blank.WITHHELD]
    assert not [i for i in indicators(placed(with_money(release, {}))) if i.indicator_id == "households"]


def test_names_in_the_script_are_stable() -> None:
    names = re.findall(r"(?m)^var (\w+_\w+) =", script(placed(small_release())))
    assert len(names) == len(set(names))
    assert not [name for name in names if re.search(r"[0-9a-f]{16}", name)]
