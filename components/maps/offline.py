"""A folium map that asks no outside host: Leaflet from the installed package, the rest from ``static``.

The app has to serve two folders (addresses are relative to st_folium's frame, so they hold under any base path)::

    Mount("/assets/leaflet", StaticFiles(directory=xstatic.pkg.leaflet.BASE_DIR))
    Mount("/assets/maps", StaticFiles(directory=components.maps.offline.STATIC))

``st_folium`` runs its script with eval, so a Content-Security-Policy needs 'unsafe-eval' for its frame.
"""

import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any, ClassVar

import folium
from folium.template import Template
from markupsafe import Markup

from components.maps.layout import tiles
from components.text.translator import Translator
from components.theme import FONT_STACK, Scheme

STATIC = Path(__file__).parent / "static"
LEAFLET_ADDRESS = "../../assets/leaflet"
STATIC_ADDRESS = "../../assets/maps"
OUTLINE_ADDRESS = f"{STATIC_ADDRESS}/outline_sido.geojson"
#: A brace that opens a Jinja tag; in JSON it can only stand inside a string.
_TEMPLATE_TAG = re.compile(r"\{(?=[{%#])")
#: Korea with its islands: south-west and north-east corner, latitude before longitude.
KOREA = ((33.0, 124.4), (38.7, 131.1))


def embedded(value: Any) -> Markup:
    """A value as JSON that stays inert in a script element and in all that folium and st_folium do to a script.

    branca reads a finished script as a Jinja template once more (a market called ``{{ ... }}`` would be run on the
    server), st_folium puts it through innerHTML and rewrites ``_name`` in it. So markup signs, quotes, underscores and
    the brace that opens a template tag are written as escapes. What JavaScript reads is the value as it was.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&'_\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(_TEMPLATE_TAG.sub(r"\\u007b", text))


def _versioned(name: str) -> str:
    """Address of a static file that changes with its content, so that an upgrade is seen at once."""
    return f"{STATIC_ADDRESS}/{name}?{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]}"


class OfflineMap(folium.Map):  # type: ignore[misc]
    """An empty map of Korea, with a backdrop of shapes and, if asked for, tiles of the reader's own server."""

    default_js: ClassVar[list[tuple[str, str]]] = [
        ("leaflet", f"{LEAFLET_ADDRESS}/leaflet.js"),
        ("jangteo", _versioned("market_map.js")),
        ("jangteo_regions", _versioned("region_map.js")),
        ("jangteo_catchment", _versioned("catchment_map.js")),
    ]
    default_css: ClassVar[list[tuple[str, str]]] = [
        ("leaflet_css", f"{LEAFLET_ADDRESS}/leaflet.css"),
        ("jangteo_css", _versioned("market_map.css")),
    ]

    def __init__(self, settings: dict[str, Any], tile_url: str | None, tile_attribution: str) -> None:
        super().__init__(
            location=[36.2, 127.9],
            zoom_start=7,
            tiles=None,
            zoom_control=False,
            prefer_canvas=True,
            attributionControl=True,
            zoomSnap=0.25,
        )
        self.options.update(minZoom=6, maxZoom=17)
        if tile_url:
            folium.TileLayer(tile_url, attr=html.escape(tile_attribution) or " ", max_zoom=17).add_to(self)
        self.add_child(_Setting(settings))


class _Setting(folium.MacroElement):  # type: ignore[misc]
    """Language, colours and backdrop of the map, handed to ``jangteo.open``."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "jangteo.open({{ this._parent.get_name() }}, {{ this.settings }});"
        "{% endmacro %}"
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Setting"
        self.settings = embedded(settings)


def base_map(
    *,
    t: Translator,
    scheme: Scheme,
    label: str,
    shapes: str | dict[str, Any] = OUTLINE_ADDRESS,
    shapes_attribution: str | None = None,
    coloured: bool = False,
    lines: str | None = None,
    tile_url: str | None = None,
    tile_attribution: str = "",
) -> OfflineMap:
    """The map below the markets. It does not depend on the rows, so that a filter change keeps it in the browser.

    label: what the map shows, for screen readers; one that changed with the measure would make the browser begin anew.
    shapes: GeoJSON below the markets, as an address (fetched once by the browser) or as a small dictionary; without an
    imported boundary file the outline that comes with the product.
    shapes_attribution: who made them, as text. coloured: a region layer will colour the shapes, so they are fetched,
    not drawn. lines: address of shapes whose borders are drawn above (provinces over their cities). tile_url:
    background tiles (``{z}/{x}/{y}``), off unless configured.
    """
    colours = {"paper": scheme.paper, "ink": scheme.ink, "quiet": scheme.quiet_ink, "grid": scheme.grid}
    credit = t("map.outline_source") if shapes == OUTLINE_ADDRESS else ""
    settings = {
        "colours": {**colours, "missing": scheme.missing, "accent": scheme.accent},
        "font": FONT_STACK,
        "label": t("map.region_shapes" if coloured else "map.region", label=label),
        "lang": t.lang,
        "shapes": shapes,
        "dark": scheme.name == "dark",
        "credit": shapes_attribution if shapes_attribution is not None else credit,
        "tiled": bool(tile_url),
        "coloured": coloured,
        "lines": lines,
        "names": [[*(tile.name_place or ()), tile.labels[t.lang]] for tile in tiles("sido")],
        "zoomIn": t("map.zoom_in"),
        "zoomOut": t("map.zoom_out"),
        "wheelHint": t("map.wheel_hint"),
        "touchHint": t("map.touch_hint"),
        "korea": KOREA,
    }
    return OfflineMap(settings, tile_url, tile_attribution)
