"""The past of a reading holds every month, told or not."""

import pandas as pd
import pytest

from components.text import translator
from components.ui.cards import past_line
from data.metrics.payments import total_amount
from data.metrics.reading import Reading
from tests.data.metrics.making import monthly


def test_a_month_that_the_rows_do_not_hold_is_a_gap_of_the_series() -> None:
    rows = monthly("2024-01", amount_krw=[1, 2, 3, 4]).drop(index=[1, 2])
    read = total_amount(rows)
    assert [f"{month:%Y-%m}" for month in read.months] == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert read.series == (1.0, None, None, 4.0) and read.value == 5


def test_the_line_of_a_card_is_broken_at_such_a_month() -> None:
    import base64

    rows = monthly("2024-01", amount_krw=[1, 2, 3, 4, 5, 6]).drop(index=[2])
    drawn = past_line(total_amount(rows), translator("en"), "#123456")
    picture = base64.b64decode(drawn["src"].partition("base64,")[2]).decode()
    path = picture.partition('d="')[2].partition('"')[0]
    assert path.count("M") == 2 and path.count("L") == 3


@pytest.mark.parametrize("months", [(), (pd.Timestamp("2024-02-01"),)])
def test_no_month_and_one_month_stay_as_they_are(months: tuple[pd.Timestamp, ...]) -> None:
    read = Reading(value=1.0, months=months, series=(2.0,) * len(months))
    assert read.months == months and len(read.series) == len(months)
