"""Columns that a picture needs beside those of its rows. Not known stays not known; nothing is divided by zero."""

import pandas as pd

from data.comparison import change_share
from data.metrics import Reading


def as_numbers(values: pd.Series) -> pd.Series:
    """The values as floats, NaN where nothing is known."""
    return pd.to_numeric(values).astype("float64")


def with_missing(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The rows with columns they lack as "not known": some answers leave out what summaries cannot tell."""
    return rows.assign(**{name: float("nan") for name in names if name not in rows.columns})


def sums_by(rows: pd.DataFrame, key: str, column: str = "amount_krw") -> pd.Series:
    """Sum of the known values per key; a key without any is left out."""
    return as_numbers(rows[column]).groupby(rows[key].astype(str).to_numpy()).sum(min_count=1).dropna()


def ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    """Quotient as float; NaN where either is not known or the divisor is zero."""
    over = as_numbers(below)
    return as_numbers(above) / over.where(over != 0)


def year_before(rows: pd.DataFrame, column: str) -> pd.Series:
    """The value of the same month a year before, from the rows themselves; NaN where that month is not among them."""
    known = pd.Series(as_numbers(rows[column]).to_numpy(), index=pd.to_datetime(rows["month"]))
    earlier = pd.to_datetime(rows["month"]) - pd.DateOffset(years=1)
    return pd.Series(known.reindex(earlier).to_numpy(), index=rows.index)


def year_on_year(rows: pd.DataFrame, amount: str = "amount_krw") -> pd.Series:
    """Relative change on the same month a year before, like with like; NaN where it cannot be told."""
    if not {amount, f"matched_{amount}", f"matched_previous_{amount}"} <= set(rows.columns):
        return pd.Series(float("nan"), index=rows.index)
    return change_share(rows, amount)


def of_months(rows: pd.DataFrame, reading: Reading) -> pd.Series:
    """The past of a reading, month by month, beside the rows: chart and card show the same numbers."""
    known = dict(zip(reading.months, reading.series, strict=True))
    values = [known.get(month) for month in pd.to_datetime(rows["month"])]
    return pd.Series(values, index=rows.index, dtype="float64")


def changed(rows: pd.DataFrame) -> pd.Series:
    """Relative change on the year before: as the answer tells it, else of ``previous_amount_krw``."""
    if "change_share" in rows.columns:
        return as_numbers(rows["change_share"])
    return ratio(rows["amount_krw"], rows["previous_amount_krw"]) - 1


def from_first_known(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows from the first with a known value on: the year that is only a base leaves no empty stretch."""
    known = as_numbers(rows[column]).notna().to_numpy()
    return rows.iloc[known.argmax() :] if known.any() else rows
