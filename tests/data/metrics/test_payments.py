"""Readings of payments, worked out by hand; then the awkward cases."""

import numpy as np
import pandas as pd
import pytest

from data.answer import Answer
from data.choice import Choice
from data.metrics import payments
from data.metrics.reading import Basis, Caution, Why
from tests.data.metrics.making import month, monthly

MATCHED = ("matched_amount_krw", "matched_previous_amount_krw")


def test_the_total_adds_known_months_and_compares_like_with_like() -> None:
    rows = monthly(
        "2024-01",
        amount_krw=[100, None, 300],
        matched_amount_krw=[100, None, 260],
        matched_previous_amount_krw=[80, None, 220],
        market_count=[2, 0, 2],
    )
    reading = payments.total_amount(rows)
    assert reading.value == 400
    assert reading.change == pytest.approx(360 / 300 - 1)
    assert reading.change_basis is Basis.YEAR_EARLIER
    assert reading.months == tuple(month(f"2024-0{n}") for n in (1, 2, 3)) and reading.series == (100, None, 300)
    assert reading.caution is Caution.MONTHS_MISSING


def test_a_new_reporter_makes_the_total_larger_but_is_no_growth() -> None:
    rows = monthly("2024-01", amount_krw=[1900], matched_amount_krw=[1000], matched_previous_amount_krw=[1000])
    assert payments.total_amount(rows).value == 1900
    assert payments.year_on_year(rows).value == 0
    assert payments.year_on_year(rows).caution is Caution.PARTLY_COMPARED


def test_growth_of_less_than_half_of_the_amount_is_not_told() -> None:
    rows = monthly("2024-01", amount_krw=[1000], matched_amount_krw=[499], matched_previous_amount_krw=[100])
    assert payments.year_on_year(rows).reason is Why.TOO_LITTLE_COMPARES
    assert payments.total_amount(rows).change is None


def test_without_a_year_before_there_is_no_growth_rather_than_zero() -> None:
    rows = monthly("2024-01", amount_krw=[1000], matched_amount_krw=[None], matched_previous_amount_krw=[None])
    assert payments.year_on_year(rows).reason is Why.NOTHING_BEFORE
    assert payments.year_on_year(monthly("2024-01", amount_krw=[1])).reason is Why.NOTHING_BEFORE


def test_rows_by_method_are_added_by_month_first() -> None:
    rows = pd.concat(
        [
            monthly(
                "2024-01", amount_krw=[100, 200], matched_amount_krw=[100, 200], matched_previous_amount_krw=[50, 100]
            ),
            monthly("2024-01", amount_krw=[None, 10], **{name: [None, None] for name in MATCHED}),
        ]
    )
    reading = payments.total_amount(rows)
    assert reading.series == (100, 210)
    assert reading.change == pytest.approx(1.0)


def test_an_answer_is_taken_as_its_rows() -> None:
    rows = monthly("2024-01", amount_krw=[5, 6])
    assert payments.total_amount(Answer(rows, "payments.monthly_total", Choice())).value == 11


def test_the_digital_share_is_a_ratio_of_sums_and_changes_in_points() -> None:
    rows = monthly("2024-01", digital_amount_krw=[60, 10], amount_krw=[100, 100])
    before = monthly("2023-01", digital_amount_krw=[50, 0], amount_krw=[100, 100])
    reading = payments.digital_share(rows, before)
    assert reading.value == pytest.approx(0.35)
    assert reading.change == pytest.approx(0.10) and reading.change_unit == "points"
    assert reading.series == (pytest.approx(0.6), pytest.approx(0.1))


def test_a_share_is_not_compared_with_other_months_than_its_own() -> None:
    rows = monthly("2024-01", digital_amount_krw=[60, 10], amount_krw=[100, 100])
    assert payments.digital_share(rows, monthly("2023-01", digital_amount_krw=[50], amount_krw=[100])).change is None
    assert payments.digital_share(rows, rows.iloc[:0]).change is None
    assert payments.digital_share(rows).change_basis is Basis.NONE


def test_a_part_larger_than_its_whole_is_a_contradiction_and_no_share() -> None:
    rows = monthly("2024-01", digital_amount_krw=[160], amount_krw=[100])
    assert payments.digital_share(rows).reason is Why.PARTS_EXCEED_WHOLE


