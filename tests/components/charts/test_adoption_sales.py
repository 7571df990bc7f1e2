"""Groups of stores on channels are those of the metrics, group by group."""

import pytest

from components.charts.adoption_sales import GROUPS, grouped
from components.text import translator
from data.metrics.adoption import median_sales, zero_sales_share
from tests.components.answers import answer


@pytest.mark.parametrize("by", list(GROUPS))
def test_each_group_has_the_share_and_the_middle_of_its_own_stores(by: str) -> None:
    rows = answer("zero_sales").rows
    found = grouped(rows, by, translator("ko"))
    opened = rows[rows["opened_on"].notna()]
    parts = dict(list(opened.groupby(opened[GROUPS[by]].astype(str), sort=True)))
    assert len(found) == len(parts) > 1
    for row, part in zip(found.itertuples(), parts.values(), strict=True):
        zero, middle = zero_sales_share(part), median_sales(part)
        assert row.told_count == part["sales_krw"].notna().sum()
        assert row.zero_share == pytest.approx(zero) if zero is not None else row.zero_share != row.zero_share
        assert row.median_krw == pytest.approx(middle) if middle is not None else row.median_krw != row.median_krw
