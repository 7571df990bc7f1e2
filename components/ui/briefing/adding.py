"""Puts a panel's figure into a briefing: the one in hand, another one, or a new one."""

import streamlit as st

from components.exhibit import Exhibit
from components.exports.frozen import frozen
from components.text import Translator
from components.ui import viewing
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.seeing import may_write
from components.ui.plain import plain
from components.ui.twin import name
from data import briefings
from data.briefings import Slide
from data.errors import JangteoError
from data.messages import say_error

#: Session key of the briefing that figures go into, so that ten figures need ten presses and no more.
IN_HAND = "briefing_in_hand"


def button(exhibit: Exhibit, t: Translator) -> None:
    """The button of a panel; nothing for those who keep no briefings, or when there is nothing to show."""
    if not may_write() or exhibit.is_empty:
        return
    pressed = st.button(
        t("briefing.add"), icon=":material/add_to_photos:", type="tertiary", key=f"brief-{name(exhibit)}"
    )
    if pressed:
        st.dialog(t("briefing.add_title"), icon=":material/add_to_photos:")(_choose)(exhibit, t)


def _choose(exhibit: Exhibit, t: Translator) -> None:
    key = f"brief-{name(exhibit)}"
    st.markdown(plain(exhibit.title))
    known = [one for one in briefings.briefings() if may_write(one.briefing_code)]
    codes = [one.briefing_code for one in known]
    names = {one.briefing_code: one.briefing_name for one in known}
    in_hand = st.session_state.get(IN_HAND)
    chosen = st.selectbox(
        t("briefing.into"),
        [*codes, ""],
        index=codes.index(in_hand) if in_hand in codes else 0,
        format_func=lambda code: names.get(code, t("briefing.new")),
        key=f"{key}-which",
    )
    called = "" if chosen else st.text_input(t("briefing.name"), key=f"{key}-name", max_chars=60)
    if st.button(t("briefing.put"), key=f"{key}-put", disabled=not (chosen or (called or "").strip())):
        _put(exhibit, chosen or "", (called or "").strip(), t)


def _put(exhibit: Exhibit, code: str, called: str, t: Translator) -> None:
    recipe = Recipe.of(viewing.page(), st.query_params.to_dict(), name(exhibit))
    slide = Slide(
        heading=exhibit.title,
        sentences=(exhibit.finding,) if exhibit.finding else (),
        recipe=recipe.text(),
        address=recipe.address(t.lang),
        exhibit=frozen(exhibit),
    )
    try:
        code = code or briefings.create(called, "free", t.lang, viewing.viewer().name)
        count = briefings.add(code, slide)
    except JangteoError as problem:
        st.error(say_error(problem, t.lang))
        return
    st.session_state[IN_HAND] = code
    st.success(t("briefing.added", number=count), icon=":material/check:")
