"""What became of merchants' requests: answered, closed, overdue, and how long a reply took.

Rows: those of ``requests.told``: ``raised_on, replied_on, due_on, closed_on`` (datetime64, NaT = not told), ``state``
(as told, '' = by its days). today: the day the question is put, never read off a clock here. What is not known counts
nowhere, least of all as zero.
"""

from dataclasses import dataclass

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Reading, Why

#: States in which nothing more is owed.
CLOSED = ("done", "refused")
STATES = ("open", "answered", "accepted", "doing", "done", "refused")
#: Fewest months after the day, and of the same months a year before, for the two to be put side by side.
LEAST_MONTHS = 3
MOST_MONTHS = 12
#: Stands after every due day.
LAST_DAY = pd.Timestamp("9999-12-31")


def newest_day(rows: pd.DataFrame) -> pd.Timestamp:
    """The newest day on which something is told to have happened; far back where none is told."""
    told = rows[["raised_on", "replied_on", "closed_on"]].max().max() if len(rows) else pd.NaT
    return pd.Timestamp("1900-01-01") if pd.isna(told) else pd.Timestamp(told)


def state(rows: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """One of ``STATES``: what was told; else by the days: done once closed, answered once replied, else open."""
    by_days = pd.Series("open", index=rows.index, dtype=object)
    by_days = by_days.mask((rows["reply"] != "") | (rows["replied_on"] <= today), "answered")
    by_days = by_days.mask(rows["closed_on"] <= today, "done")
    return by_days.where(rows["state"] == "", rows["state"]).astype(object)


def is_closed(rows: pd.DataFrame, today: pd.Timestamp) -> "pd.Series[bool]":
    """Done or refused."""
    return state(rows, today).isin(CLOSED)


def overdue_days(rows: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """Days since the day it was due (Int64): 0 while there is time; missing where no due day was told, or when it is
    closed."""
    late = (today - rows["due_on"]).dt.days.clip(lower=0).astype("Int64")
    return late.mask(is_closed(rows, today))


def reply_days(rows: pd.DataFrame) -> pd.Series:
    """Days from request to reply (Int64), 0 on the same day; missing where there is no reply or its day is not told."""
    return (rows["replied_on"] - rows["raised_on"]).dt.days.astype("Int64")


def is_answered(rows: pd.DataFrame) -> "pd.Series[bool]":
    """A reply or its day stands in the records."""
    return (rows["reply"] != "") | rows["replied_on"].notna()


def overdue_first(rows: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """The rows with state_now, overdue_days and reply_days: longest overdue first, then what is open by due day and
    age, then what is closed."""
    made = rows.assign(
        state_now=state(rows, today), overdue_days=overdue_days(rows, today), reply_days=reply_days(rows)
    )
    order = pd.DataFrame(
        {
            "closed": made["state_now"].isin(CLOSED),
            "late": -made["overdue_days"].fillna(0).astype("int64"),
            "due": made["due_on"].fillna(LAST_DAY),
            "raised": made["raised_on"],
        }
    )
    return made.loc[order.sort_values(["closed", "late", "due", "raised"], kind="stable").index].reset_index(drop=True)


@dataclass(frozen=True)
class Replies:
    """How long replies took. median_days None when no reply's day is known; told_count: replies whose days are."""

    median_days: float | None
    told_count: int
    answered_count: int
    asked_count: int


def replies(rows: pd.DataFrame) -> Replies:
    """Median days to reply with the number behind it."""
    took = reply_days(rows).dropna()
    return Replies(
        median_days=float(took.median()) if len(took) else None,
        told_count=len(took),
        answered_count=int(is_answered(rows).sum()),
        asked_count=len(rows),
    )


@metric("answered_share", unit="share", good="up")
def answered_share(rows: pd.DataFrame) -> Reading:
    """Requests with a recorded reply among all; not told where nothing is recorded of any of them."""
    if rows.empty:
        return Reading(reason=Why.NO_ROWS)
    answered = is_answered(rows)
    if not answered.any() and (rows["state"] == "").all():
        return Reading(reason=Why.NOT_REPORTED)
    return Reading(value=float(answered.mean()))


@metric("closed_share", unit="share", good="up")
def closed_share(rows: pd.DataFrame, *, today: pd.Timestamp | None = None) -> Reading:
    """Requests done or refused among those of which it is known: a state was told, or a day of closing or due.

    today: None = the newest day the rows tell.
    """
    known = rows[(rows["state"] != "") | rows["closed_on"].notna() | rows["due_on"].notna()]
    if known.empty:
        return Reading(reason=Why.NOT_REPORTED if len(rows) else Why.NO_ROWS)
    now = today if today is not None else newest_day(rows)
    return Reading(value=float(is_closed(known, now).mean()))


@metric("median_reply_days", unit="days", good="down")
def median_reply_days(rows: pd.DataFrame) -> Reading:
    """Half of the replies came within so many days."""
    told = replies(rows)
    if told.median_days is None:
        return Reading(reason=Why.NOT_REPORTED if len(rows) else Why.NO_ROWS)
    return Reading(value=told.median_days)


@metric("overdue_count", unit="count", good="down")
def overdue_count(rows: pd.DataFrame, *, today: pd.Timestamp | None = None) -> Reading:
    """Requests past their due day and not closed, among those with one. today: None = the newest day the rows tell."""
    if rows.empty or rows["due_on"].isna().all():
        return Reading(reason=Why.NOT_REPORTED if len(rows) else Why.NO_ROWS)
    late = overdue_days(rows, today if today is not None else newest_day(rows))
    return Reading(value=float((late > 0).sum()))


@dataclass(frozen=True)
class BeforeAfter:
    """Means of a metric over the months after a day and over the same months one year earlier.

    months: how many of them are known in both years; before, after None (and change) while these are too few.
    """

    months: int
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """Relative change, None where it cannot be told."""
        if self.before is None or self.after is None or self.before == 0:
            return None
        return self.after / self.before - 1


def before_after(months: tuple[pd.Timestamp, ...], series: tuple[float | None, ...], day: pd.Timestamp) -> BeforeAfter:
    """The whole months after the day (at most twelve) against the same months a year before, all of them before it.

    Only says what differs: what else happened meanwhile is in it too. Too few: fewer than ``LEAST_MONTHS`` months known
    in both years.
    """
    known = {month: value for month, value in zip(months, series, strict=True) if value is not None}
    first = day.to_period("M").to_timestamp() + pd.DateOffset(months=1)
    after = [first + pd.DateOffset(months=n) for n in range(MOST_MONTHS)]
    pairs = [(known[at - pd.DateOffset(years=1)], known[at]) for at in after
             if at in known and at - pd.DateOffset(years=1) in known]  # fmt: skip
    if len(pairs) < LEAST_MONTHS:
        return BeforeAfter(len(pairs), None, None)
    earlier, later = (sum(each) / len(pairs) for each in zip(*pairs, strict=True))
    return BeforeAfter(len(pairs), earlier, later)
