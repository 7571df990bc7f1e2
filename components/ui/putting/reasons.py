"""Refusals as they stand in the store, in words."""

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.plain import plain
from data.importing.history import from_json
from data.importing.report import UnreadColumn, unread_words
from data.messages import say

MOST_SHOWN = 500


def in_words(rows: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """Columns row, column, value and reason with their heads in the reader's language; at most 500 rows."""
    some = rows.head(MOST_SHOWN)
    return pd.DataFrame(
        {
            t("imports.row"): some["row"].to_numpy(),
            t("imports.column"): some["column"].to_numpy(),
            t("imports.value"): some["value"].to_numpy(),
            t("imports.reason"): [
                say(f"reason.{reason}", t.lang, **from_json(fields))
                for reason, fields in zip(some["reason"], some["fields"], strict=True)
            ],
        }
    )


def blanked_in(note: str) -> pd.DataFrame:
    """The cells left blank that the history tells (``note`` of the table ``import``), as ``in_words`` takes them."""
    return pd.DataFrame(json.loads(note or "{}").get("blanked", []))


def show_blanked(rows: pd.DataFrame, t: Translator) -> None:
    """Cells that could not be read while their rows were kept; nothing where there are none."""
    if len(rows):
        st.markdown(t("imports.blanked_title"))
        st.dataframe(in_words(rows, t), hide_index=True, alt=t("imports.blanked_title"))


def unread_in(note: str) -> list[UnreadColumn]:
    """The columns that were not read, as the history tells them (``note`` of the table ``import``)."""
    return [UnreadColumn(*told) for told in json.loads(note or "{}").get("unread", [])]


def show_unread(columns: Sequence[UnreadColumn], t: Translator) -> None:
    """What was not read: a warning where a column may be meant for one that is kept, small print for the others."""
    near, others = unread_words(columns, t.lang)
    for sentence in near:
        st.warning(plain(sentence), icon=":material/view_column:")
    if others:
        st.caption(plain(others))


def whole_refusal(note: str, t: Translator) -> str:
    """Why a file was refused whole, '' where it was not (``note`` of the table ``import``)."""
    told = json.loads(note or "{}")
    return say(told["key"], t.lang, **from_json(json.dumps(told.get("fields", {})))) if "key" in told else ""
