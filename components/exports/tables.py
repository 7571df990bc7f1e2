"""Rows of an exhibit as they leave the product: as numbers for a spreadsheet, as strings for a page."""

import math
from datetime import date, datetime
from typing import Any

import pandas as pd

from components.exhibit import Exhibit, Unit
from components.formatting import DASH, is_known, written
from components.text import Translator

#: A cell that begins with one of these is run as a formula by spreadsheets, full-width signs included.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MONTHLY: dict[Unit, str] = {"month": "%Y-%m", "date": "%Y-%m-%d"}

#: Units whose cells stand to the left.
WORDS: tuple[Unit, ...] = ("text", "month", "quarter", "date")
#: Letters that take another part of a Hangul square than most, as in the Korean sans serifs of offices.
OF_A_SQUARE = dict.fromkeys(" .,:;'|!()[]-/iljtfrI", 0.36) | dict.fromkeys("ABCDEFGHKLMNOPQRSTUVWXYZmw%@&+=", 0.75)
Cell = str | int | float | date | None


def shown_rows(exhibit: Exhibit, t: Translator) -> list[list[str]]:
    """Every cell as people read it; a hidden one says that it is."""
    mark = t("product.withheld")
    return [
        [mark if is_hidden else written(value, column.unit, t.lang)
         for value, is_hidden, column in zip(row, hidden, exhibit.columns, strict=True)]
        for row, hidden in zip(_values(exhibit), exhibit.hidden, strict=True)
    ]  # fmt: skip


def plain_rows(exhibit: Exhibit, mark: str | None = None) -> list[list[Cell]]:
    """Every cell as a number, a date, a text, or None where not known. Months and quarters are their first day.

    mark: stands in hidden cells.
    """
    return [
        [mark if is_hidden else plain(value, column.unit)
         for value, is_hidden, column in zip(row, hidden, exhibit.columns, strict=True)]
        for row, hidden in zip(_values(exhibit), exhibit.hidden, strict=True)
    ]  # fmt: skip


def squares(text: str) -> float:
    """Width of a text in Hangul squares; other letters take a little more than half of one, capitals three quarters."""
    return sum(1.0 if ord(sign) > 0x1100 else OF_A_SQUARE.get(sign, 0.58) for sign in text)


def _values(exhibit: Exhibit) -> list[list[Any]]:
    frame = exhibit.rows[[column.name for column in exhibit.columns]]
    return [list(row) for row in zip(*(frame.iloc[:, at] for at in range(frame.shape[1])), strict=True)]


def plain(value: Any, unit: Unit) -> Cell:
    """One value without pandas' or numpy's types."""
    if not is_known(value):
        return None
    if isinstance(value, (pd.Timestamp, datetime)):
        return date.fromisoformat(pd.Timestamp(value).strftime("%Y-%m-%d"))
    if unit in ("month", "quarter"):
        return date.fromisoformat(pd.Timestamp(str(value)).strftime("%Y-%m-%d"))
    if unit == "text" or isinstance(value, str):
        return str(value)
    number = float(value)
    if math.isinf(number):
        return None
    return int(number) if number.is_integer() else number


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might run this text; a text that is a number is none."""
    if not text.startswith(DANGEROUS):
        return False
    try:
        float(text.replace(",", ""))
    except ValueError:
        return True
    return text[0] in "\t\r\n"


def neutral(text: str) -> str:
    """The text so that no spreadsheet runs it: an apostrophe before what begins like a formula."""
    return f"'{text}" if is_dangerous(text) else text


__all__ = ["DASH", "WORDS", "Cell", "is_dangerous", "neutral", "plain", "plain_rows", "shown_rows", "squares"]
