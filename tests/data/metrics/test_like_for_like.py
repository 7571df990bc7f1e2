"""Fair comparisons worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from data.metrics.calendar import Trade
from data.metrics.like_for_like import Alike, alike, amount_per_market_day, bases, seasonally_adjusted
from tests.data.metrics.making import monthly


def year(first: str, amounts: list[int], before: list[int]) -> pd.DataFrame:
    return monthly(first, amount_krw=amounts, matched_amount_krw=amounts, matched_previous_amount_krw=before)


def test_per_market_day_divides_by_the_days_of_the_cycle() -> None:
    """A 5,10 market: five days in February against six; the plain fall of a sixth is none per market day."""
    rows = year("2024-01", [600, 500], [600, 500])
    found = alike(rows, Alike.MARKET_DAY, Trade("5,0"))
    assert list(found["alike_krw"]) == [100, 100] and list(found["day_count"]) == [6, 5]
    assert list(found["change_share"]) == [0, 0]


def test_the_year_before_is_divided_by_its_own_days() -> None:
    """Every day of February: 28 in 2023, 29 in 2024; New Year's own day is no day of trade (2024: 10 February)."""
    rows = year("2024-02", [2800], [2800])
    assert alike(rows, Alike.TRADING_DAY, Trade(also_daily=True))["change_share"][0] == pytest.approx(0.0)
    rows = year("2024-03", [3100], [3100])
    assert alike(rows, Alike.TRADING_DAY, Trade(also_daily=True))["change_share"][0] == pytest.approx(0.0)
    # February 2025: 28 days, New Year lay in January; 2024: 28 days of trade of 29
    rows = year("2025-02", [2800], [2800])
    assert alike(rows, Alike.TRADING_DAY, Trade(also_daily=True))["change_share"][0] == pytest.approx(0.0)
    assert list(alike(rows, Alike.TRADING_DAY, Trade(also_daily=True))["day_count"]) == [28]


def test_feasts_are_aligned_by_adding_the_months_they_move_between() -> None:
    """New Year moved from January to February: January falls, February rises, together nothing changed."""
    rows = year("2024-01", [80, 120, 50], [120, 80, 40])
    plain, feast = (alike(rows, basis, Trade(also_daily=True))["change_share"] for basis in (Alike.PLAIN, Alike.FEAST))
    assert list(plain.round(6)) == [-0.333333, 0.5, 0.25]
    assert list(feast.round(6)) == [0.0, 0.0, 0.25]


def test_a_pair_of_which_a_month_is_missing_is_not_known() -> None:
    rows = year("2024-01", [80], [120])
    assert alike(rows, Alike.FEAST, Trade(also_daily=True))["change_share"].isna().all()


def test_too_little_that_compares_gives_no_change() -> None:
    rows = monthly("2024-03", amount_krw=[100], matched_amount_krw=[40], matched_previous_amount_krw=[10])
    assert alike(rows, Alike.PLAIN, Trade())["change_share"].isna().all()


def test_only_a_market_with_days_of_its_own_can_be_compared_by_them() -> None:
    assert bases(None) == bases(Trade()) == (Alike.PLAIN, Alike.TRADING_DAY, Alike.FEAST)
    assert Alike.MARKET_DAY in bases(Trade("2,7"))


def test_the_mean_of_a_market_day_is_the_sum_over_all_of_them() -> None:
    reading = amount_per_market_day(year("2024-01", [600, 1000], [1, 1]), Trade("5,0"))
    assert reading.value == pytest.approx(1600 / 11) and reading.series == (100, 200)


def season(months: int) -> pd.DataFrame:
    at = np.arange(months)
    return monthly("2021-01", amount_krw=[round(v) for v in 1e9 * 1.002**at * (1 + 0.3 * np.sin(at / 6 * np.pi))])


def test_a_pure_season_is_taken_off() -> None:
    line = seasonally_adjusted(season(48))
    assert line is not None and len(line) == 48
    smooth = 1e9 * 1.002 ** np.arange(48)
    assert np.abs(line.to_numpy() / smooth - 1).max() < 0.05
    assert np.std(np.diff(np.log(line))) < np.std(np.diff(np.log(season(48)["amount_krw"].astype(float)))) / 5


@pytest.mark.parametrize("months", [36, 48])
@pytest.mark.parametrize("bad", [5, 11, 30])
def test_a_single_bad_month_is_not_taken_for_season(months: int, bad: int) -> None:
    """It stays in the line, and the same month of other years stays where it was."""
    rows, chance = season(months), np.random.default_rng(3)
    noisy = rows["amount_krw"].astype("float64") * np.exp(chance.normal(0, 0.02, months))
    noisy[bad] *= 0.4
    line = seasonally_adjusted(rows.assign(amount_krw=noisy.round().astype("Int64")))
    assert line is not None
    smooth = line.to_numpy() / (1e9 * 1.002 ** np.arange(months))
    assert smooth[bad] == pytest.approx(0.4, abs=0.05)
    assert np.abs(np.delete(smooth, bad) - 1).max() < 0.1


@pytest.mark.parametrize("rows", [season(35), season(40).drop(index=7), season(40).assign(amount_krw=0)])
def test_fewer_than_36_months_a_gap_or_nothing_paid_give_no_line(rows: pd.DataFrame) -> None:
    assert seasonally_adjusted(rows) is None
