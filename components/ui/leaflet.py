"""A folium map on the page as ``st_folium`` puts it there, without writing it anew for every run.

What is below the markets follows from words, colours and backdrop alone, and of a layer only its content changes: the
rest is written once. ``st_folium`` itself compiles eleven templates a run, a quarter of a page with a map.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import folium
import streamlit as st
import streamlit_folium
from markupsafe import Markup

from components.maps.markets import RETURNED
from components.maps.offline import OfflineMap, base_map
from components.ui.load import kept

#: Stands for the content while a layer's script is written; nothing of folium spells like it.
_CONTENT = "jangteolayercontent"


class Layer(Protocol):
    """A layer of ``components.maps``: a folium feature group made of its content alone."""

    content: Markup


@dataclass(frozen=True)
class _Base:
    """What the browser needs of a map without its layer."""

    script: str
    header: str
    html: str
    map_id: str


def show(layer: Layer, *, height: int, key: str, **look: Any) -> dict[str, Any] | None:
    """Draw a layer over ``base_map(**look)``; returns what was last pressed in it. height: in pixels."""
    base = kept(_base, **look)
    before, after = kept(_round, type(layer))
    told_as = streamlit_folium.generate_js_hash(base.script, key, False)

    def note() -> None:
        st.session_state[key] = st.session_state.get(told_as, {})

    found: dict[str, Any] | None = streamlit_folium._component_func(
        script=base.script,
        header=base.header,
        html=base.html,
        id=base.map_id,
        key=told_as,
        height=height,
        width=None,
        returned_objects=list(RETURNED),
        default=dict.fromkeys(RETURNED),
        zoom=None,
        center=None,
        feature_group=f"{before}{layer.content}{after}",
        return_on_hover=False,
        layer_control=None,
        pixelated=False,
        css_links=[address for _, address in OfflineMap.default_css],
        js_links=[address for _, address in OfflineMap.default_js],
        on_change=note,
        wrap_longitude=False,
    )
    return found


def _base(**look: Any) -> _Base:
    drawn = base_map(**look)
    drawn.get_root().render()
    html, header = streamlit_folium._get_html(drawn), streamlit_folium._get_header(drawn)
    script = streamlit_folium._get_map_string(drawn)
    return _Base(script, header, html, streamlit_folium.get_full_id(drawn))


def _round(layer: type) -> tuple[str, str]:
    """What stands before and after the content of such a layer in its script."""
    empty: Any = object.__new__(layer)
    folium.FeatureGroup.__init__(empty)
    empty._name, empty.content = "FeatureGroup", Markup(_CONTENT)
    written: str = streamlit_folium._get_feature_group_string(empty, map=folium.Map(tiles=None))
    before, after = written.split(_CONTENT)
    return before, after
