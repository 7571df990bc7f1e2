"""Where a market stands among its like, by hand."""

import pandas as pd
import pytest

from data.metrics.standing import differs_most, robust_z


def group(**columns: list[float | None]) -> pd.DataFrame:
    length = len(next(iter(columns.values())))
    return pd.DataFrame({"market_id": range(1, length + 1), **columns})


def test_a_robust_z_counts_in_spreads_of_the_others() -> None:
    """Median of 1, 2, 3, 4, 5 is 3, its deviations 2, 1, 0, 1, 2 have the median 1."""
    assert robust_z(6, pd.Series([1.0, 2, 3, 4, 5])) == pytest.approx(3 / 1.4826)


@pytest.mark.parametrize("others", [[1.0, 2, 3], [2.0, 2, 2, 2, 2], []])
def test_too_few_others_or_others_that_do_not_differ_give_none(others: list[float]) -> None:
    assert robust_z(6, pd.Series(others, dtype="float64")) is None


def test_the_column_that_is_farthest_off_is_told() -> None:
    rows = group(a=[5, 4, 5, 6, 5, 4], b=[90, 10, 11, 12, 9, 8])
    found = differs_most(rows, 1, ("a", "b"))
    assert found is not None and (found.column, found.value, found.middle, found.others) == ("b", 90, 10, 5)


def test_nothing_is_told_of_a_market_in_the_middle_or_without_values() -> None:
    assert differs_most(group(a=[5, 4, 5, 6, 5, 4]), 1, ("a",)) is None
    assert differs_most(group(a=[None, 4, 5, 6, 5, 4]), 1, ("a",)) is None
    assert differs_most(group(a=[5, 4, 5, 6, 5, 4]), 99, ("a", "not there")) is None
