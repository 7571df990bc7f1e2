"""Which twelve months the last twelve months are."""

import pytest

from data.twelve_months import twelve_months


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        (20241231, 20240101, 20241201),
        (20241230, 20231201, 20241101),
        (20240229, 20230301, 20240201),
        (20240228, 20230201, 20240101),
        (20250101, 20240101, 20241201),
    ],
)
def test_a_month_counts_only_where_the_day_ends_it(as_of: int, first: int, last: int) -> None:
    assert twelve_months(as_of) == (first, last)
