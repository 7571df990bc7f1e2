"""Programmes behind the trends of a page: one switch in the address, off unless asked for."""

import streamlit as st

from components.charts.spans import with_spans
from components.exhibit import Exhibit
from components.text import Translator
from components.ui import address
from components.ui.load import load
from data.choice import Choice
from data.queries import programmes

ON = "1"


def switch(choice: Choice, t: Translator) -> Choice | None:
    """The switch; the place whose programmes are drawn while it is on, else None.

    Nothing is drawn where the place has no programme with a known day.
    """
    place = choice.but(start=None, end=None, methods=(), kind=None, programme=None)
    if load(programmes.spans, place).is_empty:
        return None
    is_on = address.word("spans") == ON
    st.toggle(
        t("filter.spans"),
        key=address.fill("spans", is_on),
        on_change=_turned,
        args=(address.key("spans"),),
        help=t("filter.spans_help"),
    )
    return place if is_on else None


def _turned(key: str) -> None:
    address.choose("spans", ON if st.session_state.get(key) else "")


def over(exhibit: Exhibit, place: Choice | None, t: Translator) -> Exhibit:
    """The exhibit with the programmes of the place behind it; as it is where place is None."""
    return exhibit if place is None else with_spans(exhibit, load(programmes.spans, place).rows, t)
