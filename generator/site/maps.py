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
OUTLINE = {"color": "#1e2926", "fill": True, "fillOpacity": 0.9, "weight": 2}
STYLES: dict[str, dict[str, Any]] = {
    "v0": {"radius": 5, "fillColor": "#ffffff"},
    "v1": {"radius": 6, "fillColor": "#d3e6de"},
    "v2": {"radius": 8, "fillColor": "#8fbfae"},
    "v3": {"radius": 10, "fillColor": "#3f8a75"},
    "v4": {"radius": 12, "fillColor": "#0f4034"},
    BLANK_CLASS[Blank.NOT_REPORTED]: {"radius": 7, "fillColor": "#ffffff", "dashArray": "2 3"},
    BLANK_CLASS[Blank.NOT_DUE]: {"radius": 7, "fillColor": "#ffffff", "dashArray": "6 3"},
    BLANK_CLASS[Blank.WITHHELD]: {"radius": 7, "fillColor": "#8a8f8d", "weight": 4},
    BLANK_CLASS[Blank.NOT_APPLICABLE]: {"radius": 4, "fillColor": "#ffffff", "weight": 1},
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


class _Villages(folium.MacroElement):
    """Every village once, and how it is marked; the popup is built from text nodes, so no value becomes HTML."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var gongshiVillages = {{ this.villages|tojson }};
            var gongshiStyles = {{ this.styles|tojson }};
            function gongshiPopup(village, words) {
                return function () {
                    var box = document.createElement("div"), link = document.createElement("a");
                    link.href = village[3];
                    link.textContent = village[2];
                    box.appendChild(link);
                    box.appendChild(document.createElement("br"));
                    box.appendChild(document.createTextNode(words));
                    return box;
                };
            }
            function gongshiMarks(layer, title, marks) {
                marks.forEach(function (mark) {
                    var village = gongshiVillages[mark[0]];
                    L.circleMarker([village[0], village[1]], gongshiStyles[mark[1]])
                        .bindPopup(gongshiPopup(village, title + mark[2])).addTo(layer);
                });
            }
        {% endmacro %}
        """
    )

    def __init__(self, villages: list[tuple[float, float, str, str]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.villages = villages
        self.styles = {name: {**OUTLINE, **style} for name, style in STYLES.items()}


class _Marks(folium.MacroElement):
    """The marks of one layer as data: an element per village would cost folium three milliseconds each."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            gongshiMarks({{ this._parent.get_name() }}, {{ this.title|tojson }}, {{ this.marks|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, title: str, marks: list[tuple[int, str, str]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.title, self.marks = title, marks


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
    drawn.add_child(_named(_Villages(_villages(county, at)), "villages"))
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
    order = {code: index for index, code in enumerate(at)}
    marks = [(order[code], indicator.css(f), indicator.words(f)) for code, f in indicator.values if code in at]
    layer.add_child(_named(_Marks(f"{indicator.title}：", marks), f"marks{number}"))
    return layer


def _villages(county: County, at: Mapping[str, tuple[float, float]]) -> list[tuple[float, float, str, str]]:
    """(latitude, longitude, name, address) of every village with coordinates, in the order of `at`."""
    return [(*where, county.villages[code].name, href("../", "villages", code)) for code, where in at.items()]


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
