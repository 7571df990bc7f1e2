"""Markets that go on, not markets that once joined: the number that is left of a channel's markets."""

import pandas as pd

from data.metrics.adoption import Day, ended_on


def active_by_month(rows: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """For every month from the first opening to as_of: markets that ever joined, and those of them still active.

    A market is active at the end of a month while at least one of its stores goes on there (``adoption.ended_on``).
    Rows of ``adoption.stores``. Columns: month (first day), joined_count, active_count, active_share
    (survival(t) = active(t) / ever joined(t)). Empty when nothing ever opened.
    """
    opened = rows[rows["opened_on"].notna()]
    if opened.empty:
        return pd.DataFrame(columns=["month", "joined_count", "active_count", "active_share"])
    ends = ended_on(rows, as_of)[opened.index]
    last = as_of.max() if isinstance(as_of, pd.Series) else as_of
    months = pd.date_range(opened["opened_on"].min().to_period("M").to_timestamp(), last, freq="MS")
    made = [_at(opened, ends, min(month + pd.offsets.MonthEnd(), last)) for month in months]
    counts = pd.DataFrame(made, columns=["joined_count", "active_count"])
    counts.insert(0, "month", months)
    return counts.assign(active_share=counts["active_count"] / counts["joined_count"].where(counts["joined_count"] > 0))


def _at(opened: pd.DataFrame, ends: pd.Series, day: pd.Timestamp) -> tuple[int, int]:
    joined = opened["opened_on"] <= day
    going_on = joined & (ends.isna() | (ends > day))
    return opened.loc[joined, "market_id"].nunique(), opened.loc[going_on, "market_id"].nunique()
