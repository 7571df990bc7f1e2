"""Digital use, not ownership: what became of stores on a sales channel after they were trained and had opened.

Rows: one per store and channel with ``trained_on, opened_on, first_order_on, last_order_on, closed_on`` (datetime64,
NaT = not told or did not happen), ``order_count``, ``sales_krw`` (NaN = not told). as_of: the day the file speaks of,
one for all rows or one for each (``rows["as_of_on"]``).
"""

from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Reading, Why
from data.metrics.survival import Step, survival

#: No order for this long: the channel is dormant.
DORMANT_DAYS = 90
ACTIVE_DAYS = 30
YEAR_DAYS = 365
Day: TypeAlias = "pd.Timestamp | pd.Series"


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


def funnel(rows: pd.DataFrame, as_of: Day) -> list[Stage]:
    """trained -> opened -> first_order -> active (order in the last 30 days) -> alive_after_year.

    Each stage counts stores among those of the stage before; the last among stores that opened at least a year ago, and
    alive means not closed then and with an order within 90 days before that day, or later.
    """
    trained, opened = rows["trained_on"].notna(), rows["opened_on"].notna()
    ordered = opened & rows["first_order_on"].notna()
    active = ordered & (rows["last_order_on"] > as_of - pd.Timedelta(days=ACTIVE_DAYS)) & ~has_closed(rows, as_of)
    alive, due = alive_after(rows, YEAR_DAYS, as_of), is_due(rows, YEAR_DAYS, as_of)
    both = trained & opened
    return [
        Stage("trained", int(trained.sum()), int(trained.sum())),
        Stage(
            "opened", int(both.sum()) if trained.any() else int(opened.sum()), int(trained.sum()) or int(opened.sum())
        ),
        Stage("first_order", int(ordered.sum()), int(opened.sum())),
        Stage("active", int(active.sum()), int(opened.sum())),
        Stage("alive_after_year", int(alive.sum()), int(due.sum())),
    ]


def is_due(rows: pd.DataFrame, days: int, as_of: Day) -> pd.Series:
    """Opened at least so many days before as_of: only of those can be told whether they were alive after that time."""
    return rows["opened_on"].notna() & (rows["opened_on"] + pd.Timedelta(days=days) <= as_of)


def alive_after(rows: pd.DataFrame, days: int, as_of: Day) -> pd.Series:
    """Still going so many days after the opening: not closed by then, and an order within 90 days before that day or
    later. False where it is not yet due (``is_due``).
    """
    day = rows["opened_on"] + pd.Timedelta(days=days)
    not_closed = rows["closed_on"].isna() | (rows["closed_on"] > day)
    return is_due(rows, days, as_of) & not_closed & (rows["last_order_on"] >= day - pd.Timedelta(days=DORMANT_DAYS))


def is_dormant(rows: pd.DataFrame, as_of: Day) -> pd.Series:
    """Opened, not closed, and no order for 90 days (counted from the opening where there never was one)."""
    last = rows["last_order_on"].fillna(rows["opened_on"])
    return rows["opened_on"].notna() & ~has_closed(rows, as_of) & (last <= as_of - pd.Timedelta(days=DORMANT_DAYS))


def has_closed(rows: pd.DataFrame, day: Day) -> pd.Series:
    """Closed on that day or before."""
    return rows["closed_on"].notna() & (rows["closed_on"] <= day)


def ended_on(rows: pd.DataFrame, as_of: Day) -> pd.Series:
    """The day a store's use of the channel ended: the closing, or the last order of a dormant one (the opening where
    it never had any). NaT while it goes on, or where it never opened.
    """
    last = rows["last_order_on"].fillna(rows["opened_on"])
    ended = rows["closed_on"].where(has_closed(rows, as_of), last.where(is_dormant(rows, as_of)))
    return ended.where(rows["opened_on"].notna())


def curve(rows: pd.DataFrame, as_of: Day) -> list[Step]:
    """Kaplan-Meier curve of opened channels in days. The end is the closing, or the last order of a dormant one."""
    days, has_ended = spells(rows, as_of)
    return survival(days.tolist(), has_ended.tolist())


def spells(rows: pd.DataFrame, as_of: Day) -> tuple[pd.Series, pd.Series]:
    """Days from the opening to the end or to as_of, and whether it ended; of those that opened by as_of."""
    there = rows["opened_on"].notna() & (rows["opened_on"] <= as_of)
    opened, day = rows[there], as_of[there] if isinstance(as_of, pd.Series) else as_of
    ended = ended_on(opened, day)
    return (ended.fillna(day) - opened["opened_on"]).dt.days.clip(lower=0), ended.notna()


def zero_sales_share(rows: pd.DataFrame) -> float | None:
    """Part of opened channels, whose sales are told, that sold nothing. None when none is told."""
    told = rows.loc[rows["opened_on"].notna(), "sales_krw"].dropna()
    return float((told == 0).mean()) if len(told) else None


def median_sales(rows: pd.DataFrame) -> float | None:
    """Sales of the middle store in won, those with nothing included: a mean would be the largest shop's."""
    told = rows.loc[rows["opened_on"].notna(), "sales_krw"].dropna()
    return float(told.median()) if len(told) else None


@metric("selling_share", unit="share", good="up")
def selling_share(rows: pd.DataFrame) -> Reading:
    """Part of the opened channels of ``adoption.stores``, whose sales are told, that sold anything at all."""
    nothing = zero_sales_share(rows) if len(rows) else None
    return _read(None if nothing is None else 1 - nothing, rows)


@metric("median_store_sales", unit="krw", good="up")
def median_store_sales(rows: pd.DataFrame) -> Reading:
    """Sales since the opening of the middle one of the opened channels of ``adoption.stores``."""
    return _read(median_sales(rows) if len(rows) else None, rows)


def _read(value: float | None, rows: pd.DataFrame) -> Reading:
    if value is not None:
        return Reading(value=value)
    return Reading(reason=Why.NOT_REPORTED if len(rows) else Why.NO_ROWS)


def cohort(opened: pd.Series) -> pd.Series:
    """Half-year of the opening as text, "2023-1" or "2023-2"; "" where it never opened."""
    half = opened.dt.year.astype("Int64").astype("string") + "-" + ((opened.dt.month > 6) + 1).astype("string")
    return half.where(opened.notna(), "").astype(str)
