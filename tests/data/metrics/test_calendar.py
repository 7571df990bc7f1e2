"""The trade calendar against the official one, and against slow obvious Python."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data.calendar_rules import Closure, closures, trades_on_thirty_first
from data.metrics.calendar import (
    Trade,
    calendar_days,
    calendar_months,
    closure_days,
    feasts,
    market_days,
    public_holidays,
    trading_days,
)

MONTHS = [date(year, month, 1) for year in (2023, 2024, 2025) for month in range(1, 13)]


def numbers(days: list[date]) -> list[int]:
    return [day.day for day in days]


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_a_market_of_the_second_and_seventh_has_six_days_in_any_month(month: date) -> None:
    """AC24."""
    assert numbers(market_days(month, Trade("2,7"))) == [2, 7, 12, 17, 22, 27]


@pytest.mark.parametrize("february", [date(2023, 2, 1), date(2024, 2, 1)], ids=str)
def test_february_has_five_days_of_a_market_of_the_fifth_and_tenth_instead_of_six(february: date) -> None:
    """AC24."""
    assert numbers(market_days(february, Trade("5,0"))) == [5, 10, 15, 20, 25]
    assert numbers(market_days(date(2024, 3, 1), Trade("5,0"))) == [5, 10, 15, 20, 25, 30]


def test_several_cycles_and_cycles_of_three_and_four_days() -> None:
    assert numbers(market_days(date(2024, 2, 1), Trade("2,4,7,9"))) == [2, 4, 7, 9, 12, 14, 17, 19, 22, 24, 27, 29]
    third = market_days(date(2024, 3, 1), Trade("3@2024-02-27"))
    assert numbers(third) == [1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31]
    assert numbers(market_days(date(2024, 3, 1), Trade("4@2024-03-02"))) == [2, 6, 10, 14, 18, 22, 26, 30]


def test_the_thirty_first_is_a_setting() -> None:
    assert numbers(market_days(date(2024, 1, 1), Trade("1,6"))) == [1, 6, 11, 16, 21, 26]
    assert numbers(market_days(date(2024, 1, 1), Trade("1,6", on_thirty_first=True)))[-1] == 31
    assert trades_on_thirty_first("46800") is False


def test_a_market_without_a_cycle_trades_every_day_but_the_feasts() -> None:
    assert len(market_days(date(2024, 9, 1), Trade())) == 30
    assert date(2024, 9, 17) not in trading_days(date(2024, 9, 1), Trade(also_daily=True))
    assert len(trading_days(date(2024, 9, 1), Trade(also_daily=True))) == 29
    # a permanent market that also holds a five-day market is open every day
    assert len(trading_days(date(2024, 3, 1), Trade("2,7", also_daily=True))) == 31
    assert numbers(trading_days(date(2024, 9, 1), Trade("2,7"))) == [2, 7, 12, 22, 27]


def test_the_feasts_follow_the_lunar_calendar() -> None:
    known = {2022: ((2, 1), (9, 10)), 2023: ((1, 22), (9, 29)), 2024: ((2, 10), (9, 17)), 2025: ((1, 29), (10, 6)),
             2026: ((2, 17), (9, 25)), 2033: ((1, 31), (9, 8))}  # fmt: skip
    for year, (new_year, chuseok) in known.items():
        assert feasts(year) == (date(year, *new_year), date(year, *chuseok))


def test_public_holidays_hold_substitutes_elections_and_both_languages() -> None:
    assert public_holidays(2024)[date(2024, 2, 12)] == "설날 대체 휴일"
    assert date(2024, 4, 10) in public_holidays(2024)
    assert public_holidays(2024, "en")[date(2024, 9, 17)] == "Chuseok"
    assert date(2024, 7, 17) not in public_holidays(2024)


def test_large_stores_rest_on_second_and_fourth_sundays_unless_the_region_says_otherwise() -> None:
    assert numbers(closure_days(date(2024, 7, 1), closures("29", "29110"))) == [14, 28]
    assert numbers(closure_days(date(2024, 7, 1), closures("27", "27110"))) == [8, 22]
    assert numbers(closure_days(date(2024, 7, 1), closures("43", "43111"))) == [10, 24]
    assert numbers(closure_days(date(2024, 7, 1), closures("43", "43130"))) == [14, 28]
    # before the city changed its rule, and in the month it did
    assert numbers(closure_days(date(2023, 1, 1), closures("27", "27110"))) == [8, 22]
    assert numbers(closure_days(date(2023, 2, 1), closures("27", "27110"))) == [12, 13, 27]
    assert closure_days(date(2023, 2, 1), [Closure(6, (2,), date(2024, 1, 1))]) == []


def test_months_are_what_counting_day_by_day_gives() -> None:
    trade = Trade("3,8")
    found = calendar_months([pd.Timestamp(month) for month in MONTHS], trade)
    for row in found.to_dict("records"):
        day, seen = (
            row["month"].date(),
            dict.fromkeys(("days", "market", "trading", "holiday", "new_year", "chuseok"), 0),
        )
        while day.month == row["month"].month:
            seen["days"] += 1
            seen["market"] += day.day in (3, 8, 13, 18, 23, 28)
            seen["trading"] += day.day in (3, 8, 13, 18, 23, 28) and day not in feasts(day.year)
            seen["holiday"] += day in public_holidays(day.year)
            for name, at in (("new_year", 0), ("chuseok", 1)):
                seen[name] += any(0 < (feasts(year)[at] - day).days <= 14 for year in (day.year, day.year + 1))
            day += timedelta(days=1)
        assert list(seen.values()) == [row[name] for name in found.columns[1:]], row["month"]


def test_days_say_what_they_are() -> None:
    days = calendar_days(
        date(2024, 9, 1), date(2024, 9, 30), Trade("2,7"), closures("29", "29110"),
        [(date(2024, 9, 5), date(2024, 9, 6))],
    )  # fmt: skip
    known = days.set_index("day")
    assert known.loc["2024-09-17", "holiday_name"] == "추석" and known.loc["2024-09-17", "is_market_day"]
    assert list(days.loc[days["is_campaign_day"], "day"].dt.day) == [5, 6]
    assert list(days.loc[days["is_closure_day"], "day"].dt.day) == [8, 22]
    assert not calendar_days(date(2024, 9, 1), date(2024, 9, 2), Trade(), ())["is_market_day"].any()