def test_per_store_is_per_store_and_month_and_leaves_out_unknown_store_numbers() -> None:
    rows = monthly("2024-01", counted_amount_krw=[1000, 3000], store_count=[10, 10], amount_krw=[9000, 9000])
    assert payments.amount_per_store(rows).value == 200
    assert payments.amount_per_store(monthly("2024-01", counted_amount_krw=[None], store_count=[None])).value is None
    no_stores = monthly("2024-01", counted_amount_krw=[5], store_count=[0])
    assert payments.amount_per_store(no_stores).reason is Why.BASE_ZERO


def test_per_transaction_takes_only_rows_that_tell_both() -> None:
    rows = monthly("2024-01", ticketed_amount_krw=[1000, None], transaction_count=[10, 99], amount_krw=[5000, 5000])
    assert payments.amount_per_transaction(rows).value == 100


def test_ac01_and_ac02_the_published_growth_against_march_comes_out() -> None:
    rows = monthly("2024-03", amount_krw=[40_000_000, 239_000_000, 621_440_000])
    april = payments.index_to_base(rows.iloc[:2], base=month("2024-03"))
    may = payments.index_to_base(rows, base=month("2024-03"))
    assert april.value == pytest.approx(597.5) and may.value == pytest.approx(1553.6)
    assert may.change == pytest.approx(1.600, abs=0.0005) and may.change_basis is Basis.MONTH_EARLIER
    assert may.value is not None and may.value / 100 == pytest.approx(15.536)
    assert may.series == (pytest.approx(100), pytest.approx(597.5), pytest.approx(1553.6))


def test_an_index_is_never_chained_over_a_missing_month() -> None:
    reading = payments.index_to_base(monthly("2024-03", amount_krw=[100, None, 300]), base=month("2024-03"))
    assert reading.value == pytest.approx(300) and reading.change is None


def test_an_index_without_its_base_month_or_with_a_base_of_zero_is_not_told() -> None:
    rows = monthly("2024-03", amount_krw=[None, 0, 300])
    assert payments.index_to_base(rows, base=month("2024-03")).reason is Why.BASE_MISSING
    assert payments.index_to_base(rows, base=month("2024-04")).reason is Why.BASE_ZERO
    assert payments.index_to_base(rows, base=month("2020-01")).reason is Why.BASE_MISSING
    assert payments.index_to_base(rows.iloc[2:]).value == 100


def test_an_index_over_another_number_of_markets_says_so() -> None:
    rows = monthly("2024-03", amount_krw=[100, 200], market_count=[1, 2])
    assert payments.index_to_base(rows, base=month("2024-03")).caution is Caution.MARKETS_CHANGED


def test_a_provisional_month_makes_the_reading_provisional() -> None:
    rows = monthly("2024-01", amount_krw=[1, 2])
    rows.loc[1, "is_provisional"] = True
    assert payments.total_amount(rows).is_provisional
    assert not payments.total_amount(rows.iloc[:1]).is_provisional


def test_a_known_season_is_found_again_in_spite_of_growth() -> None:
    truth = np.array([1.0, 0.8, 0.9, 1.0, 1.1, 1.0, 0.9, 1.0, 1.3, 1.1, 0.9, 1.0])
    amounts = [round(1_000_000 * factor * (1.2**year)) for year in range(3) for factor in truth]
    factors = payments.seasonal_factors(monthly("2022-01", amount_krw=amounts))
    assert factors["factor"].to_numpy() == pytest.approx(truth / truth.mean(), abs=1e-5)
    assert list(factors["year_count"]) == [3] * 12
    reading = payments.seasonality(monthly("2022-01", amount_krw=amounts))
    assert reading.value == pytest.approx(1.3 / truth.mean() - 1, abs=1e-5) and reading.about == "9"


@pytest.mark.parametrize(
    "amounts", [[5] * 23, [*[5] * 11, None, *[5] * 12], [None] * 30], ids=["short", "gap", "unknown"]
)
def test_a_season_needs_two_whole_years_without_a_gap(amounts: list[int | None]) -> None:
    assert payments.seasonality(monthly("2022-01", amount_krw=amounts)).reason is Why.TOO_FEW_MONTHS
    assert payments.seasonal_factors(monthly("2022-01", amount_krw=amounts)).empty


def test_the_season_counts_whole_years_back_from_the_last_month() -> None:
    factors = payments.seasonal_factors(monthly("2022-04", amount_krw=[999] * 5 + [10] * 24))
    assert factors["factor"].to_numpy() == pytest.approx(np.ones(12))
    assert list(factors["month_of_year"]) == list(range(1, 13))
