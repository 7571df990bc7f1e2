"""Sentences that the rows support, by example."""

from dataclasses import replace

import pandas as pd
import pytest

from components.charts import overview, payments, tourists
from components.text import translator
from data.answer import Answer
from data.choice import Choice
from tests.components.answers import answer, krw

KO, EN = translator("ko"), translator("en")


def months(*texts: str) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(texts)


def of(rows: pd.DataFrame, **choice: object) -> Answer:
    return Answer(rows, "q", Choice(**choice))  # type: ignore[arg-type]


def monthly(amount: float, before: float | None, **more: object) -> Answer:
    known = before is not None
    rows = pd.DataFrame(
        {
            "month": months("2024-05"),
            "amount_krw": krw([amount]),
            "matched_amount_krw": krw([amount if known else None]),
            "matched_previous_amount_krw": krw([before]),
            "is_provisional": False,
            **more,
        }
    )
    return of(rows)


@pytest.mark.parametrize(
    ("amount", "before", "korean"),
    [
        (11e9, 10e9, "2024년 5월 결제액은 110억 원으로 1년 전 같은 달보다 10.0% 늘었습니다."),
        (9e9, 10e9, "2024년 5월 결제액은 90억 원으로 1년 전 같은 달보다 10.0% 줄었습니다."),
        (10.02e9, 10e9, "2024년 5월 결제액은 100억 원으로 1년 전 같은 달과 비슷합니다(0.2% 차이)."),
        (1e9, None, "2024년 5월 결제액은 10억 원입니다. 1년 전 같은 달의 자료는 없습니다."),
    ],
)
def test_payments_are_compared_with_the_year_before_in_plain_words(
    amount: float, before: float | None, korean: str
) -> None:
    assert payments.payment_trend(monthly(amount, before), KO).finding == korean


def test_growth_is_of_those_who_reported_both_years_and_not_of_new_reporters() -> None:
    rows = monthly(20e9, 10e9).rows.assign(matched_amount_krw=krw([11e9]))
    assert "10.0% 늘었습니다" in payments.payment_trend(of(rows), KO).finding


def test_too_little_that_compares_is_not_compared() -> None:
    rows = monthly(20e9, 5e9).rows.assign(matched_amount_krw=krw([6e9]))
    assert "자료는 없습니다" in payments.payment_trend(of(rows), KO).finding


def test_ac01_the_promotion_against_march_is_an_index_of_597_and_1553() -> None:
    rows = pd.DataFrame(
        {
            "month": months("2024-03", "2024-04", "2024-05"),
            "foreign_amount_krw": krw([1_000_000, 5_975_000, 15_536_000]),
            "foreign_transaction_count": krw([10, 50, 120]),
            "is_provisional": False,
        }
    )
    made = tourists.foreign_index(of(rows, base=20240301), KO)
    assert list(made.rows["index"].round(1)) == [100.0, 597.5, 1553.6]
    assert made.finding == "2024년 5월의 지수는 1,553.6으로, 기준인 2024년 3월보다 1,453.6% 많습니다."
    assert made.drawing.reference == (100.0, "2024년 3월 = 100")


def test_a_base_month_that_is_not_there_gives_way_to_the_first() -> None:
    rows = pd.DataFrame({"month": months("2024-03", "2024-04"), "foreign_amount_krw": krw([2, 1])})
    made = tourists.foreign_index(of(rows, base=20200101), KO)
    assert made.drawing.reference == (100.0, "2024년 3월 = 100")
    assert "50.0% 적습니다" in made.finding


def test_the_base_month_alone_is_compared_with_nothing() -> None:
    rows = pd.DataFrame({"month": months("2024-03"), "foreign_amount_krw": krw([2])})
    assert tourists.foreign_index(of(rows), KO).finding == "기준인 2024년 3월 말고는 견줄 달이 없습니다."


def test_one_region_is_not_called_the_largest() -> None:
    rows = answer("payment_by_region").rows.iloc[[0]]
    assert payments.payment_by_region(of(rows), KO).finding == "서울특별시의 결제액은 3,200억 원입니다."


def test_one_method_is_not_called_the_most_used() -> None:
    rows = answer("payment_by_method").rows
    rows = rows[(rows["method"] == "zeropay").to_numpy()]
    assert payments.payment_by_method(of(rows), KO).finding == "이 기간의 자료는 모두 제로페이입니다."


def test_countries_beyond_the_tenth_are_added_up_in_one_row() -> None:
    made = tourists.foreign_by_country(answer("foreign_by_country"), KO)
    assert len(made.rows) == 11
    assert made.rows["country"].iloc[-1] == "그 밖의 3개국"
    assert made.rows["part_share"].sum() == pytest.approx(1)
    total = answer("foreign_by_country").rows["amount_krw"].sum()
    assert made.rows["amount_krw"].sum() == pytest.approx(total)


def test_markets_are_listed_by_region_and_name_and_not_by_amount() -> None:
    made = payments.payment_by_market(answer("payment_by_market"), KO)
    assert list(made.rows["market_name"]) == sorted(made.rows["market_name"])
    assert KO("note.not_a_league") in made.notes


def test_a_missing_month_is_named() -> None:
    made = payments.payment_trend(answer("payment_trend"), KO)
    assert "자료가 없는 달: 2023년 6월. 0이 아니라 알 수 없는 값이라 비워 두었습니다." in made.notes


def test_a_quarter_that_is_not_full_is_said() -> None:
    made = payments.payment_by_quarter(answer("payment_by_quarter"), KO)
    assert KO("note.incomplete_quarter") in made.notes and bool(made.rows["is_incomplete"].all())
    full = replace(answer("payment_by_quarter"), rows=answer("payment_by_quarter").rows.assign(month_count=3))
    assert KO("note.incomplete_quarter") not in payments.payment_by_quarter(full, KO).notes


def test_what_changed_most_is_said_with_its_amount_and_direction() -> None:
    made = overview.biggest_changes(answer("biggest_changes"), KO)
    assert (
        made.finding
        == "가장 크게 달라진 곳은 나루시장(구 옛나루시장)으로, 결제액이 1년 전보다 4억 원(16.7%) 줄었습니다."
    )
    assert "fell by KRW 400m (16.7%)" in overview.biggest_changes(answer("biggest_changes"), EN).finding


def test_without_methods_that_summaries_tell_the_chart_is_empty_and_not_wrong() -> None:
    rows = answer("payment_trend").rows.drop(columns=["digital_amount_krw", "counted_amount_krw", "store_count"])
    for maker in (payments.digital_share_trend, payments.amount_per_store_trend):
        made = maker(of(rows), KO)
        assert made.is_empty and made.finding == KO("finding.nothing")
        assert {column.name for column in made.columns} <= set(made.rows.columns)
