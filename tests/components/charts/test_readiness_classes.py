"""Classes of scores: told apart for those who may see them, together for those who may not, and never added wrongly."""

import pandas as pd
import pytest

from components.charts.draw import figure
from components.charts.readiness_classes import readiness_classes
from components.exhibit import Exhibit
from components.text import translator
from components.theme import LIGHT
from data.answer import Answer
from data.choice import Choice
from tests.components import answers


def drawn(rows: pd.DataFrame, by: str) -> Exhibit:
    return readiness_classes(Answer(rows, "readiness.by_class", Choice()), translator("en"), by=by)


def test_each_place_in_the_classes_that_all_its_rows_can_be_told_in() -> None:
    markets = drawn(answers.scores(), "market").rows
    counts = {(one.place, one.class_key): one.store_count for one in markets.itertuples() if one.store_count >= 0}
    first, second, _, fourth = answers.NAMES[:4]
    assert counts[first, "very_low"] == 4 and counts[first, "high"] == 0 and counts[first, "very_high"] == 1
    assert counts[second, "4_12"] == 7 and counts[fourth, "0_6"] == 9
    together = next(name for name, _ in counts if name.startswith("2 markets of"))
    assert (counts[together, "very_low"], counts[together, "4_12"]) == (15, 10)
    assert len(counts) == 4 + 2 + 2 + 2
    assert markets.groupby("place")["class_share"].sum().round(9).isin([0, 1]).all()


def test_a_province_is_told_in_what_none_of_its_markets_reaches_across() -> None:
    known = answers.scores()
    without_fourth = known[known["market_id"].fillna(0) != 4]
    rows = drawn(without_fourth, "sido").rows
    assert dict(zip(rows["class_key"], rows["store_count"], strict=True)) == {"very_low": 28, "4_12": 24}
    # 0-3|4-12 and 0-6|7-12 have no bound in common: nothing is told apart
    assert drawn(known, "sido").rows["class_key"].tolist() == ["0_12"]


def test_what_is_said_of_low_and_high_scores_needs_classes_that_end_there() -> None:
    known = answers.scores()
    whole, grouped, across = (
        drawn(known[known["market_id"].fillna(0).isin(which)], "market").finding for which in ([1], [1, 2, 0], [1, 4])
    )
    assert "7 or more" in whole and "36.4%" in whole
    assert "3 points or fewer" in grouped and "7 or more" not in grouped and "4 of 4 markets" in grouped
    assert "3 points" not in across


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_notes_say_that_classes_and_markets_stand_together(lang: str) -> None:
    t = translator(lang)
    rows = answers.scores()
    told = readiness_classes(Answer(rows, "readiness.by_class", Choice()), t).notes
    plain = readiness_classes(Answer(rows[rows["market_id"] == 1], "readiness.by_class", Choice()), t).notes
    for key in ("note.classes_together", "note.markets_together"):
        assert t(key) in told and t(key) not in plain


def test_a_picture_says_of_a_hidden_place_that_it_is_hidden_and_of_another_that_it_is_not_known() -> None:
    rows = answers.scores().assign(withheld_reason="")
    rows.loc[rows["market_id"].fillna(0) == 4, ["store_count", "withheld_reason"]] = [pd.NA, "few_businesses"]
    t = translator("en")
    one = drawn(rows, "market")
    said = [note["text"] for note in figure(one, LIGHT, "en").to_dict()["layout"]["annotations"]]
    assert said.count("withheld") == 1 and said.count(t("product.not_known")) == 1
