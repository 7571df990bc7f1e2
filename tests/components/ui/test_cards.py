"""The small line of a card: as many strokes as there are spells of known months, and told in words."""

import base64
import re

import pandas as pd
import pytest

from components.text import translator
from components.ui.cards import past_line
from data.metrics import Reading

MONTHS = tuple(pd.date_range("2024-01-01", periods=5, freq="MS"))


def reading(*series):
    return Reading(value=1.0, months=MONTHS[: len(series)], series=series, key="total_amount", unit="krw")


@pytest.mark.parametrize(
    ("series", "spells"), [((1.0, 2.0, 3.0), 1), ((1.0, 2.0, None, 4.0, 5.0), 2), ((None, 2.0, 2.0, 2.0), 1)]
)
def test_a_month_that_is_not_known_leaves_the_line_open(series, spells):
    source = re.search(r"base64,([^\"]*)", past_line(reading(*series), translator("ko"), "#000"))[1]
    path = re.search(r' d="([^"]*)"', base64.b64decode(source).decode())[1]
    assert path.count("M") == spells
    assert path.count("M") + path.count("L") == sum(value is not None for value in series)


def test_whoever_cannot_see_it_is_told_months_and_bounds():
    drawn = past_line(reading(20_000.0, 50_000.0, 30_000.0), translator("en"), "#000")
    assert 'alt="From January 2024 to March 2024: lowest KRW 20k, highest KRW 50k"' in drawn
