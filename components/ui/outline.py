"""The parts of a long page, behind a button in its head bar: no page longer than three screens is without an index.

The browser lists the page's headings by itself, so nothing is sent for it when a filter changes.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.text import Translator

HERE = Path(__file__).parent
HTML = '<details class="jt-outline" hidden><summary></summary><nav><ol></ol></nav></details>'


@cache
def _component() -> Any:
    css, js = ((HERE / f"outline.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component("jangteo_outline", html=HTML, css=css, js=js, isolate_styles=False)


def show(t: Translator) -> None:
    """Offer the list of parts where a page has many."""
    _component()(key=f"outline-{t.lang}", data={"title": t("frame.outline"), "label": t("frame.outline_label")})
