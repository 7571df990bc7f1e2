"""The small line of a card: as many strokes as there are spells of known months, and told in words."""

import base64
import re

import pandas as pd
import pytest

from components.text import translator
from components.ui import cards
from components.ui.cards import past_line
from data.metrics import Reading

MONTHS = tuple(pd.date_range("2024-01-01", periods=5, freq="MS"))


def reading(*series):
    return Reading(value=1.0, months=MONTHS[: len(series)], series=series, key="total_amount", unit="krw")


@pytest.mark.parametrize(
    ("series", "spells"), [((1.0, 2.0, 3.0), 1), ((1.0, 2.0, None, 4.0, 5.0), 2), ((None, 2.0, 2.0, 2.0), 1)]
)
def test_a_month_that_is_not_known_leaves_the_line_open(series, spells):
    source = past_line(reading(*series), translator("ko"), "#000")["src"].partition("base64,")[2]
    path = re.search(r' d="([^"]*)"', base64.b64decode(source).decode())[1]
    assert path.count("M") == spells
    assert path.count("M") + path.count("L") == sum(value is not None for value in series)


def test_whoever_cannot_see_it_is_told_months_and_bounds():
    drawn = past_line(reading(20_000.0, 50_000.0, 30_000.0), translator("en"), "#000")
    assert drawn["alt"] == "From January 2024 to March 2024: lowest KRW 20k, highest KRW 50k"


@pytest.mark.parametrize(
    ("changed", "good", "way", "arrow"),
    [(0.1, "up", "good", "up"), (-0.1, "up", "bad", "down"), (0.1, "down", "bad", "up"), (-0.1, "down", "good", "down"),
     (0.1, "neutral", "plain", "up"), (0.00001, "up", "plain", "")],
)  # fmt: skip
def test_a_change_is_coloured_by_which_way_is_good_and_one_written_as_none_has_no_way(changed, good, way, arrow):
    read = Reading(value=1.0, change=changed, change_basis="year_earlier", key="total_amount", unit="krw", good=good)
    told = cards._card(read, translator("ko"))
    assert (told["way"], told["arrow"]) == (way, arrow)
    assert told["change"] and told["basis"] == translator("ko")("basis.year_earlier") and told["past"] is None


def test_a_reading_without_a_value_says_why_in_the_change_s_place():
    told = cards._card(Reading(reason="hidden", key="total_amount", unit="krw"), translator("en"))
    assert told["value"] == "–" and not told["change"] and told["basis"] == translator("en")("why.hidden")
