"""What holds for every metric, present and future."""

from typing import get_args

import pandas as pd
import pytest

from components.exhibit import Unit as DrawnUnit
from components.text.translator import LANGUAGES, words
from data.metrics import catalogue
from data.metrics.reading import Basis, Caution, Good, Reading, Unit, Why

every_metric = pytest.mark.parametrize("key", list(catalogue()))
EMPTY = {
    "month": "datetime64[us]",
    "latest_month": "datetime64[us]",
    "market_name": "str",
    "is_provisional": "bool",
    "change_share": "float64",
    "opened_on": "datetime64[us]",
    "starts_on": "datetime64[us]",
    **dict.fromkeys(("raised_on", "replied_on", "due_on", "closed_on"), "datetime64[us]"),
    **dict.fromkeys(("state", "reply"), "str"),
    "event_kind": "str",
    "platform": "str",
    **dict.fromkeys(
        [
            "amount_krw",
            "digital_amount_krw",
            "foreign_amount_krw",
            "foreign_base_amount_krw",
            "transaction_count",
            "market_count",
            "store_count",
            "unknown_store_count",
            "counted_amount_krw",
            "ticketed_amount_krw",
            "matched_amount_krw",
            "matched_previous_amount_krw",
            "month_matched_amount_krw",
            "month_before_amount_krw",
            "matched_foreign_amount_krw",
            "matched_previous_foreign_amount_krw",
            "change_krw",
            "sales_krw",
            "opened_count",
            "told_count",
            "online_krw",
            "paid_krw",
            "buyer_count",
            "repeat_buyer_count",
            *("production_krw", "discount_krw", "fee_krw", "viewer_count", "order_count", "issued_count", "used_count"),
            *(
                "cap_krw",
                "attendee_count",
                "acting_count",
                "settlement_days",
                "car_count",
                "day_count",
                "capacity_count",
            ),
        ],
        "Int64",
    ),
}
REPORTED_MONTH = {
    "month": pd.Timestamp("2024-05-01"),
    "latest_month": pd.Timestamp("2024-05-01"),
    "market_name": "a",
    "opened_on": pd.Timestamp("2024-05-01"),
    "starts_on": pd.Timestamp("2024-05-01"),
    "raised_on": pd.Timestamp("2024-05-01"),
    **dict.fromkeys(("replied_on", "due_on", "closed_on"), pd.NaT),
    **dict.fromkeys(("state", "reply"), ""),
    "event_kind": "broadcast",
    "platform": "a",
    "is_provisional": False,
}


def no_rows() -> pd.DataFrame:
    """Every column that a query may give, and no row."""
    return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in EMPTY.items()})


def nothing_known() -> pd.DataFrame:
    """One row in which every value is missing."""
    return pd.DataFrame(
        {
            name: pd.Series([REPORTED_MONTH.get(name, pd.NA if dtype == "Int64" else float("nan"))], dtype=dtype)
            for name, dtype in EMPTY.items()
        }
    )


#: What makes a number of days zero, or a share of what has happened.
ZERO_DAYS = {"replied_on": pd.Timestamp("2024-05-01"), "due_on": pd.Timestamp("2024-05-01")}
NOTHING_HAPPENED = {"answered_share": {"state": "open", "replied_on": pd.NaT}}


def all_zero(key: str) -> pd.DataFrame:
    """One row in which every number that the metric may ask for is zero."""
    return (
        nothing_known()
        .fillna(dict.fromkeys([name for name, dtype in EMPTY.items() if dtype == "Int64"], 0))
        .fillna({"change_share": 0.0})
        .assign(**ZERO_DAYS | NOTHING_HAPPENED.get(key, {}))
    )


@every_metric
@pytest.mark.parametrize("part", ["name", "definition", "limits"])
def test_a_metric_has_a_name_a_definition_and_limits_in_every_language(key: str, part: str) -> None:
    for lang in LANGUAGES:
        assert len(words()[f"metric.{key}.{part}"][lang]) > (1 if part == "name" else 15)


@every_metric
def test_a_metric_has_a_unit_that_can_be_written_and_a_good_direction(key: str) -> None:
    metric = catalogue()[key]
    assert metric.unit in get_args(Unit) and metric.unit in get_args(DrawnUnit)
    assert metric.good in get_args(Good)
    assert metric.read.__doc__


@every_metric
def test_no_rows_give_no_value_and_say_so(key: str) -> None:
    reading = catalogue()[key].read(no_rows())
    assert (reading.value, reading.reason, reading.change) == (None, Why.NO_ROWS, None)
    assert (reading.key, reading.unit, reading.good) == (key, catalogue()[key].unit, catalogue()[key].good)


@every_metric
def test_rows_in_which_nothing_is_known_give_no_value(key: str) -> None:
    reading = catalogue()[key].read(nothing_known())
    assert reading.value is None and reading.change is None
    assert reading.reason not in (None, Why.NO_ROWS)


@every_metric
def test_zero_is_a_value_or_cannot_be_divided_by_but_never_fails(key: str) -> None:
    reading = catalogue()[key].read(all_zero(key))
    assert reading.value == 0 or reading.reason in (Why.BASE_ZERO, Why.TOO_FEW_MONTHS)
    assert reading.change is None


def test_every_reason_caution_and_basis_has_words() -> None:
    for group, members in (("why", Why), ("caution", Caution), ("basis", [basis for basis in Basis if basis])):
        for member in members:
            assert set(words()[f"{group}.{member}"]) == set(LANGUAGES)


def test_no_words_are_kept_for_a_metric_that_is_gone() -> None:
    told = {key.split(".")[1] for key in words() if key.startswith("metric.")}
    assert told == set(catalogue())


def test_a_reading_has_a_value_or_a_reason_never_both() -> None:
    with pytest.raises(AssertionError):
        Reading(value=1.0, reason=Why.NO_ROWS)
    with pytest.raises(AssertionError):
        Reading()
