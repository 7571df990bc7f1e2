"""What only daily rows can tell: the weeks before a feast against the weeks before it a year earlier, and days without
campaigns.

Days are compared by their mean, so that two spans need not hold the same number of market days. A span counts when at
least four fifths of its days of trade are told, and two compare when as many methods are told by the day in both.
"""

import math
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from data.metrics.calendar import Trade, trading_days
from data.metrics.feasts import feasts

#: Four whole weeks: the same weekdays in both years.
FEAST_DAYS = 28
TOLD_PART = 0.8
#: Months that both years' feast and the shopping before it lie in.
FEAST_PAIRS = ((1, 2), (9, 10))
Span = tuple[date, date]


@dataclass(frozen=True)
class Daily:
    """Days of one market. rows: of ``calendar.daily`` (day yyyymmdd, amount_krw, method_count). campaigns: first and
    last day of each. origin: as an answer's."""

    rows: pd.DataFrame
    campaigns: tuple[Span, ...] = ()
    origin: Hashable = field(default=None, init=False, compare=False, repr=False)

    @cached_property
    def told(self) -> dict[date, tuple[float, int]]:
        """Amount and number of methods of every day whose amount is known."""
        known = self.rows[self.rows["amount_krw"].notna().to_numpy(bool)] if len(self.rows) else self.rows
        if known.empty:
            return {}
        days = [date(day // 10000, day // 100 % 100, day % 100) for day in known["day"].astype(int)]
        values = zip(known["amount_krw"].astype(float), known["method_count"].astype(int), strict=True)
        return dict(zip(days, values, strict=True))

    def is_campaign(self, day: date) -> bool:
        """Whether a campaign ran on that day."""
        return any(first <= day <= last for first, last in self.campaigns)

    def can_leave_campaigns_out(self) -> bool:
        """Whether there is a day with a campaign among the days that are told."""
        return bool(self.campaigns) and any(self.is_campaign(day) for day in self.told)


class Level(NamedTuple):
    """Mean of the days of a span that are told, how many they are, and how many methods are told by the day."""

    mean: float
    days: int
    methods: int


def level(daily: Daily, days: Iterable[date]) -> Level | None:
    """None where fewer than four fifths of the days are told."""
    due = list(days)
    told = [daily.told[day] for day in due if day in daily.told]
    if not due or len(told) < TOLD_PART * len(due):
        return None
    return Level(sum(amount for amount, _ in told) / len(told), len(told), max(methods for _, methods in told))


def change(now: Level | None, before: Level | None) -> float | None:
    """Relative change; None where one is not told, or not as many methods are."""
    if now is None or before is None or now.methods != before.methods or before.mean <= 0:
        return None
    return now.mean / before.mean - 1


def feast_changes(daily: Daily, trade: Trade) -> dict[date, tuple[float, str]]:
    """Month -> change on the year before, and what was compared: ``feast_weeks`` (the four weeks before the feast, in
    the month of the feast) or ``other_days`` (the days of both months outside those weeks, in the other month). Both
    or none of a pair.
    """
    made: dict[date, tuple[float, str]] = {}
    years = {day.year for day in daily.told}
    for year in sorted(year for year in years if year - 1 in years):
        for pair in FEAST_PAIRS:
            (weeks, others), (weeks_before, others_before) = (_parted(one, pair, trade) for one in (year, year - 1))
            near = change(level(daily, weeks), level(daily, weeks_before))
            far = change(level(daily, others), level(daily, others_before))
            if near is not None and far is not None:
                month = _feast_of(year, pair).month
                (other,) = set(pair) - {month}
                made[date(year, month, 1)] = near, "feast_weeks"
                made[date(year, other, 1)] = far, "other_days"
    return made


def _feast_of(year: int, pair: tuple[int, int]) -> date:
    new_year, chuseok = feasts(year)
    return new_year if pair == FEAST_PAIRS[0] else chuseok


def _parted(year: int, pair: tuple[int, int], trade: Trade) -> tuple[list[date], list[date]]:
    """Days of trade in the weeks before the feast, and those of the two months outside them."""
    feast = _feast_of(year, pair)
    weeks = {feast - timedelta(days=n) for n in range(1, FEAST_DAYS + 1)}
    months = {date(day.year, day.month, 1) for day in weeks} | {date(year, month, 1) for month in pair}
    open_days = [day for month in sorted(months) for day in trading_days(month, trade)]
    return (
        [day for day in open_days if day in weeks],
        [day for day in open_days if day not in weeks and day.year == year and day.month in pair],
    )


def quiet_months(daily: Daily, trade: Trade, months: Iterable[pd.Timestamp]) -> Iterator[tuple[float, float, float]]:
    """For each month: mean of its days of trade without campaigns, how many days those are, and the change on the same
    month a year before; nan where not told."""
    for month in months:
        now, before = (_quiet(daily, trade, date(month.year - ago, month.month, 1)) for ago in (0, 1))
        grown = change(now, before)
        nothing = math.nan
        yield (
            now.mean if now else nothing,
            float(now.days) if now else nothing,
            nothing if grown is None else grown,
        )


def _quiet(daily: Daily, trade: Trade, month: date) -> Level | None:
    return level(daily, [day for day in trading_days(month, trade) if not daily.is_campaign(day)])
