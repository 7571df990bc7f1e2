"""The list over the imports page: which of the first files are there, which are not, and what each would switch on."""

import pandas as pd
import streamlit as st

from components.formatting import whole
from components.text import Translator
from components.text.editions import editions_in_words
from components.ui import frame
from components.ui.beginning import STEPS, Step
from components.ui.load import has_store, load
from components.ui.plain import plain
from data.queries import sources


def show_checklist(t: Translator) -> None:
    """The list: open while something is missing."""
    rows = _editions()
    there = sum(not _real(rows, step).empty for step in STEPS)
    title = t("begin.all" if there == len(STEPS) else "begin.title", there=there, count=len(STEPS))
    with st.expander(title, expanded=there < len(STEPS), icon=":material/checklist:"):
        st.caption(t("begin.help"))
        with st.grid(3, min_column_width=240):
            for number, step in enumerate(STEPS, start=1):
                _card(number, step, rows, t)


def _editions() -> pd.DataFrame:
    return load(sources.editions).rows if has_store() else pd.DataFrame(columns=["subject", "is_example"])


def _real(rows: pd.DataFrame, step: Step) -> pd.DataFrame:
    return rows[rows["subject"].isin(step.subjects) & ~rows["is_example"].astype(bool)]


def _card(number: int, step: Step, rows: pd.DataFrame, t: Translator) -> None:
    """One step: there or not, in words and by a sign; what it shows or would show; the way there."""
    real = _real(rows, step)
    is_example = real.empty and rows["subject"].isin(step.subjects).any()
    with st.container(border=True, height="stretch", gap="xsmall"):
        sign = ":material/check_circle:" if len(real) else ":material/radio_button_unchecked:"
        st.markdown(f"{sign} **{number}. {t(f'begin_step.{step.key}')}**")
        st.caption(plain(_state(real, bool(is_example), step, t)))
        st.markdown(f"{t('begin.shows')}: {t(f'begin_shows.{step.key}')}")
        if len(real) or is_example:
            frame.go_link(step.shown_on, t("begin.see"))


def _state(real: pd.DataFrame, is_example: bool, step: Step, t: Translator) -> str:
    if real.empty:
        missing = t("begin.missing", file=t(f"begin_file.{step.key}"))
        return f"{t('begin.example')} {missing}" if is_example else missing
    newest = real.sort_values("edition").iloc[-1]
    edition = editions_in_words(str(newest["edition"]), (), t)
    return t("begin.there", edition=edition, rows=whole(int(real["row_count"].sum())))
