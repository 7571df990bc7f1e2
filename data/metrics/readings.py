"""Readings that several metrics share: a sum, a growth, a share, an average, an index."""

import math

import pandas as pd

from data.metrics.reading import Basis, Caution, Reading, Why
from data.metrics.rows import caution_for, known, like_for_like, months_of, per_month, reporters, series_of, total


def indexed(rows: pd.DataFrame, base: pd.Timestamp | None, column: str) -> Reading:
    """The latest month in percent of the base month (the first known when None), each against the base itself."""
    monthly = known(per_month(rows, column), column) if len(rows) else rows
    if monthly.empty:
        return Reading(reason=Why.NOT_REPORTED if len(rows) else Why.NO_ROWS)
    start = pd.Timestamp(base) if base is not None else monthly["month"].iloc[0]
    at_base = monthly.loc[monthly["month"] == start, column]
    if at_base.empty:
        return Reading(reason=Why.BASE_MISSING)
    if float(at_base.iloc[0]) <= 0:
        return Reading(reason=Why.BASE_ZERO)
    index = monthly[column] / float(at_base.iloc[0]) * 100
    last, ago = monthly["month"].iloc[-1], monthly["month"] == monthly["month"].iloc[-1] - pd.DateOffset(months=1)
    change = float(index.iloc[-1] / index[ago].iloc[0]) - 1 if ago.any() and index[ago].iloc[0] > 0 else None
    counted = reporters(column)
    both = monthly[monthly["month"].isin([start, last])]
    return Reading(
        value=float(index.iloc[-1]),
        change=change,
        change_basis=Basis.NONE if change is None else Basis.MONTH_EARLIER,
        months=months_of(monthly),
        series=series_of(index),
        is_provisional=bool(both["is_provisional"].any()),
        caution=Caution.MARKETS_CHANGED if counted in both and both[counted].nunique() > 1 else None,
    )


def summed(rows: pd.DataFrame, column: str, *, with_change: bool) -> Reading:
    """Sum over the months in which the column is known, with its growth on the year before where that is asked."""
    monthly = known(per_month(rows, *_compared(column)), column) if len(rows) else rows
    if monthly.empty:
        return Reading(reason=Why.NOT_REPORTED if len(rows) else Why.NO_ROWS)
    change = _growth(monthly, column) if with_change else None
    told = change is not None and change.value is not None
    return Reading(
        value=total(monthly, column),
        change=change.value if change else None,
        change_basis=Basis.YEAR_EARLIER if told else Basis.NONE,
        months=months_of(monthly),
        series=series_of(monthly[column]),
        is_provisional=bool(monthly["is_provisional"].any()),
        caution=caution_for(monthly, column),
    )


def grown(rows: pd.DataFrame, column: str) -> Reading:
    """Growth of a column on the same months a year before, over what was reported in both years."""
    monthly = known(per_month(rows, *_compared(column)), column) if len(rows) else rows
    if monthly.empty:
        return Reading(reason=Why.NOT_REPORTED if len(rows) else Why.NO_ROWS)
    return _growth(monthly, column)


def _compared(column: str) -> tuple[str, str, str]:
    """The column, and what of it was reported in both years: in the later one, and in the one before."""
    return column, f"matched_{column}", f"matched_previous_{column}"


def _growth(monthly: pd.DataFrame, column: str) -> Reading:
    """Of months in which the column is known."""
    _, now, before = _compared(column)
    if not {now, before} <= set(monthly.columns):
        return Reading(reason=Why.NOTHING_BEFORE)
    value, why = like_for_like(total(monthly, column), total(monthly, now), total(monthly, before))
    each = [like_for_like(*row)[0] for row in monthly[[column, now, before]].itertuples(index=False)]
    partly = value is not None and not math.isclose(total(monthly, now), total(monthly, column))
    return Reading(
        value=value,
        reason=why,
        months=months_of(monthly),
        series=tuple(each),
        is_provisional=bool(monthly["is_provisional"].any()),
        caution=Caution.PARTLY_COMPARED if partly else None,
    )


def share(rows: pd.DataFrame, before: pd.DataFrame | None, part: str, whole: str) -> Reading:
    """A part over its whole, over the months in which both are known; change in points on ``before``, the same months
    a year earlier, None unless it has exactly those.
    """
    monthly = known(per_month(rows, part, whole), part, whole) if len(rows) else rows
    value, why = ratio(monthly, part, whole)
    if value is not None and value > 1:
        return Reading(reason=Why.PARTS_EXCEED_WHOLE)
    if value is None:
        return Reading(reason=why if len(rows) else Why.NO_ROWS)
    earlier = (
        known(per_month(before, part, whole), part, whole) if before is not None and len(before) else monthly.iloc[:0]
    )
    same = set(earlier["month"] + pd.DateOffset(years=1)) == set(monthly["month"]) if len(earlier) else False
    past = ratio(earlier, part, whole)[0] if same else None
    return Reading(
        value=value,
        change=None if past is None else value - past,
        change_unit="points",
        change_basis=Basis.NONE if past is None else Basis.YEAR_EARLIER,
        months=months_of(monthly),
        series=series_of(monthly[part] / monthly[whole].where(monthly[whole] > 0)),
        is_provisional=bool(monthly["is_provisional"].any()),
        caution=caution_for(monthly, part),
    )


def average(rows: pd.DataFrame, part: str, whole: str) -> Reading:
    """A sum over a count, over the months in which both are known."""
    monthly = known(per_month(rows, part, whole), part, whole) if len(rows) else rows
    value, why = ratio(monthly, part, whole)
    if value is None:
        return Reading(reason=why if len(rows) else Why.NO_ROWS)
    return Reading(
        value=value,
        months=months_of(monthly),
        series=series_of(monthly[part] / monthly[whole].where(monthly[whole] > 0)),
        is_provisional=bool(monthly["is_provisional"].any()),
        caution=Caution.MONTHS_MISSING if caution_for(monthly, part) is Caution.MONTHS_MISSING else None,
    )


def ratio(rows: pd.DataFrame, part: str, whole: str) -> tuple[float | None, Why | None]:
    """One column's sum over another's, or why there is none."""
    if rows.empty:
        return None, Why.NOT_REPORTED
    under = total(rows, whole)
    return (total(rows, part) / under, None) if under > 0 else (None, Why.BASE_ZERO)
