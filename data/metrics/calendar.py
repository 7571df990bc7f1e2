"""The Korean trade calendar: market days, public holidays, the lunar feasts, days on which large stores rest.

Days of trade follow from what a register writes: the last digits of the days (``"2,7"``: the 2nd, 7th, 12th, 17th,
22nd, 27th). A market that trades every N days writes ``"3@2024-01-02"``: every third day, counted from that one.
Nothing written = every day. Holidays come from the package ``holidays``, with substitutes and elections; no network
is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
import pandas as pd

from data.calendar_rules import Closure
from data.metrics.feasts import Feasts, feasts

#: The days before New Year and Chuseok on which people shop for the feast.
RUN_UP_DAYS = 14
_LANGUAGES = {"ko": "ko", "en": "en_US"}


@dataclass(frozen=True)
class Trade:
    """When a market trades. days: as the register writes them, "" = every day. also_daily: permanent beside its market
    days. on_thirty_first: whether one on days ending in 1 trades on the 31st too."""

    days: str = ""
    also_daily: bool = False
    on_thirty_first: bool = False

    @property
    def has_market_days(self) -> bool:
        """Whether there are days of trade other than every day."""
        return bool(self.days)


def is_market_day(day: date, trade: Trade) -> bool:
    """Whether the day is one of the market's own. Every day is, where no days are written."""
    if not trade.days:
        return True
    every, _, since = trade.days.partition("@")
    if since:
        return (day - date.fromisoformat(since)).days % int(every) == 0
    if day.day == 31 and not trade.on_thirty_first:
        return False
    return str(day.day % 10) in every.split(",")


def days_of(month: pd.Timestamp | date) -> list[date]:
    """Every day of the month."""
    first = date(month.year, month.month, 1)
    after = (first + timedelta(days=32)).replace(day=1)
    return [first + timedelta(days=n) for n in range((after - first).days)]


def market_days(month: pd.Timestamp | date, trade: Trade) -> list[date]:
    """Days of the month on which the market holds its market."""
    return [day for day in days_of(month) if is_market_day(day, trade)]


def trading_days(month: pd.Timestamp | date, trade: Trade) -> list[date]:
    """Days on which the market is taken to be open: its market days, or every day where it trades daily (a permanent
    market, also one with market days beside); in either case without New Year's and Chuseok's own day, when nearly
    all rest.
    """
    open_days = days_of(month) if trade.also_daily else market_days(month, trade)
    return [day for day in open_days if day not in feasts(day.year)]


@cache
def public_holidays(year: int, lang: str = "ko") -> dict[date, str]:
    """Public holidays of the year with substitutes, by name in that language."""
    return dict(holidays.country_holidays("KR", years=year, language=_LANGUAGES[lang]))


def closure_days(month: pd.Timestamp | date, rules: Sequence[Closure]) -> list[date]:
    """Days of the month on which large stores rest. rules: the oldest first, each until the next begins."""
    found = []
    for day in days_of(month):
        standing = [rule for rule in rules if rule.begins <= day]
        if standing and day.weekday() == standing[-1].weekday and (day.day - 1) // 7 + 1 in standing[-1].weeks:
            found.append(day)
    return found


def run_up(feast: date) -> list[date]:
    """The days of shopping before a feast, the last one first."""
    return [feast - timedelta(days=n) for n in range(1, RUN_UP_DAYS + 1)]


def calendar_months(months: Iterable[pd.Timestamp], trade: Trade) -> pd.DataFrame:
    """What each month holds. Columns: month, day_count, market_day_count, trading_day_count, holiday_count,
    new_year_run_up_count, chuseok_run_up_count (days of shopping before the feast that lie in the month).
    """
    rows = []
    for month in months:
        days = set(days_of(month))
        near = [feasts(year) for year in (month.year, month.year + 1)]
        rows.append({
            "month": pd.Timestamp(month), "day_count": len(days), "market_day_count": len(market_days(month, trade)),
            "trading_day_count": len(trading_days(month, trade)),
            "holiday_count": len(days & set(public_holidays(month.year))),
            "new_year_run_up_count": len(days & {day for one in near for day in run_up(one.new_year)}),
            "chuseok_run_up_count": len(days & {day for one in near for day in run_up(one.chuseok)}),
        })  # fmt: skip
    names = ["day_count", "market_day_count", "trading_day_count", "holiday_count", "new_year_run_up_count",
             "chuseok_run_up_count"]  # fmt: skip
    made = pd.DataFrame(rows, columns=["month", *names])
    return made.astype({"month": "datetime64[us]", **dict.fromkeys(names, "int64")})


def calendar_days(
    first: date,
    last: date,
    trade: Trade,
    rules: Sequence[Closure],
    campaigns: Iterable[tuple[date, date]] = (),
    lang: str = "ko",
) -> pd.DataFrame:
    """Day by day. Columns: day, is_market_day, is_holiday, holiday_name, is_closure_day, is_campaign_day."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    closed = {day for month in {day.replace(day=1) for day in days} for day in closure_days(month, rules)}
    spans = list(campaigns)
    names = [public_holidays(day.year, lang).get(day, "") for day in days]
    return pd.DataFrame({
        "day": pd.Series(pd.to_datetime(days), dtype="datetime64[us]"),
        "is_market_day": [trade.has_market_days and is_market_day(day, trade) for day in days],
        "is_holiday": [bool(name) for name in names], "holiday_name": names,
        "is_closure_day": [day in closed for day in days],
        "is_campaign_day": [any(begin <= day <= end for begin, end in spans) for day in days],
    })  # fmt: skip


__all__ = [
    "RUN_UP_DAYS", "Feasts", "Trade", "calendar_days", "calendar_months", "closure_days", "days_of", "feasts",
    "is_market_day", "market_days", "public_holidays", "run_up", "trading_days",
]  # fmt: skip
