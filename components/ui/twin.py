"""The table twin of an exhibit: the same rows, reachable by keyboard, sortable, with units in the heads."""

from typing import Any

import pandas as pd
import streamlit as st

from components.exhibit import Column, Exhibit
from components.formatting import DASH, is_known, names_unit, written
from components.text import Translator
from components.ui import frame, stacked

TALLEST_PX = 420
#: Rows that stand there whole: a year of months, and one more.
MOST_AT_ONCE = 13
#: A date as it is written in a table.
DATE_PX = 98
#: Width of a digit and of a Korean letter in a table.
DIGIT_PX, LETTER_PX = 9, 14
#: A text up to this width is short.
SHORT_PX = 190
#: How numbers of these units stand in a table; others are whole.
FORMS = dict.fromkeys(("share", "change", "points", "index", "ratio", "minutes"), ",.1f")


def name(exhibit: Exhibit) -> str:
    """Name of an exhibit on a page: the same one may stand there twice, once as amounts and once as shares."""
    return f"{exhibit.key}-{exhibit.drawing.kind}-{exhibit.drawing.drawn}"


def table(exhibit: Exhibit, t: Translator) -> None:
    """Draw the rows of an exhibit as a table."""
    shown, key = _readable(exhibit, t), f"table-{name(exhibit)}-{t.lang}"
    with stacked.place(key):
        st.dataframe(shown, key=key, **_look(exhibit, shown, t))
        stacked.cards(exhibit, t, key)


def pick(
    exhibit: Exhibit, t: Translator, *, opens: str = "market", by: str = "market_id", said: str = "panel.pick"
) -> None:
    """The markets of an exhibit as a list: the box at the left of a line opens the market.

    opens, by: another page to open, with that column's value under the page's name. said: what the list says of it.
    """
    shown, key = _readable(exhibit, t).dropna(axis="columns", how="all"), f"list-{name(exhibit)}-{t.lang}"
    with stacked.place(key):
        st.caption(t(said))
        picked = st.dataframe(
            shown, key=key, on_select="rerun", selection_mode="single-row", **_look(exhibit, shown, t)
        )
        pressed = stacked.cards(exhibit, t, key, opens=True)
    chosen = picked["selection"]["rows"] if pressed is None else [pressed]
    if chosen:
        name_in_address = by if opens == "market" else opens
        frame.go(opens, **{name_in_address: str(exhibit.rows[by].iloc[chosen[0]])})


def _look(exhibit: Exhibit, shown: pd.DataFrame, t: Translator) -> dict[str, Any]:
    return {
        "hide_index": True,
        "height": "content" if len(shown) <= MOST_AT_ONCE else TALLEST_PX,
        "placeholder": DASH,
        "column_config": {
            column.name: _config(column, t, shown, holds_marks=column.name in _with_marks(exhibit))
            for column in exhibit.columns
        },
        "alt": exhibit.title,
    }


def _readable(exhibit: Exhibit, t: Translator) -> pd.DataFrame:
    """The columns for people: shares as percent, codes in words."""
    shown = exhibit.rows[[column.name for column in exhibit.columns]].copy()
    for column in exhibit.columns:
        if column.unit in ("share", "change", "points"):
            shown[column.name] = pd.to_numeric(shown[column.name]).astype("float64") * 100
        elif column.name in stacked.CODED:
            shown[column.name] = [t.either(f"{column.name}.{code}", str(code)) for code in shown[column.name]]
    return _marked(shown, exhibit, t)


def _marked(shown: pd.DataFrame, exhibit: Exhibit, t: Translator) -> pd.DataFrame:
    """A column with hidden cells as texts, for a column of numbers holds no word."""
    marks = _with_marks(exhibit)
    for column in exhibit.columns:
        if column.name in marks:
            texts = [
                t("product.withheld") if is_hidden else _text(value, column, t)
                for value, is_hidden in zip(shown[column.name], marks[column.name], strict=True)
            ]
            shown[column.name] = pd.Series(texts, shown.index, dtype=object)
    return shown


def _with_marks(exhibit: Exhibit) -> dict[str, list[bool]]:
    """Columns with hidden cells, and which cells those are."""
    told = zip(exhibit.columns, zip(*exhibit.hidden, strict=True), strict=False)
    return {column.name: list(cells) for column, cells in told if any(cells)}


def _text(value: Any, column: Column, t: Translator) -> str | None:
    if not is_known(value):
        return None
    if column.unit == "date":
        return written(value, column.unit, t.lang)
    return format(float(value), FORMS.get(column.unit, ",.0f"))


def head(column: Column, t: Translator) -> str:
    """Label with its unit: amounts stand in full won in a table."""
    if column.unit in ("month", "quarter", "date", "year", "degrees", "text"):
        return column.label
    unit = t(f"unit.{column.unit}")
    return column.label if names_unit(column.label, unit) else f"{column.label} ({unit})"


def _amount_px(label: str, values: pd.Series) -> int:
    """Room for the longest amount: the grid measures the first rows only and cuts the left of longer ones further down,
    where the first digits are."""
    longest = max((len(f"{value:,.0f}") for value in values.dropna()), default=1)
    return max(longest * DIGIT_PX, _px(label)) + 24


def _text_px(label: str, values: pd.Series) -> int | None:
    """Room for short texts, for the same reason; long ones are cut anyway and stay as the grid sets them."""
    longest = max((_px(str(value)) for value in values), default=0)
    return max(longest, _px(label)) + 20 if longest <= SHORT_PX else None


def _px(text: str) -> int:
    return sum(DIGIT_PX if letter.isascii() else LETTER_PX for letter in text)


def _config(column: Column, t: Translator, shown: pd.DataFrame, *, holds_marks: bool) -> Any:
    label = head(column, t)
    if holds_marks:
        return st.column_config.TextColumn(label, width=_text_px(label, shown[column.name]), alignment="right")
    match column.unit:
        case "krw" if column.name in shown:
            width = _amount_px(label, pd.to_numeric(shown[column.name]))
            return st.column_config.NumberColumn(label, format="%,d", width=width)
        case "krw" | "count" | "persons" | "stores" | "markets" | "number" | "places" | "metres" | "days" | "months":
            return st.column_config.NumberColumn(label, format="%,d")
        case "share" | "change" | "points" | "index" | "ratio" | "minutes":
            return st.column_config.NumberColumn(label, format="%.1f")
        case "month" | "quarter":
            return st.column_config.DateColumn(label, format=t("format.month"))
        case "date":
            width = max(DATE_PX, _px(label) + 16)
            return st.column_config.DateColumn(label, format=t("format.date"), width=width)
        case _:
            return st.column_config.TextColumn(label, width=_text_px(label, shown[column.name]))
