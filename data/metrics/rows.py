"""What metrics do to rows before they count: one row per month, what is known of it, and the past as a series."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.comparison import LEAST_COMPARABLE_SHARE
from data.metrics.reading import Caution, Why

ADDED = ("_krw", "_count")


def per_month(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """One row per month in order, amounts and counts as float: several rows of a month (methods, wallets) are added.

    A sum over rows of which none is known is not known. market_count of added rows is the largest, for one market may
    stand in several. columns: those that are wanted, all when none is named; who counts the markets comes along.

    Raises: KeyError where rows are not by month.
    """
    if "month" not in rows:
        raise KeyError("rows by month are needed: a column 'month'")
    wanted = {*columns, *map(reporters, columns)}
    numbers = [name for name in rows.columns if name.endswith(ADDED) and (name in wanted or not columns)]
    # column by column: a frame's own astype takes three times as long
    known_as = {name: rows[name].to_numpy("float64", na_value=math.nan) for name in numbers}
    plain = pd.DataFrame({"month": rows["month"], **known_as})
    plain["is_provisional"] = rows["is_provisional"].to_numpy(bool) if "is_provisional" in rows else False
    if not rows["month"].is_unique:
        how = {name: (lambda values: values.sum(min_count=1)) for name in numbers}
        if "market_count" in how:
            how["market_count"] = lambda values: values.max()
        plain = plain.groupby("month", as_index=False).agg({**how, "is_provisional": "max"})
    if plain["month"].is_monotonic_increasing:
        return plain
    return plain.sort_values("month", ignore_index=True)


def known(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows in which all of the columns are known; none when a column is not there."""
    if not set(columns) <= set(rows.columns):
        return rows.iloc[:0]
    return rows[np.logical_and.reduce([rows[column].notna().to_numpy() for column in columns])]


def hides(rows: pd.DataFrame) -> bool:
    """Whether some of the rows are hidden from whoever looks: what the others give is then no answer for all."""
    # rows of two answers beside each other have two such columns
    told = [name for name in rows.columns if str(name).startswith("withheld_reason")]
    return any(bool((rows[name].fillna("") != "").any()) for name in told)


def untold(rows: pd.DataFrame) -> Why:
    """Why rows of which none can be counted cannot answer."""
    if hides(rows):
        return Why.HIDDEN
    return Why.NOT_REPORTED if len(rows) else Why.NO_ROWS


def months_of(rows: pd.DataFrame) -> tuple[pd.Timestamp, ...]:
    """The months of rows by month."""
    return tuple(pd.Timestamp(month) for month in rows["month"])


def series_of(values: Sequence[float] | pd.Series) -> tuple[float | None, ...]:
    """Values as plain numbers, None where not known or not finite."""
    return tuple(None if pd.isna(value) or math.isinf(value) else float(value) for value in values)


def reporters(column: str) -> str:
    """The column that counts the markets behind a column."""
    return "foreign_market_count" if column.startswith("foreign_") else "market_count"


def caution_for(rows: pd.DataFrame, column: str) -> Caution | None:
    """What a reader must know of rows by month before adding or comparing a column of them.

    rows: those with a known value. A month between the first and the last is missing, or not always the same number of
    markets report.
    """
    counted = reporters(column)
    if len(rows) < 2:
        return None
    first, last = rows["month"].iloc[0], rows["month"].iloc[-1]
    if len(rows) != (last.year - first.year) * 12 + last.month - first.month + 1:
        return Caution.MONTHS_MISSING
    if counted in rows and rows[counted].nunique() > 1:
        return Caution.MARKETS_CHANGED
    return None


def like_for_like(total: float, now: float, before: float) -> tuple[float | None, Why | None]:
    """Relative change of what was reported in both periods, or why it cannot be told.

    total: all of the later period. now, before: the parts of markets and methods reported in both.
    """
    if math.isnan(now) or math.isnan(before):
        return None, Why.NOTHING_BEFORE
    if now < LEAST_COMPARABLE_SHARE * total:
        return None, Why.TOO_LITTLE_COMPARES
    if before <= 0:
        return None, Why.BASE_ZERO
    return now / before - 1, None


def total(rows: pd.DataFrame, column: str) -> float:
    """Sum of what is known; NaN when nothing is."""
    return float(rows[column].sum(min_count=1)) if column in rows else math.nan
