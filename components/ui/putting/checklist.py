"""The list over the imports page: which of the first files are there, which are not, and what each would switch on."""

from dataclasses import dataclass

import streamlit as st

from components.formatting import whole
from components.text import Translator
from components.text.editions import editions_in_words
from components.ui import frame
from components.ui.beginning import STEPS, Step
from components.ui.load import has_store, kept, load
from components.ui.plain import plain
from data.answer import Answer
from data.queries import sources


@dataclass(frozen=True)
class Found:
    """What the store holds of a step: newest edition and rows of real files, "" and 0 where there are none; whether
    example files stand in their place."""

    edition: str = ""
    row_count: int = 0
    is_there: bool = False
    is_example: bool = False


def show_checklist(t: Translator) -> None:
    """The list: open while something is missing."""
    found = kept(_found, load(sources.editions)) if has_store() else [Found()] * len(STEPS)
    there = sum(one.is_there for one in found)
    title = t("begin.all" if there == len(STEPS) else "begin.title", there=there, count=len(STEPS))
    with st.expander(title, expanded=there < len(STEPS), icon=":material/checklist:"):
        st.caption(t("begin.help"))
        with st.grid(3, min_column_width=240):
            for number, (step, one) in enumerate(zip(STEPS, found, strict=True), start=1):
                _card(number, step, one, t)


def _found(editions: Answer) -> list[Found]:
    """One for each step, in their order."""
    rows, is_example = editions.rows, editions.rows["is_example"].astype(bool)
    made = []
    for step in STEPS:
        ours = rows["subject"].isin(step.subjects)
        real = rows[ours & ~is_example]
        if real.empty:
            made.append(Found(is_example=bool(ours.any())))
        else:
            made.append(Found(str(real["edition"].max()), int(real["row_count"].sum()), is_there=True))
    return made


def _card(number: int, step: Step, found: Found, t: Translator) -> None:
    """One step: there or not, in words and by a sign; what it shows or would show; the way there."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        sign = ":material/check_circle:" if found.is_there else ":material/radio_button_unchecked:"
        st.markdown(f"{sign} **{number}. {t(f'begin_step.{step.key}')}**")
        st.caption(plain(_state(found, step, t)))
        st.markdown(f"{t('begin.shows')}: {t(f'begin_shows.{step.key}')}")
        if found.is_there or found.is_example:
            frame.go_link(step.shown_on, t("begin.see"))


def _state(found: Found, step: Step, t: Translator) -> str:
    if found.is_there:
        edition = editions_in_words(found.edition, (), t)
        return t("begin.there", edition=edition, rows=whole(found.row_count))
    missing = t("begin.missing", file=t(f"begin_file.{step.key}"))
    return f"{t('begin.example')} {missing}" if found.is_example else missing
