"""A month is complete when it is final and nearly all the markets that usually report are there."""

import pandas as pd

from data.metrics.complete_months import newest_complete_month


def rows(*counts: int, provisional: int = 0) -> pd.DataFrame:
    months = pd.date_range("2024-09-01", periods=len(counts), freq="MS")
    flags = [False] * (len(counts) - provisional) + [True] * provisional
    return pd.DataFrame({"month": months, "market_count": list(counts), "is_provisional": flags})


def test_the_newest_month_counts_when_nine_in_ten_of_the_usual_markets_are_there() -> None:
    assert newest_complete_month(rows(100, 100, 100, 90)) == "2024-12"
    assert newest_complete_month(rows(100, 100, 100, 89)) == "2024-11"


def test_a_provisional_month_does_not_count() -> None:
    assert newest_complete_month(rows(100, 100, 100, 100, provisional=1)) == "2024-11"


def test_no_payments_are_no_month() -> None:
    assert newest_complete_month(rows()) == ""
    assert newest_complete_month(rows(0)) == ""
    assert newest_complete_month(rows(3)) == "2024-09"
