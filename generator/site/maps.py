"""The interactive map, made with folium and published as one script file: no tiles, no other host, no inline script.

Folium's own page asks four foreign networks for ten files and writes random ids and unescaped popups, so only the
script of a subclass is used; Leaflet itself comes from a wheel. Nothing else imports folium.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any, TypeVar

import folium
from folium.template import Template

from generator.base.blanks import Blank
from generator.base.pages import Artifact
from generator.site.county import County
from generator.site.indicators import Indicator, indicators, places
from generator.site.text import BLANK_CLASS, href

SCRIPT = "map/map.js"
LEAFLET = "assets/leaflet/"
LEAFLET_FILES = (
    "leaflet.js",
    "leaflet.css",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
)
"""What the page loads and what Leaflet's stylesheet names"""

E = TypeVar("E", bound=Any)

MAP_ID = "gongshi"
STYLES: dict[str, dict[str, Any]] = {
    "v0": {"radius": 5, "fill_color": "#ffffff"},
    "v1": {"radius": 6, "fill_color": "#d3e6de"},
    "v2": {"radius": 8, "fill_color": "#8fbfae"},
    "v3": {"radius": 10, "fill_color": "#3f8a75"},
    "v4": {"radius": 12, "fill_color": "#0f4034"},
    BLANK_CLASS[Blank.NOT_REPORTED]: {"radius": 7, "fill_color": "#ffffff", "dash_array": "2 3"},
    BLANK_CLASS[Blank.NOT_DUE]: {"radius": 7, "fill_color": "#ffffff", "dash_array": "6 3"},
    BLANK_CLASS[Blank.WITHHELD]: {"radius": 7, "fill_color": "#8a8f8d", "weight": 4},
    BLANK_CLASS[Blank.NOT_APPLICABLE]: {"radius": 4, "fill_color": "#ffffff", "weight": 1},
}
"""Size, lightness and outline all differ, so the map reads in black and white"""


class _Map(folium.Map):
    """A folium map without libraries, styles or tiles, whose name is stable and whose attribution is plain text."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 the attribute is folium's
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class _Start(folium.MacroElement):
    """Fits the villages, drops Leaflet's own attribution prefix and names the source as text."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}.attributionControl.setPrefix(false).addAttribution({{ this.credit|tojson }});
            {{ this._parent.get_name() }}.fitBounds({{ this.bounds|tojson }}, {padding: [24, 24]});
        {% endmacro %}
        """
    )

    def __init__(self, credit: str, bounds: list[list[float]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.credit, self.bounds = credit, bounds


class _VillageMarker(folium.CircleMarker):
    """A village as a circle; the popup is built from text nodes, so no value can become HTML."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.circleMarker(
                {{ this.location|tojson }}, {{ this.options|tojson }}
            ).bindPopup(function () {
                var box = document.createElement("div"), link = document.createElement("a");
                link.href = {{ this.address|tojson }};
                link.textContent = {{ this.name|tojson }};
                box.appendChild(link);
                box.appendChild(document.createElement("br"));
                box.appendChild(document.createTextNode({{ this.words|tojson }}));
                return box;
            }).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, at: tuple[float, float], style: dict[str, Any], address: str, name: str, words: str) -> None:
        super().__init__(at, color="#1e2926", fill=True, fill_opacity=0.9, **{"weight": 2, **style})
        self.address, self.name, self.words = address, name, words


class _Label(folium.MacroElement):
    """A township's name at the middle of its villages, as text."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = document.createElement("span");
            {{ this.get_name() }}.textContent = {{ this.name|tojson }};
            L.tooltip({{ this.at|tojson }}, {
                content: {{ this.get_name() }}, permanent: true,
                direction: "top", offset: [0, -14], className: "gs-map-label"
            }).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, at: tuple[float, float], name: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.at, self.name = at, name


def map_artifacts(county: County) -> Iterator[Artifact]:
    """The map's script and the Leaflet files that it needs; nothing when no village has coordinates."""
    at = places(county)
    if not at:
        return
    yield Artifact(path=SCRIPT, data=_script(county, at).encode())
    static = resources.files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    for name in LEAFLET_FILES:
        yield Artifact(path=LEAFLET + name, data=static.joinpath(name).read_bytes())


def _script(county: County, at: Mapping[str, tuple[float, float]]) -> str:
    """JavaScript of the map, the same bytes for the same county."""
    layers = indicators(county)
    drawn = _Map(location=_middle(at.values()), tiles=None, control_scale=True, zoom_snap=0.25)
    _named(drawn, MAP_ID)
    credit = f"坐标系 {county.programme.coordinate_system}；无底图"
    drawn.add_child(_named(_Start(credit, _bounds(at.values())), "start"))
    for number, indicator in enumerate(layers):
        drawn.add_child(_layer(county, indicator, number, at))
    for number, (name, where) in enumerate(_labels(county, at)):
        drawn.add_child(_named(_Label(where, name), f"label{number}"))
    on_phones: Any = folium.JsCode("window.innerWidth < 768")
    drawn.add_child(_named(folium.LayerControl(collapsed=on_phones), "layers"))
    page: Any = drawn.get_root()
    page.render()
    return "\n".join(line.strip() for line in page.script.render().splitlines() if line.strip()) + "\n"


def _layer(
    county: County, indicator: Indicator, number: int, at: Mapping[str, tuple[float, float]]
) -> folium.FeatureGroup:
    """One indicator as a base layer: exactly one is shown at a time, the first at the start."""
    layer = folium.FeatureGroup(name=indicator.title, overlay=False, show=number == 0)
    _named(layer, f"layer{number}")
    for place, (code, figure) in enumerate(indicator.values):
        if code in at:
            words = f"{indicator.title}：{indicator.words(figure)}"
            style = STYLES[indicator.css(figure)]
            marker = _VillageMarker(at[code], style, href("../", "villages", code), county.villages[code].name, words)
            layer.add_child(_named(marker, f"{number}_{place}"))
    return layer


def _named(element: E, name: str) -> E:
    """Folium draws a random id for every element; ours stay the same from build to build."""
    element._id = name
    return element


def _labels(county: County, at: Mapping[str, tuple[float, float]]) -> Iterator[tuple[str, tuple[float, float]]]:
    for code, township in county.townships.items():
        mine = [at[v.village_code] for v in county.villages_of.get(code, ()) if v.village_code in at]
        if mine:
            yield township.name, _middle(mine)


def _middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    found = tuple(points)
    return (round(sum(p[0] for p in found) / len(found), 6), round(sum(p[1] for p in found) / len(found), 6))


def _bounds(points: Iterable[tuple[float, float]]) -> list[list[float]]:
    found = tuple(points)
    south, north = min(p[0] for p in found), max(p[0] for p in found)
    west, east = min(p[1] for p in found), max(p[1] for p in found)
    return [[south, west], [north, east]]
