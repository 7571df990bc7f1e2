"""Amounts by month held against each other fairly: per market day, per trading day, feasts against feasts."""

from enum import StrEnum

import numpy as np
import pandas as pd

from data.comparison import LEAST_COMPARABLE_SHARE
from data.metrics import metric
from data.metrics.by_day import FEAST_PAIRS, Daily, feast_changes, quiet_months
from data.metrics.calendar import Trade, calendar_months
from data.metrics.reading import Reading, Why
from data.metrics.rows import known, months_of, per_month, series_of
from data.metrics.standing import MAD_TO_SD

#: Months without a gap that a seasonally adjusted line needs.
ADJUSTED_FROM_MONTHS = 36
#: Width of STL's seasonal smoother, so wide that the season is one for all years.
SEASON_SPAN = 1201
OUTLIER_SPREADS = 5


class Alike(StrEnum):
    """What is held against what."""

    PLAIN = "plain"
    MARKET_DAY = "market_day"
    TRADING_DAY = "trading_day"
    FEAST = "feast"
    QUIET_DAY = "quiet_day"


def bases(trade: Trade | None, daily: Daily | None = None) -> tuple[Alike, ...]:
    """What can be chosen for a market, or for a place (None: its markets trade on different days). Days without
    campaigns need days that are told."""
    can = {
        Alike.MARKET_DAY: trade is not None and trade.has_market_days,
        Alike.QUIET_DAY: trade is not None and daily is not None and daily.can_leave_campaigns_out(),
    }
    return tuple(one for one in Alike if can.get(one, True))


def alike(rows: pd.DataFrame, basis: Alike, trade: Trade, daily: Daily | None = None) -> pd.DataFrame:
    """Amounts of ``payments.monthly_total`` on that basis. daily: days of the market, where it is one.

    Columns: month, amount_krw, alike_krw (per day, or the amount itself), day_count (by which it was divided, missing
    where by nothing), change_share (on the year before over what was reported in both), compared (with what:
    ``same_month``; for ``FEAST`` also ``feast_weeks`` and ``other_days`` where days of both years are told, else
    ``feast_pair``: January and February are one period, September and October another), is_provisional.
    """
    monthly = per_month(rows)
    if basis is Alike.QUIET_DAY:
        return _without_campaigns(monthly, daily or Daily(rows.iloc[:0]), trade)
    for name in ("matched_amount_krw", "matched_previous_amount_krw"):
        if name not in monthly:
            monthly[name] = np.nan
    if basis in (Alike.MARKET_DAY, Alike.TRADING_DAY):
        now, before = (_days(months, basis, trade) for months in (monthly["month"], _year_before(monthly["month"])))
    else:
        now = before = np.ones(len(monthly))
    if basis is Alike.FEAST:
        monthly = monthly.assign(**_paired(monthly))
    else:
        monthly = monthly.assign(total=monthly["amount_krw"])
    told = (monthly["matched_amount_krw"] >= LEAST_COMPARABLE_SHARE * monthly["total"]) & (
        monthly["matched_previous_amount_krw"] > 0
    )
    ratio = (monthly["matched_amount_krw"] / now) / (monthly["matched_previous_amount_krw"].where(told) / before)
    divided = basis in (Alike.MARKET_DAY, Alike.TRADING_DAY)
    made = pd.DataFrame({
        "month": monthly["month"], "amount_krw": monthly["amount_krw"], "alike_krw": monthly["amount_krw"] / now,
        "day_count": pd.array(now if divided else [None] * len(now), dtype="Int64"), "change_share": ratio - 1,
        "compared": "same_month", "is_provisional": monthly["is_provisional"],
    })  # fmt: skip
    return _feasts_by_day(made, daily, trade) if basis is Alike.FEAST else made


def _feasts_by_day(made: pd.DataFrame, daily: Daily | None, trade: Trade) -> pd.DataFrame:
    """The changes of the months round feasts by the day, where at least half of their amount is told so."""
    paired = made["month"].dt.month.isin([month for pair in FEAST_PAIRS for month in pair])
    made = made.assign(compared=made["compared"].mask(paired, "feast_pair"))
    if daily is None:
        return made
    changes = feast_changes(daily, trade)
    for at, month in made["month"].items():
        pair = next((one for one in FEAST_PAIRS if month.month in one), ())
        months = [pd.Timestamp(month.year, one, 1) for one in pair]
        if month.date() in changes and _told_by_day(made, daily, months) >= LEAST_COMPARABLE_SHARE:
            made.loc[at, ["change_share", "compared"]] = changes[month.date()]
    return made


def _told_by_day(made: pd.DataFrame, daily: Daily, months: list[pd.Timestamp]) -> float:
    """Part of the amount of these months that is told by the day; 0 where a month is not known."""
    whole = float(made.loc[made["month"].isin(months), "amount_krw"].sum())
    days = sum(amount for day, (amount, _) in daily.told.items() if pd.Timestamp(day).replace(day=1) in months)
    return days / whole if whole > 0 else 0.0


