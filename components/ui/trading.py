"""When a market trades, what it is compared on, and which campaigns ran: what pages need to compare fairly."""

from datetime import date

import pandas as pd
import streamlit as st

from components.formatting import day
from components.text import Translator
from components.ui import filters
from components.ui.load import kept, load
from components.ui.plain import plain
from data.answer import Answer, joined
from data.calendar_rules import Closure, closures, trades_on_thirty_first
from data.choice import Choice
from data.metrics.by_day import Daily
from data.metrics.calendar import Trade, feasts, market_days
from data.metrics.like_for_like import Alike, bases
from data.queries import calendar


def trade_of(known: Answer) -> Trade:
    """When the market of ``markets.one`` trades."""
    row = known.rows.iloc[0]
    days = str(row["market_days"])
    return Trade(days, not days or str(row["kind"]) == "mixed", trades_on_thirty_first(str(row["sigungu_code"])))


def rules_of(known: Answer) -> tuple[Closure, ...]:
    """On which days large stores rest where the market of ``markets.one`` lies."""
    row = known.rows.iloc[0]
    return closures(str(row["sido_code"]), str(row["sigungu_code"]))


def basis(trade: Trade | None, t: Translator, daily: Daily | None = None) -> Alike:
    """What amounts are compared on; no trade: those of a place, whose markets trade on different days."""
    return Alike(filters.one_of("basis", t, [str(one) for one in bases(trade, daily)], "basis_short"))


def campaigns(choice: Choice) -> list[tuple[date, date]]:
    """Spans of campaigns of the market chosen."""
    return _spans(load(calendar.campaigns, choice))


def _spans(told: Answer) -> list[tuple[date, date]]:
    rows = told.rows
    spans = zip(rows["starts_day"].astype(str), rows["ends_day"].astype(str), strict=True)
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in spans]


def daily(choice: Choice) -> Daily:
    """All days of the market chosen up to the end chosen, with the campaigns among them."""
    whole = choice.but(start=None)
    return kept(_daily, load(calendar.daily, whole), load(calendar.campaigns, whole))


def _daily(days: Answer, campaigns: Answer) -> Daily:
    return Daily(days.rows, tuple(_spans(campaigns)))


def this_year(known: Answer) -> Answer:
    """Months of this year, of a market of which no payment is told: its days of trade are known all the same."""
    months = pd.date_range(f"{date.today().year}-01-01", periods=12, freq="MS").as_unit("us")
    rows = pd.DataFrame({"month": months, "amount_krw": pd.array([pd.NA] * len(months), dtype="Int64")})
    return joined([known], rows)


def say(trade: Trade, choice: Choice, t: Translator) -> None:
    """Days of trade in words: of the last month chosen (of this month where no payments are), and its year's feasts."""
    month = date(choice.end // 10000, choice.end // 100 % 100, 1) if choice.end else date.today().replace(day=1)
    days = ", ".join(str(one.day) for one in market_days(month, trade))
    held = t("calendar.daily")
    if trade.has_market_days:
        held = t("calendar.days", year=month.year, month=month.month, days=days)
    new_year, chuseok = feasts(month.year)
    said = {"new_year": day(new_year, t.lang), "chuseok": day(chuseok, t.lang)}
    st.markdown(plain(f"{held} {t('calendar.feasts', **said)}"))
