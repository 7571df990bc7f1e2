"""Cells that are hidden from whoever looks: a mark in the cell, and the reason in a column beside it.

A hidden cell is neither zero nor unknown. Which rows are hidden the gate says (``data.disclosure``), in a column of
their own; a chart that keeps the rows keeps that column, one that adds rows up says it of its sums (``reasons_by``).
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from components.text import Translator
from components.text.translator import words
from data.answer import Answer
from data.suppression import Reason, tells_earnings

#: Column of the rows of answers and exhibits: why numbers of that row are hidden, '' where they are not.
REASON = "withheld_reason"
#: Notes that say that values are hidden, and why.
NOTES = ("withheld_because", "small_markets", "counts_withheld", "places_not_drawn")
#: Between the reasons of a sum.
BETWEEN = ","
#: Cells of these units are words, which say whom a row speaks of: they are shown or left out, never marked.
NEVER_MARKED = ("text", "month", "quarter", "year")


def reasons(answers: Sequence[Answer]) -> list[str]:
    """Every reason for which rows of these answers are hidden, each once."""
    told = [one.rows[name] for one in answers for name in one.rows if str(name).startswith(REASON)]
    return sorted({str(reason) for column in told for reason in column.dropna().unique()} - {""})


def reasons_by(rows: pd.DataFrame, key: pd.Series) -> dict[str, str]:
    """Reasons behind each group of rows, for a chart that adds them up. key: the group of each row."""
    if REASON not in rows:
        return {}
    told = rows[REASON].fillna("").astype(str).groupby(key.astype(str).to_numpy())
    return {str(name): BETWEEN.join(sorted({one for one in part if one})) for name, part in told}


def in_words(reason: str, t: Translator) -> str:
    """One reason or several as people read them."""
    return ", ".join(t(f"withheld_reason.{one}") for one in reason.split(BETWEEN) if one)


def notes_of(notes: Sequence[str], t: Translator) -> list[str]:
    """Of a figure's notes those that say what is hidden and why: they stand beside the picture in every file."""
    told = [re.split(r"\{\w+\}", words()[f"note.{key}"][t.lang]) for key in NOTES]
    patterns = [".*".join(map(re.escape, parts)) for parts in told]
    return [note for note in notes if any(re.fullmatch(pattern, note) for pattern in patterns)]


def said(rows: pd.DataFrame, hidden: Sequence[Sequence[bool]], t: Translator) -> pd.DataFrame:
    """The rows with their reasons in words, where they have a hidden cell."""
    codes = rows[REASON].fillna("").astype(str)
    told = [in_words(code, t) if any(line) else "" for code, line in zip(codes, hidden, strict=True)]
    return rows.assign(**{REASON: pd.Series(told, rows.index, dtype=object)})


def _of_earnings() -> tuple[str, ...]:
    """The reason of earnings, as the gate writes it and as it is said."""
    return (str(Reason.EARNINGS), *words()[f"withheld_reason.{Reason.EARNINGS}"].values())


def marked(rows: pd.DataFrame, columns: Sequence[tuple[str, str]]) -> list[list[bool]]:
    """Of every cell whether it is a hidden one. columns: name and unit of those that are shown, in their order."""
    if REASON not in rows:
        return [[False] * len(columns) for _ in range(len(rows))]
    reasons = rows[REASON].fillna("").astype(str).to_numpy()
    # of a row of which earnings alone are hidden, another empty cell is one that nobody told
    of_earnings = [reason in _of_earnings() for reason in reasons]
    told = [
        (reasons != "") & (~np.array(of_earnings, dtype=bool) | tells_earnings(name)) & rows[name].isna().to_numpy()
        & (unit not in NEVER_MARKED)
        for name, unit in columns
    ]  # fmt: skip
    return [[bool(one[at]) for one in told] for at in range(len(rows))]


def instead(rows: pd.DataFrame, t: Translator) -> list[str]:
    """For a picture, what stands in place of a value that a row has not: that it is hidden, or not known."""
    codes = rows[REASON].fillna("").astype(str) if REASON in rows else [""] * len(rows)
    return [t("product.withheld" if code else "product.not_known") for code in codes]
