"""A table on a phone: each row a card that is read downwards, for a table of six columns shows two of them at 390 px.

On a wide window nothing of it is drawn, and the table is; a button below the cards shows the table on a phone too.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.exhibit import Column, Exhibit
from components.formatting import is_known, names_unit, written
from components.text import Translator

HERE = Path(__file__).parent
HTML = '<div class="jt-stack"></div>'
#: Rows that are sent for cards; the table and the files have all.
MOST_CARDS = 100
#: Columns of closed lists: their words are in the group of their name.
CODED = ("kind", "method", "wallet")
#: Units that stand in the label: the values are numbers alone.
COUNTED = ("count", "persons", "stores", "markets", "places", "days", "months", "minutes", "index", "ratio")


@cache
def _component() -> Any:
    css, js = ((HERE / f"stacked.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component("jangteo_stacked", html=HTML, css=css, js=js, isolate_styles=False)


def place(key: str) -> DeltaGenerator:
    """Where a table and its cards stand together: one of the two is seen. key: of the table."""
    return st.container(key=f"both-{key}")


def cards(
    exhibit: Exhibit, t: Translator, key: str, *, names: Sequence[str] = (), title: str = "", opens: bool = False
) -> int | None:
    """Draw the rows of an exhibit as cards inside ``place``; returns the place of the row that was pressed, if one was.

    names: columns in their order, all when none is named. title: column that heads a card, the first otherwise.
    opens: headings can be pressed.
    """
    columns = [exhibit.column(name) for name in names] or list(exhibit.columns)
    head = next((column for column in columns if column.name == title), columns[0])
    texts = {column.name: _texts(column, exhibit, t) for column in columns}
    rest = [column for column in columns if column is not head and column.unit != "degrees" and any(texts[column.name])]
    told = {
        "heads": [_label(column, t) for column in rest],
        "rows": [
            [texts[head.name][row], *(texts[column.name][row] for column in rest)]
            for row in range(len(texts[head.name]))
        ],
        "opens": opens,
        "label": exhibit.title,
        "more": t("cards.more", shown="{shown}", of=len(exhibit.rows)),
        "table": t("cards.table"),
        "back": t("cards.cards"),
        "left": t("cards.left", count=len(exhibit.rows) - MOST_CARDS) if len(exhibit.rows) > MOST_CARDS else "",
    }
    pressed = _component()(
        key=f"stack-{key}", data=json.dumps(told, ensure_ascii=False).encode(), on_pressed_change=lambda: None
    )
    row = getattr(pressed, "pressed", None) if opens else None
    # it comes from a browser
    return row if isinstance(row, int) and 0 <= row < min(len(exhibit.rows), MOST_CARDS) else None


def _texts(column: Column, exhibit: Exhibit, t: Translator) -> list[str]:
    """A column as people read it, '' where nothing is known."""
    at = exhibit.columns.index(column)
    values = exhibit.rows[column.name].iloc[:MOST_CARDS]
    hidden = [cells[at] for cells in exhibit.hidden[:MOST_CARDS]] or [False] * len(values)
    return [
        t("product.withheld") if is_hidden else _text(value, column, t)
        for value, is_hidden in zip(values, hidden, strict=True)
    ]


def _text(value: Any, column: Column, t: Translator) -> str:
    if not is_known(value) or value == "":
        return ""
    if column.name in CODED:
        return t.either(f"{column.name}.{value}", str(value))
    return written(value, column.unit, t.lang)


def _label(column: Column, t: Translator) -> str:
    """Label, with the unit where the values do not carry it."""
    unit = t(f"unit.{column.unit}") if column.unit in COUNTED else ""
    return column.label if not unit or names_unit(column.label, unit) else f"{column.label} ({unit})"
