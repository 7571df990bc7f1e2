"""Readings of what foreign visitors spend, from ``tourists.monthly_total`` (or ``payments.monthly_total``)."""

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Reading
from data.metrics.readings import grown, indexed, share, summed


@metric("foreign_amount", unit="krw", good="up")
def foreign_amount(rows: pd.DataFrame) -> Reading:
    """Foreign payments of all months with a known amount, and their change on the year before, like with like."""
    return summed(rows, "foreign_amount_krw", with_change=True)


@metric("foreign_year_on_year", unit="change", good="up")
def foreign_year_on_year(rows: pd.DataFrame) -> Reading:
    """Change of foreign payments on the same months a year before, of markets that reported them in both."""
    return grown(rows, "foreign_amount_krw")


@metric("foreign_share", unit="share", good="neutral")
def foreign_share(rows: pd.DataFrame, before: pd.DataFrame | None = None) -> Reading:
    """Foreign payments over all payments of the markets that report them. before: the same months a year earlier."""
    return share(rows, before, "foreign_amount_krw", "foreign_base_amount_krw")


@metric("foreign_index", unit="index", good="up")
def foreign_index(rows: pd.DataFrame, base: pd.Timestamp | None = None) -> Reading:
    """Foreign payments of the latest month in percent of the base month; each month against the base, never chained.

    Rows of one wallet or country (amount_krw) may be given as well.
    """
    return indexed(rows, base, "foreign_amount_krw" if "foreign_amount_krw" in rows else "amount_krw")
