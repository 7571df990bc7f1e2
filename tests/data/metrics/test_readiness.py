"""Twelve items, used and not owned; ranks with the span that other weights give."""

import numpy as np
import pandas as pd
import pytest

from data.codes import ReadinessItem
from data.metrics.readiness import class_of, rank_spans, score, used_items

AS_OF = pd.Timestamp("2024-12-31")
ITEMS = [str(item) for item in ReadinessItem]


def told(store, days_ago, present=1):
    return [
        {"store_key": store, "item": item, "is_present": present, "last_used_on": AS_OF - pd.Timedelta(days=ago)}
        for item, ago in zip(ITEMS, days_ago, strict=True)
    ]


def test_an_item_counts_only_if_used_within_ninety_days():
    rows = pd.DataFrame(told("a", [1] * 5 + [89] * 2 + [90] * 5) + told("b", [1] * 12, present=0))
    assert score(used_items(rows, AS_OF)).to_dict() == {"a": 7, "b": 0}


def test_a_store_that_did_not_answer_is_not_known_rather_than_low():
    rows = pd.DataFrame(told("a", [1] * 12)[:11])
    assert score(used_items(rows, AS_OF)).isna().all()


@pytest.mark.parametrize(("points", "name"), [(0, "very_low"), (3, "very_low"), (4, "low"), (6, "low"), (7, "high"),
                                              (9, "high"), (10, "very_high"), (12, "very_high")])  # fmt: skip
def test_classes_are_those_of_the_index(points, name):
    assert class_of(points) == name


def test_no_thirteenth_item():
    with pytest.raises(ValueError, match="no score"):
        class_of(13)


def test_a_market_better_in_everything_stays_first_whatever_the_weights():
    shares = pd.DataFrame([[0.9] * 12, [0.5] * 12, [0.1] * 12], index=["x", "y", "z"], columns=ITEMS)
    spans = rank_spans(shares)
    assert {m: (s.best, s.place, s.worst) for m, s in spans.items()} == {"x": (1, 1, 1), "y": (2, 2, 2), "z": (3, 3, 3)}


def test_markets_good_at_different_things_have_ranks_that_overlap():
    half = [0.8] * 6 + [0.2] * 6
    spans = rank_spans(pd.DataFrame([half, half[::-1]], index=["x", "y"], columns=ITEMS))
    assert {(s.best, s.worst) for s in spans.values()} == {(1, 2)}


def test_a_market_without_data_has_no_rank():
    shares = pd.DataFrame([[0.9] * 12, [np.nan] * 12], index=["x", "y"], columns=ITEMS)
    assert set(rank_spans(shares)) == {"x"}
