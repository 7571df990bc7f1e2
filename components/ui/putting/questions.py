"""Is this row of the register that market? Asked of a person, one pair at a time, and remembered."""

import streamlit as st

from components.text import Translator
from components.ui.load import load
from components.ui.plain import plain
from components.ui.viewing import viewer
from data.identity import decide
from data.queries import markets

MOST_ASKED = 10


def ask_identities(t: Translator) -> None:
    """The open questions, the likeliest pairs first."""
    rows = load(markets.questions).rows
    if rows.empty:
        return
    st.subheader(t("identity.title", count=len(rows)), anchor=False)
    st.caption(t("identity.help"))
