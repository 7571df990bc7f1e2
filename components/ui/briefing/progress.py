"""How far the making of figures is, as a bar."""

import streamlit as st

from components.text import Translator
from components.ui.briefing.remaking import Progress


def making(t: Translator) -> Progress:
    """A bar on the page, and who moves it: (figures made, all)."""
    bar = st.progress(0.0, t("briefing.making"))

    def move(done: int, of: int) -> None:
        bar.progress(done / of, t("briefing.making_of", done=done, of=of))

    return move
