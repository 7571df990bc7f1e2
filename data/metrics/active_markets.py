"""Markets that go on, not markets that once joined: the number that is left of a channel's markets."""

import numpy as np
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
    last = as_of.max() if isinstance(as_of, pd.Series) else as_of
    months = pd.date_range(opened["opened_on"].min().to_period("M").to_timestamp(), last, freq="MS")
    days = np.minimum((months + pd.offsets.MonthEnd()).to_numpy("datetime64[D]"), np.datetime64(last, "D"))
    begins = opened["opened_on"].to_numpy("datetime64[D]")
    ends = ended_on(rows, as_of)[opened.index].to_numpy("datetime64[D]")
    ends = np.where(np.isnat(ends), np.datetime64("9999-12-31"), ends)
    markets = np.unique(opened["market_id"].to_numpy("int64"), return_inverse=True)[1]
    active = _days_covered(markets, begins, ends, days).sum(axis=0)
    joined = np.searchsorted(np.sort(_first_of_each(markets, begins)), days, side="right")
    counts = pd.DataFrame({"month": months, "joined_count": joined, "active_count": active})
    return counts.assign(active_share=counts["active_count"] / counts["joined_count"].where(counts["joined_count"] > 0))


def _days_covered(markets: "np.ndarray", begins: "np.ndarray", ends: "np.ndarray", days: "np.ndarray") -> "np.ndarray":
    """Market x day: whether one of its spells holds on that day, from its beginning to the day before its end."""
    # how many spells begin up to a day less how many end up to it, summed up along the days
    size = (int(markets.max()) + 1, len(days) + 1)
    change = np.zeros(size, dtype=np.int64)
    lasting = ends > begins
    np.add.at(change, (markets[lasting], np.searchsorted(days, begins[lasting], side="left")), 1)
    np.add.at(change, (markets[lasting], np.searchsorted(days, ends[lasting], side="left")), -1)
    return change[:, :-1].cumsum(axis=1) > 0


def _first_of_each(markets: "np.ndarray", begins: "np.ndarray") -> "np.ndarray":
    order = np.lexsort((begins, markets))
    return begins[order][np.unique(markets[order], return_index=True)[1]]
