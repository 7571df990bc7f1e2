"""Payments on the days of a campaign beside the same weekdays on which there was none.

Rows: ``calendar.daily`` of one market: day (yyyymmdd), amount_krw. Spans: first and last day of campaigns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

#: Weeks before and after in which days are compared.
WEEKS = 4
Span = tuple[pd.Timestamp, pd.Timestamp]


@dataclass(frozen=True)
class SameDays:
    """One market. inside_krw, outside_krw: mean of a day, each weekday weighing as much as it does in the campaign;
    None where a weekday of the campaign has no day to compare with, or nothing is told. inside, outside: days counted.
    """

    inside_krw: float | None
    outside_krw: float | None
    inside: int
    outside: int

    @property
    def difference(self) -> float | None:
        """Relative difference; None where it cannot be told."""
        if self.inside_krw is None or not self.outside_krw:
            return None
        return self.inside_krw / self.outside_krw - 1


def same_days(daily: pd.DataFrame, span: Span, others: Sequence[Span] = ()) -> SameDays:
    """Days of one campaign against the same weekdays in the four weeks before and after, days of any campaign left out.

    Assumes that nothing else sets those weeks apart: feasts and market days are not evened out.
    """
    told = daily.dropna(subset=["amount_krw"])
    days = pd.to_datetime(told["day"].astype("int64").astype(str))
    amounts = pd.Series(told["amount_krw"].astype("float64").to_numpy(), index=pd.DatetimeIndex(days))
    first, last = span
    near = amounts[first - pd.Timedelta(weeks=WEEKS) : last + pd.Timedelta(weeks=WEEKS)]
    inside = near[first:last]
    taken = pd.Series(False, near.index)
    for begins, ends in (span, *others):
        taken |= (near.index >= begins) & (near.index <= ends)
    outside = near[~taken.to_numpy()]
    if inside.empty:
        return SameDays(None, None, 0, len(outside))
    usual = outside.groupby(outside.index.day_of_week).mean()
    compared = usual.reindex(inside.index.day_of_week)
    if compared.isna().any():
        return SameDays(float(inside.mean()), None, len(inside), len(outside))
    return SameDays(float(inside.mean()), float(compared.mean()), len(inside), len(outside))
