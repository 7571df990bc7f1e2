"""The address of a view: every choice of the reader as plain words, so that a link reopens the same view.

The address is the only state there is: widgets are filled from it before they are drawn and write to it when changed.
(Streamlit's own ``bind="query-params"`` writes the *shown* option, so a link would break when the language changes.)
"""

from collections.abc import Iterable
from typing import Any

import streamlit as st

#: What goes along from page to page, in the order in which it stands in an address.
CARRIED = (
    "lang", "sido", "sigungu", "kind", "methods", "period", "start", "end", "base", "market_id", "peers", "basis",
    "spans",
)  # fmt: skip


def word(name: str, default: str = "") -> str:
    """What the address says for that name."""
    return str(st.query_params.get(name, default))


def choose(name: str, value: str, default: str = "") -> None:
    """Write a choice into the address; a default is left out of it."""
    if value == default or value == "":
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def forget(*names: str) -> None:
    """Take choices out of the address."""
    for name in names:
        st.query_params.pop(name, None)


def carried(**changes: str | None) -> dict[str, str]:
    """The choices that a link to another page takes along; None in ``changes`` leaves one out."""
    said = st.query_params.to_dict()
    kept: dict[str, str | None] = {name: said.get(name) for name in CARRIED}
    kept.update(changes)
    return {name: value for name, value in kept.items() if value}


def allowed(name: str, options: Iterable[Any], default: str = "") -> str:
    """The address's word if it is one of the options, else the default: a forged or outdated link never fails."""
    said = word(name, default)
    return said if said in {str(option) for option in options} else default


def key(name: str) -> str:
    """Session key of the widget for a name. A new one per language: the shown options are part of a widget."""
    return f"{name}:{word('lang', 'ko')}"


def fill(name: str, value: Any) -> str:
    """Put a value into the widget of that name before it is drawn; returns its key."""
    st.session_state[key(name)] = value
    return key(name)


def from_widget(name: str, default: str = "", clears: tuple[str, ...] = ()) -> None:
    """Callback of a changed widget: its value goes into the address, choices that depended on it are forgotten."""
    value = st.session_state.get(key(name))
    text = ",".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value or "")
    choose(name, text, default)
    forget(*clears)
