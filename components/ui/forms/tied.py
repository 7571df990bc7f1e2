"""What only the browser can set: which field a complaint belongs to, for those who hear the page."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.text import Translator


@cache
def _component() -> Any:
    script = Path(__file__).with_name("tied.js").read_text("utf-8")
    return st.components.v2.component("jangteo_tied", js=script, isolate_styles=False)


def tie(wrong: Mapping[str, bool], t: Translator) -> None:
    """Mark these fields as invalid and described by the words below them."""
    _component()(data={"wrong": sorted(wrong)}, key=f"tied-{t.lang}")
