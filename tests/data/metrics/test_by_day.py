"""Feasts aligned by the day, and days without campaigns, against slow counts by hand."""

import datetime as dt
import random
from collections.abc import Callable

import pandas as pd
import pytest

from data.metrics.by_day import Daily, feast_changes
from data.metrics.calendar import Trade
from data.metrics.feasts import feasts
from data.metrics.like_for_like import Alike, alike, bases
from tests.data.metrics.making import monthly

EVERY_DAY = Trade(also_daily=True)
Amount = Callable[[dt.date], int]


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def daily(amount: Amount, first: str = "2022-12-01", last: str = "2024-12-31", methods: int = 2) -> pd.DataFrame:
    """calendar.daily with a row for each day."""
    there = days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    told = {"day": [int(f"{day:%Y%m%d}") for day in there], "amount_krw": [amount(day) for day in there]}
    return pd.DataFrame(told).astype("Int64").assign(method_count=pd.array([methods] * len(there), dtype="Int64"))


def by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """payments.monthly_total of the same days, from 2023 on."""
    months = rows["day"] // 100 * 100 + 1
    sums = rows["amount_krw"].groupby(months).sum().loc[20230101:]
    before = [int(sums.get(month - 10000, 0)) or None for month in sums.index]
    return monthly("2023-01", amount_krw=list(sums), matched_amount_krw=list(sums), matched_previous_amount_krw=before)


def feast_of(day: dt.date) -> bool:
    """Whether people shop for a feast: one of the 28 days before it."""
    near = [feast for year in (day.year, day.year + 1) for feast in feasts(year)]
    return any(1 <= (feast - day).days <= 28 for feast in near)


def test_a_feast_that_moved_is_no_change_by_the_day() -> None:
    """Twice as much in the four weeks before each feast, in both years; Chuseok on 29 September 2023 and 17 in 2024."""
    rows = daily(lambda day: 200 if feast_of(day) else 100)
    found = alike(by_month(rows), Alike.FEAST, EVERY_DAY, Daily(rows)).set_index("month")
    plain = alike(by_month(rows), Alike.PLAIN, EVERY_DAY).set_index("month")
    for text in ("2024-01", "2024-02", "2024-09", "2024-10"):
        month = pd.Timestamp(f"{text}-01")
        assert found.loc[month, "change_share"] == pytest.approx(0)
    assert plain.loc["2024-09-01", "change_share"] < -0.15
    assert list(found.loc["2024-01-01":"2024-03-01", "compared"]) == ["other_days", "feast_weeks", "same_month"]
    assert list(found.loc["2024-09-01":"2024-10-01", "compared"]) == ["feast_weeks", "other_days"]


@pytest.mark.parametrize("trade", [EVERY_DAY, Trade("2,7"), Trade("3,8", also_daily=True)])
def test_it_agrees_with_a_slow_count_of_every_day(trade: Trade) -> None:
    chance = random.Random(5)
    rows = daily(lambda day: chance.randrange(50, 500))
    known = {int(day): int(amount) for day, amount in zip(rows["day"], rows["amount_krw"], strict=True)}
    found = feast_changes(Daily(rows), trade)
    for year in (2024,):
        for at, pair in enumerate(((1, 2), (9, 10))):
            means = []
            for one in (year, year - 1):
                feast = feasts(one)[at]
                near, far = [], []
                for day in days(dt.date(one - 1, 12, 1), dt.date(one, 12, 31)):
                    is_open = trade.also_daily or (str(day.day % 10) in trade.days.split(",") and day.day != 31)
                    if not is_open or day in feasts(day.year):
                        continue
                    amount = known[int(f"{day:%Y%m%d}")]
                    if 1 <= (feast - day).days <= 28:
                        near.append(amount)
                    elif day.year == one and day.month in pair:
                        far.append(amount)
                means.append((sum(near) / len(near), sum(far) / len(far)))
            expected = [means[0][n] / means[1][n] - 1 for n in (0, 1)]
            month = feasts(year)[at].month
            other = sum(pair) - month
            assert found[dt.date(year, month, 1)] == (pytest.approx(expected[0]), "feast_weeks")
            assert found[dt.date(year, other, 1)] == (pytest.approx(expected[1]), "other_days")


