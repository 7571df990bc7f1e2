"""Digital use, not ownership: what became of stores on a sales channel after they were trained and had opened.

Rows: one per store and channel with ``trained_on, opened_on, first_order_on, last_order_on, closed_on`` (datetime64, NaT = not
told or did not happen), ``order_count``, ``sales_krw`` (NaN = not told). as_of: the day the file speaks of.
"""

from dataclasses import dataclass

import pandas as pd

from data.metrics.survival import Step, survival

#: No order for this long: the channel is dormant.
DORMANT_DAYS = 90
ACTIVE_DAYS = 30
YEAR_DAYS = 365


@dataclass(frozen=True)
class Stage:
    """One stage of the funnel. count: stores that reached it; of: stores that could have; share None when of is 0."""

    key: str
    count: int
    of: int

    @property
    def share(self) -> float | None:
        """Part of those that could have reached it, 0 to 1."""
        return self.count / self.of if self.of else None


def funnel(rows: pd.DataFrame, as_of: pd.Timestamp) -> list[Stage]:
    """trained -> opened -> first_order -> active (order in the last 30 days) -> alive_after_year.

    Each stage counts stores among those of the stage before; the last among stores that opened at least a year ago, and
    alive means not closed then and with an order within 90 days before that day, or later.
    """
    trained, opened = rows["trained_on"].notna(), rows["opened_on"].notna()
    ordered = opened & rows["first_order_on"].notna()
    active = ordered & (rows["last_order_on"] > as_of - pd.Timedelta(days=ACTIVE_DAYS)) & ~_closed(rows, as_of)
    year = rows["opened_on"] + pd.Timedelta(days=YEAR_DAYS)
    due = opened & (year <= as_of)
    alive = due & _alive_on(rows, year)
    both = trained & opened
    return [
        Stage("trained", int(trained.sum()), int(trained.sum())),
        Stage("opened", int(both.sum()) if trained.any() else int(opened.sum()), int(trained.sum()) or int(opened.sum())),
        Stage("first_order", int(ordered.sum()), int(opened.sum())),
        Stage("active", int(active.sum()), int(opened.sum())),
        Stage("alive_after_year", int(alive.sum()), int(due.sum())),
    ]


def is_dormant(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """Opened, not closed, and no order for 90 days (counted from the opening where there never was one)."""
    last = rows["last_order_on"].fillna(rows["opened_on"])
    return rows["opened_on"].notna() & ~_closed(rows, as_of) & (last <= as_of - pd.Timedelta(days=DORMANT_DAYS))


def curve(rows: pd.DataFrame, as_of: pd.Timestamp) -> list[Step]:
    """Kaplan-Meier curve of opened channels in days. The end is the closing, or the last order of a dormant one."""
    opened = rows[rows["opened_on"].notna() & (rows["opened_on"] <= as_of)]
    closed, dormant = _closed(opened, as_of), is_dormant(opened, as_of)
    last = opened["last_order_on"].fillna(opened["opened_on"])
    end = opened["closed_on"].where(closed, last.where(dormant, as_of))
    days = (end - opened["opened_on"]).dt.days.clip(lower=0)
    return survival(days.tolist(), (closed | dormant).tolist())


def zero_sales_share(rows: pd.DataFrame) -> float | None:
    """Part of opened channels, whose sales are told, that sold nothing. None when none is told."""
    told = rows.loc[rows["opened_on"].notna(), "sales_krw"].dropna()
    return float((told == 0).mean()) if len(told) else None


def median_sales(rows: pd.DataFrame) -> float | None:
    """Sales of the middle store in won, those with nothing included: a mean would be the largest shop's."""
    told = rows.loc[rows["opened_on"].notna(), "sales_krw"].dropna()
    return float(told.median()) if len(told) else None


def _closed(rows: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    return rows["closed_on"].notna() & (rows["closed_on"] <= day)


def _alive_on(rows: pd.DataFrame, day: pd.Series) -> pd.Series:
    not_closed = rows["closed_on"].isna() | (rows["closed_on"] > day)
    return not_closed & (rows["last_order_on"] >= day - pd.Timedelta(days=DORMANT_DAYS))
