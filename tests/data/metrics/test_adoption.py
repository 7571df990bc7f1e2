"""The funnel and what is left, by hand."""

import pandas as pd
import pytest

from data.metrics.adoption import curve, funnel, is_dormant, median_sales, zero_sales_share

AS_OF = pd.Timestamp("2024-12-31")


def stores(*rows):
    names = ["trained_on", "opened_on", "first_order_on", "last_order_on", "closed_on"]
    frame = pd.DataFrame([row[:5] for row in rows], columns=names).apply(pd.to_datetime)
    return frame.assign(sales_krw=pd.Series([row[5] for row in rows], dtype=float))


FOUR = stores(
    ("2023-01-01", "2023-02-01", "2023-02-10", "2024-12-20", None, 5_000_000),  # going on
    ("2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01", None, 100_000),  # dormant
    ("2023-01-01", "2023-02-01", None, None, "2023-06-01", 0),  # opened, never sold, closed
    ("2023-01-01", None, None, None, None, None),  # trained only
    ("2024-10-01", "2024-11-01", "2024-11-05", "2024-12-30", None, None),  # too young for the year
)


def test_funnel_counts_each_stage_among_those_who_could_reach_it():
    told = [(stage.key, stage.count, stage.of) for stage in funnel(FOUR, AS_OF)]
    assert told == [
        ("trained", 5, 5), ("opened", 4, 5), ("first_order", 3, 4), ("active", 2, 4), ("alive_after_year", 1, 3),
    ]  # fmt: skip


def test_dormant_is_ninety_days_without_an_order_and_not_closed():
    assert is_dormant(FOUR, AS_OF).tolist() == [False, True, False, False, False]


def test_curve_ends_at_the_closing_or_at_the_last_order_of_a_dormant_one():
    steps = curve(FOUR, AS_OF)
    assert [(step.day, step.at_risk, step.ended) for step in steps] == [(0, 4, 0), (59, 4, 1), (120, 2, 1)]
    assert steps[-1].share == pytest.approx(0.75 * 0.5)


def test_zero_sales_and_the_middle_store_speak_of_those_who_told():
    assert zero_sales_share(FOUR) == pytest.approx(1 / 3)
    assert median_sales(FOUR) == 100_000
    assert zero_sales_share(FOUR.iloc[[3]]) is None
    assert median_sales(FOUR.iloc[:0]) is None


def test_nobody_gives_no_share():
    assert all(stage.share is None for stage in funnel(FOUR.iloc[:0], AS_OF))
    assert curve(FOUR.iloc[:0], AS_OF) == []
