"""The tile map on the screen: an SVG of our own, there before any library, chosen from by pointer and keyboard."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.maps.layout import Level, tile_of

HERE = Path(__file__).parent
HTML = """<div class="jt-tiles" role="group"><div class="jt-drawn"></div>
<div class="jt-tip" aria-hidden="true" hidden><b></b><span></span></div></div>"""


@cache
def _component() -> Any:
    css, js = ((HERE / f"tiles.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component("jangteo_tiles", html=HTML, css=css, js=js, isolate_styles=False)


def show(map_of_tiles: str, alt: str, key: str, level: Level, choose: Callable[[str], None]) -> None:
    """Draw a map of ``components.maps.tiles``; ``choose`` is called with the code of the tile that was pressed."""

    def pressed() -> None:
        code = str(st.session_state[key].get("pressed") or "")
        if code in tile_of(level):  # it comes from a browser
            choose(code)

    told = json.dumps({"alt": alt, "map": map_of_tiles}, ensure_ascii=False)
    _component()(key=key, data=told.encode(), on_pressed_change=pressed)
