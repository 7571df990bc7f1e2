"""What of sign-in stands on the screen: who looks, the way in and out, why a program may not answer."""

from html import escape

import streamlit as st

from components.text import Translator
from components.ui.filters import region_names
from components.ui.plain import plain
from components.ui.signing import starting, who
from components.ui.signing.settings import ONLY, settings
from data.codes import Role


def stop_if_refused() -> None:
    """End the run with why nothing is shown, in every language; nothing of the store is read."""
    if not who.is_refused():
        return
    keys = starting.refusals(starting.address(), settings()) or ["connection"]
    for sentence in starting.sentences(keys, starting.address()):
        st.error(plain(sentence), icon=":material/lock:")
    st.stop()


def note_sign_in() -> None:
    """Once for each session of a person who signed in: into the log."""
    who.note_sign_in()


def show(t: Translator) -> None:
    """Who looks, and the way in or out."""
    found = who.standing()
    if found.how == who.SIGNED:
        _signed(found, t)
    else:
        _say(t("frame.local_officer") if found.how == who.LOCAL else t(f"signing.{found.how}"))
    if found.how == who.GUEST:
        _ways_in(t)


def _signed(found: who.Standing, t: Translator) -> None:
    viewer = found.viewer
    is_regional = viewer.role is Role.OFFICER and viewer.region_codes
    what = "signing.as_regional" if is_regional else f"signing.as_{viewer.role}"
    regions = ", ".join(name for code, name in region_names(t).items() if code in viewer.region_codes)
    _say(t(what, name=viewer.name, regions=regions, count=len(viewer.market_ids)))
    if not found.has_account and viewer.role is Role.PUBLIC:
        _say(t("signing.no_account"))
    if settings().providers and st.user.get("is_logged_in"):
        st.button(t("signing.out"), icon=":material/logout:", type="tertiary", key="sign-out", on_click=st.logout)


def _say(words: str) -> None:
    """Small print without Markdown: an e-mail address would become a link."""
    st.html(f'<p class="jt-who">{escape(words)}</p>')


def _ways_in(t: Translator) -> None:
    """A button for each provider; where a proxy signs people in, it has not, and a page cannot."""
    for name in settings().providers:
        label = t("signing.in") if name == ONLY else t("signing.in_with", provider=plain(name))
        if st.button(label, icon=":material/login:", key=f"sign-in-{name}"):
            st.login(None if name == ONLY else name)
