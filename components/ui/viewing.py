"""Who looks, and how the screen looks: viewer, language, light or dark."""

import streamlit as st

from components.exhibit import Exhibit
from components.text import LANGUAGES, Translator, translator
from components.theme import Scheme, scheme
from components.ui import address
from components.ui.signing import who
from data.disclosure import Viewer

_PAGE = "page_that_is_drawn"
_SHOWN = "figures_of_the_page"


def viewer() -> Viewer:
    """Who looks: this machine's officer, a person who signed in, or the public (``components.ui.signing.who``)."""
    return who.standing().viewer


def opened(slug: str) -> None:
    """Note which page is being drawn."""
    st.session_state[_PAGE] = slug
    st.session_state[_SHOWN] = {}


def page() -> str:
    """Slug of the page that is being drawn."""
    return str(st.session_state.get(_PAGE, ""))


def showed(name: str, exhibit: Exhibit) -> None:
    """Note that a figure stands on the page under that name."""
    st.session_state.setdefault(_SHOWN, {})[name] = exhibit


def shown_here() -> list[Exhibit]:
    """Every figure that the page has shown so far, in its order."""
    return list(st.session_state.get(_SHOWN, {}).values())


def language() -> str:
    """Language of the address; Korean where it names none."""
    return address.allowed("lang", LANGUAGES, LANGUAGES[0])


def words() -> Translator:
    """Translator of the reader's language."""
    return translator(language())


def colours() -> Scheme:
    """Colours of the scheme the browser shows."""
    return scheme(st.context.theme.type)