def _without_campaigns(monthly: pd.DataFrame, daily: Daily, trade: Trade) -> pd.DataFrame:
    """From the first month on of which days are told."""
    told = pd.DataFrame(
        quiet_months(daily, trade, monthly["month"]), columns=["mean", "days", "change"], dtype="float64"
    )
    made = pd.DataFrame({
        "month": monthly["month"], "amount_krw": monthly["amount_krw"], "alike_krw": told["mean"],
        "day_count": pd.array(told["days"], dtype="Int64"), "change_share": told["change"], "compared": "same_month",
        "is_provisional": monthly["is_provisional"],
    })  # fmt: skip
    return made[made["alike_krw"].notna().cummax().to_numpy(bool)].reset_index(drop=True)


def _days(months: pd.Series, basis: Alike, trade: Trade) -> np.ndarray:
    counted = calendar_months(months, trade)[f"{basis}_count"].to_numpy("float64")
    made: np.ndarray = np.where(counted > 0, counted, np.nan)
    return made


def _year_before(months: pd.Series) -> pd.Series:
    return months - pd.DateOffset(years=1)


def _paired(monthly: pd.DataFrame) -> dict[str, pd.Series]:
    """Sums over the pairs of months around the feasts; a pair of which a month is missing is not known."""
    place = {month: f"{pair[0]}" for pair in FEAST_PAIRS for month in pair}
    month = monthly["month"].dt.month
    group = monthly["month"].dt.year.astype(str) + "-" + month.map(lambda one: place.get(one, f"m{one}"))
    due = month.map(lambda one: 2 if one in place else 1)
    sums = {}
    for name, source in (("total", "amount_krw"), ("matched_amount_krw",) * 2, ("matched_previous_amount_krw",) * 2):
        values = monthly[source].groupby(group)
        sums[name] = values.transform("sum").where(values.transform("count") == due)
    return sums


def seasonally_adjusted(rows: pd.DataFrame) -> pd.Series | None:
    """Amount without its season, by month of the index: an estimate. None under 36 months without a gap.

    STL of the logarithm, period 12, the season the same in all years: three or four years do not show how a season
    changes, and a narrower smoother takes single months for season. The season is estimated without months that are far
    off (a method that did not report), which stay in the line; STL's own robust weights fail with three values of
    a month. The moving feasts stay in the line too. References: Cleveland, Cleveland, McRae, Terpenning (1990), "STL: A
    Seasonal-Trend Decomposition Procedure Based on Loess", Journal of Official Statistics 6.
    """
    monthly = known(per_month(rows), "amount_krw")
    if len(monthly) < ADJUSTED_FROM_MONTHS or (monthly["amount_krw"] <= 0).any():
        return None
    span = pd.date_range(monthly["month"].iloc[0], monthly["month"].iloc[-1], freq="MS")
    if len(span) != len(monthly):
        return None
    # statsmodels takes seconds to import: only where a line is drawn
    from statsmodels.tsa.seasonal import STL

    logs = pd.Series(np.log(monthly["amount_krw"].to_numpy("float64")), index=pd.DatetimeIndex(span))
    fitted = STL(_without_outliers(logs), period=12, seasonal=SEASON_SPAN, seasonal_deg=0).fit()
    return pd.Series(np.exp(logs - fitted.seasonal), index=span)


def _without_outliers(logs: pd.Series) -> pd.Series:
    """Months farther off than ``OUTLIER_SPREADS`` from running median and median of their month, put back there."""
    trend = logs.rolling(13, center=True, min_periods=7).median()
    season = (logs - trend).groupby(logs.index.month).transform("median")
    rest = logs - trend - season
    spread = MAD_TO_SD * float(rest.abs().median())
    return logs.where(rest.abs() <= OUTLIER_SPREADS * spread, trend + season) if spread > 0 else logs


@metric("amount_per_market_day", unit="krw", good="up")
def amount_per_market_day(rows: pd.DataFrame, trade: Trade | None = None) -> Reading:
    """Won per day of the market, of ``payments.monthly_total`` of one market, over the months with a known amount."""
    monthly = known(per_month(rows), "amount_krw") if len(rows) else rows
    if monthly.empty:
        return Reading(reason=Why.NOT_REPORTED if len(rows) else Why.NO_ROWS)
    days = calendar_months(monthly["month"], trade or Trade())["market_day_count"].to_numpy("float64")
    return Reading(
        value=float(monthly["amount_krw"].sum() / days.sum()),
        months=months_of(monthly),
        series=series_of(monthly["amount_krw"].to_numpy("float64") / days),
        is_provisional=bool(monthly["is_provisional"].any()),
    )
