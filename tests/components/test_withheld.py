"""A figure with hidden cells says why, in whatever it leaves the product."""

import dataclasses
from datetime import datetime

import pandas as pd

from components.charts.adoption import channel_counts
from components.exports import csv
from components.text import translator
from data.answer import Answer
from data.choice import Choice
from data.codes import Role
from data.disclosure import LOCAL_OFFICER, Viewer, permitted

QUESTION = "adoption.by_channel"


def _answer(viewer: Viewer) -> Answer:
    """AC23 in channels: two of 7 and 2 stores, whose sum is known."""
    names = ["market_id", "channel", "told_count", "opened_count", "ordered_count", "closed_count", "business_count"]
    made = [(1, "smartstore", 7, 6, 5, 0, 7), (1, "own_mall", 2, 2, 1, 0, 2), (2, "smartstore", 9, 9, 8, 1, 9)]
    rows = pd.DataFrame(made, columns=names).astype(dict.fromkeys(names[2:], "Int64"))
    return Answer(permitted(rows, viewer, QUESTION), QUESTION, Choice())


def test_the_second_of_two_parts_is_hidden_with_the_first_and_the_other_market_is_not() -> None:
    shown = _answer(Viewer(Role.PUBLIC)).rows
    assert list(shown["withheld_reason"]) == ["from_others", "few_businesses", ""]
    assert list(shown["told_count"].isna()) == [True, True, False]


def test_the_reasons_stand_beside_the_figure_and_in_its_file() -> None:
    t = translator("en")
    made = channel_counts(_answer(Viewer(Role.PUBLIC)), t)
    why = "too few businesses, could be worked out from other cells"
    assert any(why in note for note in made.notes)
    file = csv.written(dataclasses.replace(made), t, made_at=datetime(2024, 12, 31)).decode("utf-8-sig")
    assert why in file


def test_the_officer_reads_no_reason_and_every_number() -> None:
    made = channel_counts(_answer(LOCAL_OFFICER), translator("en"))
    assert not any("Why:" in note for note in made.notes)
    assert int(made.rows["opened_count"].sum()) == 17
