"""The map is handed to the browser as ``st_folium`` itself would hand it."""

import re
from typing import Any

import pytest
import streamlit_folium
from markupsafe import Markup

from components.maps.catchment import CatchmentLayer
from components.maps.markets import RETURNED, MarketLayer
from components.maps.offline import base_map, embedded
from components.maps.regions import RegionLayer
from components.text import translator
from components.theme import DARK, LIGHT
from components.ui import leaflet

CONTENT = {"name": "{{ 7 * 7 }} <b>'시장'</b> map_div _a1", "levels": [1, 2]}
LAYERS = [MarketLayer(embedded(CONTENT)), RegionLayer(CONTENT), CatchmentLayer(CONTENT)]
LOOKS: list[dict[str, Any]] = [
    {"t": translator("ko"), "scheme": LIGHT, "label": "전통시장"},
    {"t": translator("en"), "scheme": DARK, "label": "Markets", "shapes": "../a.json", "coloured": True, "lines": "b"},
    {
        "t": translator("ko"),
        "scheme": LIGHT,
        "label": "전통시장",
        "tile_url": "/{z}/{x}/{y}.png",
        "tile_attribution": "국토",
    },
]


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **told: heard.append(told))
    return heard


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: type(layer).__name__)
def test_the_browser_is_told_what_st_folium_tells_it(layer: Any, look: dict[str, Any], handed: list[Any]) -> None:
    leaflet.show(layer, height=300, key="m", **look)
    leaflet.show(layer, height=300, key="m", **look)
    streamlit_folium.st_folium(
        base_map(**look), feature_group_to_add=layer, returned_objects=list(RETURNED), height=300,
        use_container_width=True, key="m",
    )  # fmt: skip
    first, again, theirs = (_told(one) for one in handed)
    assert first == again == theirs
    assert Markup(embedded(CONTENT)) in handed[0]["feature_group"]


def test_another_look_and_another_key_begin_anew(handed: list[Any]) -> None:
    layer = LAYERS[0]
    for look in LOOKS[:2]:
        leaflet.show(layer, height=300, key="m", **look)  # type: ignore[arg-type]
    leaflet.show(layer, height=300, key="n", **LOOKS[0])  # type: ignore[arg-type]
    assert len({one["key"] for one in handed}) == 3


def _told(handed: dict[str, Any]) -> dict[str, Any]:
    """Without what is new at every run: the number that folium gives a map and its parts, and the callback."""
    return {name: _plain(value) for name, value in handed.items() if name != "on_change"}


def _plain(value: Any) -> Any:
    return re.sub(r"[0-9a-f]{32}", "N", value) if isinstance(value, str) else value
