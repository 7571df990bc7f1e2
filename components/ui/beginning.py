"""The first files of a store: in which order they help, and what each switches on."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.plain import plain


@dataclass(frozen=True)
class Step:
    """A kind of file. key: its words in the groups ``begin_*``; subjects: of the files that bring it; shown_on: the
    page where it is seen first."""

    key: str
    subjects: tuple[str, ...]
    shown_on: str


#: In the order in which they help most: nothing is on a map without markets.
STEPS = (
    Step("markets", ("market",), "map"),
    Step("boundaries", ("boundary",), "map"),
    Step("payments", ("payment",), "payments"),
    Step("foreign", ("foreign_payment",), "tourists"),
    Step("stores", ("store", "channel_use", "store_item"), "adoption"),
    Step("programmes", ("programme",), "programmes"),
)


def show_short(t: Translator) -> None:
    """What each file switches on, for a store that holds nothing yet."""
    told = [[f"{number}. {t(f'begin_step.{step.key}')}", t(f"begin_file.{step.key}"), t(f"begin_shows.{step.key}")]
            for number, step in enumerate(STEPS, start=1)]  # fmt: skip
    heads = [t("begin.step"), t("begin.file"), t("begin.shows")]
    table = pd.DataFrame([[plain(text) for text in line] for line in told], columns=heads)
    st.table(table, hide_index=True, border="horizontal", alt=t("begin.short"))
