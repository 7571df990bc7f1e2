"""Tuples of the driver as typed columns."""

from decimal import Decimal

import pandas as pd
import pytest

from data.queries.frames import frame


def test_the_name_of_a_column_decides_its_type() -> None:
    rows = frame(
        ["month", "method", "amount_krw", "lat", "is_provisional", "has_toilet", "market_name"],
        [(20240501, 1, 5, 33.5, 1, None, None), (None, 2, None, None, 0, 1, "a")],
        {"method": ("card", "zeropay")},
    )
    assert [str(dtype) for dtype in rows.dtypes] == [
        "datetime64[us]",
        "str",
        "Int64",
        "float64",
        "bool",
        "boolean",
        "str",
    ]
    assert rows["month"].iloc[0] == pd.Timestamp("2024-05-01") and pd.isna(rows["month"].iloc[1])
    assert list(rows["method"]) == ["card", "zeropay"] and list(rows["market_name"]) == ["", "a"]
    assert rows["amount_krw"].iloc[0] == 5 and rows["amount_krw"].iloc[1] is pd.NA


@pytest.mark.parametrize("amount", [0, -7, 2**53 - 1, 2**53 + 1, 2**62 + 1, Decimal(12345678901234567)])
def test_amounts_are_exact_to_the_last_won(amount: int) -> None:
    rows = frame(["amount_krw"], [(amount,), (None,)], {})
    assert int(rows["amount_krw"].iloc[0]) == int(amount)


def test_no_rows_are_a_frame_with_typed_columns() -> None:
    rows = frame(["month", "amount_krw", "is_listed", "lat", "kind"], [], {})
    assert len(rows) == 0
    assert [str(dtype) for dtype in rows.dtypes] == ["datetime64[us]", "Int64", "bool", "float64", "str"]
