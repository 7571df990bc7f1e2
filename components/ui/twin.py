"""The table twin of an exhibit: the same rows, readable by keyboard and screen reader, sortable, with units in the heads."""

from typing import Any

import pandas as pd
import streamlit as st

from components.exhibit import Column, Exhibit
from components.text import Translator

TALLEST_PX = 420


def table(exhibit: Exhibit, t: Translator) -> None:
    """Draw the rows of an exhibit as a table."""
    shown = exhibit.rows[[column.name for column in exhibit.columns]].copy()
    for column in exhibit.columns:
        if column.unit in ("share", "change"):
            shown[column.name] = pd.to_numeric(shown[column.name]) * 100
    st.dataframe(
        shown,
        hide_index=True,
        height="auto" if len(shown) < 12 else TALLEST_PX,
        column_config={column.name: _config(column, t) for column in exhibit.columns},
        key=f"table-{exhibit.key}-{t.lang}",
        alt=f"{exhibit.title}. {exhibit.finding}",
    )


def head(column: Column, t: Translator) -> str:
    """Label with its unit: amounts stand in full won in a table."""
    if column.unit in ("month", "quarter", "date", "year", "text"):
        return column.label
    return f"{column.label} ({t(f'unit.{column.unit}')})"


def _config(column: Column, t: Translator) -> Any:
    label = head(column, t)
    match column.unit:
        case "krw" | "count" | "persons" | "stores" | "markets" | "number":
            return st.column_config.NumberColumn(label, format="%,d")
        case "share" | "change":
            return st.column_config.NumberColumn(label, format="%.1f")
        case "index" | "ratio":
            return st.column_config.NumberColumn(label, format="%.1f")
        case "month":
            return st.column_config.DateColumn(label, format=t("format.month"))
        case "date":
            return st.column_config.DateColumn(label, format=t("format.date"))
        case _:
            return st.column_config.TextColumn(label)
