"""Refusals as they stand in the store, in words."""

import json

import pandas as pd
import streamlit as st

from components.text import Translator
from data.importing.history import from_json
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


def whole_refusal(note: str, t: Translator) -> str:
    """Why a file was refused whole, '' where it was not (``note`` of the table ``import``)."""
    told = json.loads(note or "{}")
    return say(told["key"], t.lang, **from_json(json.dumps(told.get("fields", {})))) if "key" in told else ""
