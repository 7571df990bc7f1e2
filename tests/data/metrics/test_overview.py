"""Readings of the latest month, the register, foreign payments, and what changed most."""

from typing import Any

import pandas as pd
import pytest

from data.metrics import markets, overview, tourists
from data.metrics.reading import Basis, Caution, Why
from tests.data.metrics.making import month, monthly


def state(**columns: Any) -> pd.DataFrame:
    """One row of ``overview.state``."""
    usual = {
        "amount_krw": 1000,
        "matched_amount_krw": 900,
        "matched_previous_amount_krw": 600,
        "month_matched_amount_krw": 1000,
        "month_before_amount_krw": 1250,
    }
    numbers = {name: pd.array([value], dtype="Int64") for name, value in {**usual, **columns}.items()}
    return pd.DataFrame({"latest_month": [pd.Timestamp("2024-05-01")], **numbers, "is_provisional": [True]})


def test_the_latest_month_is_compared_with_the_year_before() -> None:
    reading = overview.latest_amount(state())
    assert (reading.value, reading.change, reading.change_basis) == (1000, pytest.approx(0.5), Basis.YEAR_EARLIER)
    assert reading.months == (month("2024-05"),) and reading.is_provisional
    assert reading.caution is Caution.PARTLY_COMPARED


def test_the_month_before_counts_the_same_markets_only() -> None:
    reading = overview.month_on_month(state())
    assert reading.value == pytest.approx(-0.2) and reading.caution is None
    assert overview.month_on_month(state(month_matched_amount_krw=499)).reason is Why.TOO_LITTLE_COMPARES
    assert overview.month_on_month(state(month_before_amount_krw=0)).reason is Why.BASE_ZERO
    assert overview.month_on_month(state(month_before_amount_krw=None)).reason is Why.NOTHING_BEFORE
    assert overview.month_on_month(state(amount_krw=None)).reason is Why.NOT_REPORTED


def test_the_biggest_change_is_the_largest_in_won_whatever_its_sign() -> None:
    rows = pd.DataFrame(
        {
            "market_name": ["up", "down", "unknown"],
            "change_krw": pd.array([50, -70, None], dtype="Int64"),
            "change_share": [5.0, -0.1, float("nan")],
        }
    )
    reading = overview.biggest_change(rows)
    assert (reading.value, reading.about) == (-0.1, "down")


def test_stores_are_added_where_known_and_the_rest_is_said() -> None:
    columns = {"store_count": [10, None], "market_count": [1, 2], "unknown_store_count": [0, 2]}
    rows = pd.DataFrame({name: pd.array(values, dtype="Int64") for name, values in columns.items()})
    assert markets.market_count(rows).value == 3
    assert (markets.store_count(rows).value, markets.store_count(rows).caution) == (10, Caution.STORES_UNKNOWN)
    assert markets.store_count(rows.iloc[:1]).caution is None
    assert markets.store_count(rows.iloc[1:]).reason is Why.NOT_REPORTED


def test_the_foreign_share_stands_over_the_markets_that_report_foreign_payments() -> None:
    rows = monthly("2024-01", foreign_amount_krw=[20, None], foreign_base_amount_krw=[100, None], amount_krw=[900, 900])
    assert tourists.foreign_share(rows).value == pytest.approx(0.2)
    unknown = monthly("2024-01", foreign_amount_krw=[7], foreign_base_amount_krw=[None])
    assert tourists.foreign_share(unknown).reason is Why.NOT_REPORTED
    too_much = monthly("2024-01", foreign_amount_krw=[7], foreign_base_amount_krw=[5])
    assert tourists.foreign_share(too_much).reason is Why.PARTS_EXCEED_WHOLE


def test_the_foreign_index_takes_all_wallets_or_one() -> None:
    base = month("2024-03")
    assert tourists.foreign_index(monthly("2024-03", foreign_amount_krw=[2, 3], amount_krw=[9, 9]), base).value == 150
    assert tourists.foreign_index(monthly("2024-03", amount_krw=[2, 3]), base).value == 150


def test_the_foreign_index_says_when_other_markets_reported() -> None:
    rows = monthly("2024-03", foreign_amount_krw=[2, 3], foreign_market_count=[1, 2], market_count=[5, 5])
    assert tourists.foreign_index(rows, month("2024-03")).caution is Caution.MARKETS_CHANGED
    assert tourists.foreign_amount(rows).caution is Caution.MARKETS_CHANGED
    same = monthly("2024-03", foreign_amount_krw=[2, 3], foreign_market_count=[2, 2], market_count=[5, 6])
    assert tourists.foreign_index(same, month("2024-03")).caution is None


def test_foreign_growth_compares_markets_that_reported_both_years() -> None:
    rows = monthly(
        "2024-01", foreign_amount_krw=[100], matched_foreign_amount_krw=[90], matched_previous_foreign_amount_krw=[45]
    )
    assert tourists.foreign_year_on_year(rows).value == pytest.approx(1.0)
    assert tourists.foreign_amount(rows).change == pytest.approx(1.0)
