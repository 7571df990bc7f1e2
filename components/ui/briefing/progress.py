"""How far the making of figures or of a file is, as a bar."""

from typing import Any

import streamlit as st

from components.text import Translator
from components.ui.briefing.remaking import Progress


def making(t: Translator) -> Progress:
    """A bar on the page for figures, and who moves it: (figures made, all)."""
    return bar(t, st, "briefing.making_of")


def bar(t: Translator, place: Any, words: str) -> Progress:
    """A bar in that place, and who moves it: (done, all). words: key of what it says."""
    drawn = place.progress(0.0, t("briefing.making"))

    def move(done: int, of: int) -> None:
        drawn.progress(done / of, t(words, done=done, of=of))

    return move