def without(rows: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    return rows[~rows["day"].between(first, last).to_numpy(bool)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: without(rows, 20230101, 20230115),
        lambda rows: rows.assign(method_count=rows["method_count"].where(rows["day"] > 20231231, 1)),
        lambda rows: rows.assign(amount_krw=rows["amount_krw"].where(~rows["day"].between(20240120, 20240205), pd.NA)),
    ],
    ids=["days missing", "another number of methods", "amounts not known"],
)
def test_without_days_of_both_years_the_months_are_added(spoil: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    whole = daily(lambda _: 100)
    found = alike(by_month(whole), Alike.FEAST, EVERY_DAY, Daily(spoil(whole))).set_index("month")
    assert set(found.loc["2024-01-01":"2024-02-01", "compared"]) == {"feast_pair"}
    assert found.loc["2024-01-01", "change_share"] == pytest.approx(found.loc["2024-02-01", "change_share"])


def test_days_that_are_only_a_small_part_of_the_amount_do_not_stand_for_it() -> None:
    rows = daily(lambda _: 100)
    ten_times = by_month(rows).assign(amount_krw=lambda made: made["amount_krw"] * 10)
    found = alike(ten_times, Alike.FEAST, EVERY_DAY, Daily(rows))
    assert set(found["compared"]) == {"feast_pair", "same_month"}


CAMPAIGN = (dt.date(2024, 5, 10), dt.date(2024, 5, 12))


def test_days_of_campaigns_are_left_out() -> None:
    rows = daily(lambda day: 900 if CAMPAIGN[0] <= day <= CAMPAIGN[1] else 100)
    told = Daily(rows, (CAMPAIGN,))
    assert told.can_leave_campaigns_out() and Alike.QUIET_DAY in bases(EVERY_DAY, told)
    found = alike(by_month(rows), Alike.QUIET_DAY, EVERY_DAY, told).set_index("month")
    may = found.loc["2024-05-01"]
    assert (may["alike_krw"], may["day_count"], may["change_share"]) == (100, 28, 0)
    per_day = alike(by_month(rows), Alike.TRADING_DAY, EVERY_DAY).set_index("month").loc["2024-05-01"]
    assert per_day["alike_krw"] == pytest.approx((28 * 100 + 3 * 900) / 31)


def test_without_a_campaign_or_a_day_there_is_nothing_to_leave_out() -> None:
    rows = daily(lambda _: 100)
    assert Alike.QUIET_DAY not in bases(EVERY_DAY, Daily(rows))
    assert Alike.QUIET_DAY not in bases(EVERY_DAY, Daily(rows.iloc[:0], (CAMPAIGN,)))
    assert Alike.QUIET_DAY not in bases(None, Daily(rows, (CAMPAIGN,)))
    nothing = alike(by_month(rows), Alike.QUIET_DAY, EVERY_DAY, Daily(rows.iloc[:0], (CAMPAIGN,)))
    assert nothing.empty


def test_a_month_of_campaign_days_only_is_a_gap_and_months_before_the_first_day_are_left_out() -> None:
    whole = (dt.date(2024, 5, 1), dt.date(2024, 5, 31))
    rows = daily(lambda _: 100)
    later = Daily(rows[(rows["day"] >= 20240301).to_numpy(bool)], (whole,))
    found = alike(by_month(rows), Alike.QUIET_DAY, EVERY_DAY, later).set_index("month")
    assert found.index[0] == pd.Timestamp("2024-03-01")
    assert found["alike_krw"].isna().to_dict() == {month: month.month == 5 for month in found.index}
