"""Months of a promotion: those before it that count as history, those it ran in, those after."""

from dataclasses import dataclass

import pandas as pd

from data.metrics.effect import Cannot, Doubt

#: History looked at: two years, so that every month of the year is seen twice; one year at least.
MOST_BEFORE, LEAST_BEFORE = 24, 12
#: Months after the end in which it is asked what stayed.
AFTER = ((1, 3), (4, 6))


@dataclass(frozen=True)
class Span:
    """First and last month of a promotion, both included. A month counts as soon as one of its days does."""

    first: pd.Timestamp
    last: pd.Timestamp

    @property
    def during(self) -> pd.DatetimeIndex:
        """Months of the promotion."""
        return pd.date_range(self.first, self.last, freq="MS")

    @property
    def before(self) -> pd.DatetimeIndex:
        """Months of history, the last one just before."""
        return pd.date_range(end=self.first - pd.DateOffset(months=1), periods=MOST_BEFORE, freq="MS")

    @property
    def base(self) -> pd.Timestamp:
        """The month before, which gross figures are held against where no other is told."""
        return self.first - pd.DateOffset(months=1)

    def after(self, first: int = 1, last: int = AFTER[-1][1]) -> pd.DatetimeIndex:
        """The first to the last month after the end, counted from 1."""
        return pd.date_range(self.last + pd.DateOffset(months=first), periods=last - first + 1, freq="MS")

    def meets(self, other: "Span") -> bool:
        """Whether the other ran while this one's history, promotion or months after it did."""
        return bool(other.first <= self.after()[-1] and other.last >= self.before[0])


def span_of(starts_day: int, ends_day: int | None) -> Span | Doubt:
    """The months of two yyyymmdd days; a doubt for one without an end, or that ends before it begins."""
    if ends_day is None or pd.isna(ends_day) or ends_day < starts_day:
        return Doubt.of(Cannot.NO_END)
    first, last = (pd.Timestamp(str(int(day) // 100 * 100 + 1)) for day in (starts_day, ends_day))
    return Span(first, last)
