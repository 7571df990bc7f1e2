"""Readings of payments, from ``payments.monthly_total`` or ``payments.monthly_by_method`` unless it says otherwise."""

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Reading, Why
from data.metrics.readings import average, grown, indexed, share, summed
from data.metrics.rows import caution_for, known, months_of, per_month, series_of

#: Months that must be there, in whole years counted back from the last, before a season is told.
SEASON_MONTHS = 24


@metric("total_amount", unit="krw", good="up")
def total_amount(rows: pd.DataFrame) -> Reading:
    """Amount of all months with a known amount, and its change on the same months a year before, like with like."""
    return summed(rows, "amount_krw", with_change=True)


@metric("transaction_count", unit="count", good="up")
def transaction_count(rows: pd.DataFrame) -> Reading:
    """Payments of all months with a known number. No change: counts are not kept with their year before."""
    return summed(rows, "transaction_count", with_change=False)


@metric("year_on_year", unit="change", good="up")
def year_on_year(rows: pd.DataFrame) -> Reading:
    """Change of the amount on the same months a year before, of markets and methods reported in both; series by
    month."""
    return grown(rows, "amount_krw")


@metric("digital_share", unit="share", good="up")
def digital_share(rows: pd.DataFrame, before: pd.DataFrame | None = None) -> Reading:
    """Digital amount over all of the amount, of ``payments.monthly_total``. before: the same months a year earlier."""
    return share(rows, before, "digital_amount_krw", "amount_krw")


@metric("amount_per_store", unit="krw", good="up")
def amount_per_store(rows: pd.DataFrame) -> Reading:
    """Won per store and month, of ``payments.monthly_total``: only markets whose number of stores is known, on both
    sides."""
    return average(rows, "counted_amount_krw", "store_count")


@metric("amount_per_transaction", unit="krw", good="neutral")
def amount_per_transaction(rows: pd.DataFrame) -> Reading:
    """Won per payment: only rows that tell both amount and number of payments."""
    return average(rows, "ticketed_amount_krw", "transaction_count")


@metric("index_to_base", unit="index", good="up")
def index_to_base(rows: pd.DataFrame, base: pd.Timestamp | None = None, column: str = "amount_krw") -> Reading:
    """The latest month in percent of the base month (base = 100), each month against the base itself, never chained.

    base: the first month with a known value when None. The change is on the month before.
    """
    return indexed(rows, base, column)


@metric("seasonality", unit="change", good="neutral")
def seasonality(rows: pd.DataFrame) -> Reading:
    """How far the strongest month of the year lies above the mean month: 0.3 = 30 % more. about: that month, 1 to 12.

    Of ``seasonal_factors``: needs two whole years of months.
    """
    factors = seasonal_factors(rows)
    if factors.empty:
        return Reading(reason=Why.TOO_FEW_MONTHS if len(rows) else Why.NO_ROWS)
    peak = factors.loc[factors["factor"].idxmax()]
    used = _whole_years(known(per_month(rows), "amount_krw"))
    return Reading(
        value=float(peak["factor"]) - 1,
        about=str(int(peak["month_of_year"])),
        months=months_of(used),
        series=series_of(used["amount_krw"]),
        is_provisional=bool(used["is_provisional"].any()),
        caution=caution_for(used, "amount_krw"),
    )


def seasonal_factors(rows: pd.DataFrame) -> pd.DataFrame:
    """Month of the year against the mean month. Columns: month_of_year, factor (1 = mean), year_count. Empty under 24
    months.

    Years are counted back from the last month and count only when all twelve months are known; each month is divided
    by the mean of its own year, then averaged over the years, so that growth from year to year is no season.
    """
    used = _whole_years(known(per_month(rows), "amount_krw"))
    if used.empty:
        return pd.DataFrame(
            {
                "month_of_year": pd.array([], "int64"),
                "factor": pd.array([], "float64"),
                "year_count": pd.array([], "int64"),
            }
        )
    year = [(len(used) - 1 - place) // 12 for place in range(len(used))]
    mean = used.groupby(year)["amount_krw"].transform("mean")
    factor = (used["amount_krw"] / mean).groupby(used["month"].dt.month).agg(["mean", "size"])
    return factor.rename_axis("month_of_year").reset_index().rename(columns={"mean": "factor", "size": "year_count"})


def _whole_years(rows: pd.DataFrame) -> pd.DataFrame:
    """The longest run of whole years back from the last month; empty when shorter than SEASON_MONTHS."""
    if rows.empty:
        return rows
    gaps = rows["month"].dt.year * 12 + rows["month"].dt.month
    unbroken = int((gaps.iloc[::-1].diff().fillna(-1) == -1).cumprod().sum())
    whole = unbroken // 12 * 12
    return rows.iloc[len(rows) - whole :] if whole >= SEASON_MONTHS else rows.iloc[:0]
