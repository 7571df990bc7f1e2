"""Columns that a picture needs beside those of its rows. Not known stays not known; nothing is divided by zero."""

import pandas as pd


def ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    """Quotient as float; NaN where either is not known or the divisor is zero."""
    over = pd.to_numeric(below).astype("float64")
    return pd.to_numeric(above).astype("float64") / over.where(over != 0)


def year_before(rows: pd.DataFrame, column: str) -> pd.Series:
    """The value of the same month a year before, from the rows themselves; NaN where that month is not among them."""
    known = pd.Series(pd.to_numeric(rows[column]).astype("float64").to_numpy(), index=pd.to_datetime(rows["month"]))
    earlier = pd.to_datetime(rows["month"]) - pd.DateOffset(years=1)
    return pd.Series(known.reindex(earlier).to_numpy(), index=rows.index)


def year_on_year(rows: pd.DataFrame) -> pd.Series:
    """Relative change of the amount on the same month a year before.

    Of the markets and methods that reported both months where the rows say so (``matched_*``), so that a new
    reporter is no
    growth; else of the plain totals.
    """
    if {"matched_amount_krw", "matched_previous_amount_krw"} <= set(rows.columns):
        return ratio(rows["matched_amount_krw"], rows["matched_previous_amount_krw"]) - 1
    return ratio(rows["amount_krw"], year_before(rows, "amount_krw")) - 1


def changed(rows: pd.DataFrame) -> pd.Series:
    """Relative change from ``previous_amount_krw`` to ``amount_krw``; like for like where the rows hold matched
    sums."""
    if {"matched_amount_krw", "matched_previous_amount_krw"} <= set(rows.columns):
        return ratio(rows["matched_amount_krw"], rows["matched_previous_amount_krw"]) - 1
    return ratio(rows["amount_krw"], rows["previous_amount_krw"]) - 1


def from_first_known(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows from the first with a known value on: the year that only serves as a base makes no empty stretch. All
    when none."""
    known = pd.to_numeric(rows[column]).notna().to_numpy()
    return rows.iloc[known.argmax() :] if known.any() else rows
