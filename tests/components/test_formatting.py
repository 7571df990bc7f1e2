"""Numbers as people read them, by example."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from components import formatting

UNKNOWN = [None, math.nan, pd.NA, pd.NaT, np.nan]


@pytest.mark.parametrize(
    ("amount", "korean", "short", "english"),
    [
        (14_383_312_345_678, "14조 3,833억 원", "14.4조", "KRW 14.4tn"),
        (1_000_000_000_000, "1조 원", "1조", "KRW 1tn"),
        (1_003_400_000_000, "1조 34억 원", "1조", "KRW 1tn"),
        (999_999_999_999, "1조 원", "1조", "KRW 1tn"),
        (253_412_345_678, "2,534억 원", "2,534억", "KRW 253bn"),
        (15_942_345_678, "159억 원", "159억", "KRW 15.9bn"),
        (1_532_345_678, "15억 3,000만 원", "15.3억", "KRW 1.53bn"),
        (7_962_288_020, "79억 6,000만 원", "79.6억", "KRW 7.96bn"),
        (9_996_000_000, "100억 원", "100억", "KRW 10bn"),
        (345_678_901, "3억 4,600만 원", "3.5억", "KRW 346m"),
        (100_000_000, "1억 원", "1억", "KRW 100m"),
        (99_995_000, "1억 원", "1억", "KRW 100m"),
        (99_994_999, "9,999만 원", "9,999만", "KRW 100m"),
        (92_000_000, "9,200만 원", "9,200만", "KRW 92m"),
        (12_345_678, "1,235만 원", "1,235만", "KRW 12.3m"),
        (1_000_000, "100만 원", "100만", "KRW 1m"),
        (999_999.7, "100만 원", "100만", "KRW 1m"),
        (999_999, "999,999원", "100만", "KRW 1m"),
        (106_000, "106,000원", "10.6만", "KRW 106k"),
        (50_784, "50,784원", "5.1만", "KRW 50.8k"),
        (9_999.5, "10,000원", "1만", "KRW 10k"),
        (5_000, "5,000원", "5,000", "KRW 5k"),
        (0, "0원", "0", "KRW 0"),
        (-0.4, "0원", "0", "KRW 0"),
        (-1_532_345_678, "-15억 3,000만 원", "-15.3억", "KRW -1.53bn"),
    ],
)
def test_won_are_written_as_newspapers_write_them(amount: float, korean: str, short: str, english: str) -> None:
    assert formatting.won(amount) == korean
    assert formatting.won_short(amount) == short
    assert formatting.won(amount, "en") == english


def test_won_can_stand_without_their_unit() -> None:
    assert formatting.won(15_942_345_678, with_unit=False) == "159억"
    assert formatting.won_short(15_942_345_678, with_unit=True) == "159억 원"
    assert formatting.won_short(15_942_345_678, "en", with_unit=True) == "KRW 15.9bn"


@pytest.mark.parametrize("unknown", UNKNOWN)
@pytest.mark.parametrize(
    "unit",
    [
        "krw",
        "count",
        "persons",
        "stores",
        "share",
        "change",
        "points",
        "index",
        "ratio",
        "month",
        "quarter",
        "date",
        "year",
        "degrees",
        "metres",
        "text",
    ],
)
def test_what_is_not_known_is_a_dash_in_every_unit(unknown: object, unit: str) -> None:
    for lang in ("ko", "en"):
        assert formatting.written(unknown, unit, lang) == "–"
        assert formatting.written_short(unknown, unit, lang) == "–"


@pytest.mark.parametrize(
    ("number", "korean", "english"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (9_999.6, "1만", "10k"),
        (15_234, "1.5만", "15.2k"),
        (240_000_000, "2.4억", "240m"),
        (-15_234, "-1.5만", "-15.2k"),
    ],
)
def test_counts_are_scaled_from_ten_thousand(number: float, korean: str, english: str) -> None:
    assert formatting.count(number) == korean
    assert formatting.count(number, "en") == english


def test_a_table_writes_counts_in_full() -> None:
    assert formatting.written(15_234, "stores") == "15,234"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.05, "+5.0%"),
        (-0.386, "-38.6%"),
        (4.975, "+497.5%"),
        (14.536, "+1,453.6%"),
        (0.0, "0.0%"),
        (0.0004, "0.0%"),
        (-0.0004, "0.0%"),
        (math.inf, "–"),
    ],
)
def test_a_change_has_its_sign_and_nothing_is_plus_zero(value: float, text: str) -> None:
    assert formatting.change(value) == text


def test_points_are_not_percent() -> None:
    assert formatting.points(0.021) == "+2.1%p"
    assert formatting.points(-0.021, "en") == "-2.1 pp"
    assert formatting.points(0.00001) == "0.0%p"


def test_shares_and_indices() -> None:
    assert formatting.share(0.1234) == "12.3%"
    assert formatting.share(1) == "100.0%"
    assert formatting.index(597.5) == "597.5"
    assert formatting.written(2.5, "ratio") == "2.50"
    assert formatting.written_short(0.416, "share") == "42%"
    assert formatting.written_short(0.041, "share") == "4.1%"


@pytest.mark.parametrize("may", [pd.Timestamp(2024, 5, 1), 20240501, date(2024, 5, 1), np.datetime64("2024-05-01")])
def test_months_quarters_and_days_are_words(may: object) -> None:
    assert formatting.month(may) == "2024년 5월"
    assert formatting.month(may, "en") == "May 2024"
    assert formatting.quarter(may) == "2024년 2분기"
    assert formatting.quarter(may, "en") == "Q2 2024"
    assert formatting.day(may) == "2024년 5월 1일"
    assert formatting.day(may, "en") == "1 May 2024"


def test_a_text_that_is_no_date_stays_as_it_is() -> None:
    assert formatting.day("unknown") == "unknown"
    assert formatting.day("") == "–"


def test_a_period_of_one_month_is_that_month() -> None:
    may, june = pd.Timestamp(2024, 5, 1), pd.Timestamp(2024, 6, 1)
    assert formatting.period(may, june) == "2024년 5월~2024년 6월"
    assert formatting.period(may, june, "en") == "May 2024 to June 2024"
    assert formatting.period(may, may) == "2024년 5월"
    assert formatting.period(None, june) == "2024년 6월"
    assert formatting.period(None, None) == "–"


@pytest.mark.parametrize(
    ("metres", "korean", "english"),
    [
        (0, "0m", "0 m"),
        (849.6, "850m", "850 m"),
        (999.6, "1km", "1 km"),
        (2_345, "2.35km", "2.35 km"),
        (5_000, "5km", "5 km"),
    ],
)
def test_distances_are_metres_and_from_a_thousand_on_kilometres(metres: float, korean: str, english: str) -> None:
    assert formatting.written(metres, "metres") == korean
    assert formatting.written(metres, "metres", "en") == english


def test_a_head_that_names_its_unit_is_not_given_it_again() -> None:
    assert (
        formatting.names_unit("Stores", "stores")
        and formatting.names_unit("Market days", "days")
        and formatting.names_unit("지수", "지수")
    )
    assert (
        not formatting.names_unit("Amount", "KRW")
        and not formatting.names_unit("점포 수", "개")
        and not formatting.names_unit("Share", "%")
    )
