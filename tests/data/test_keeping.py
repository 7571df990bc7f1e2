"""What is made of answers is made once, and never comes back to another state, another viewer or another argument."""

from dataclasses import replace

import pandas as pd
import pytest

from data import keeping
from data.answer import Answer
from data.choice import Choice
from data.keeping import Shelf, from_, kept
from data.metrics import metric
from data.metrics.reading import Reading


@pytest.fixture(autouse=True)
def empty_shelves():
    keeping.forget()


@pytest.fixture
def made():
    """A pure function that remembers how often it worked."""
    times = []

    def rows_and(answer: Answer, more: object = None) -> Answer:
        times.append(more)
        return replace(answer, question="made")

    rows_and.times = times
    return rows_and


def answer(origin: object = ("payments", 1)) -> Answer:
    return from_(origin, Answer(pd.DataFrame({"month": [1, 2]}), "payments", Choice()))


def test_it_is_made_once_for_one_answer(made) -> None:
    first, second = kept(made, answer()), kept(made, answer())
    assert len(made.times) == 1 and first.origin == second.origin is not None


@pytest.mark.parametrize("other", [("payments", 2), ("payments", 1, "viewer")])
def test_it_is_made_anew_for_another_state_or_viewer(made, other: object) -> None:
    kept(made, answer())
    assert kept(made, answer(other)).origin != kept(made, answer()).origin
    assert len(made.times) == 2


def test_an_answer_that_was_changed_is_not_taken_for_what_it_was(made) -> None:
    kept(made, answer())
    changed = replace(answer(), rows=pd.DataFrame({"month": [3]}))
    assert list(kept(made, changed).rows["month"]) == [3]
    assert kept(made, changed).origin is None and len(made.times) == 3


def test_what_is_made_of_it_has_an_origin_of_its_own(made) -> None:
    def other(given: Answer) -> int:
        return len(given.rows)

    assert kept(other, kept(made, answer())) == 2
    assert kept(made, answer()).origin != answer().origin


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), ("1", 1), (None, ""), ((), None)])
def test_arguments_that_python_takes_for_the_same_are_told_apart(made, one: object, other: object) -> None:
    for argument in (one, other, one, other):
        kept(made, answer(), argument)
    assert len(made.times) == 2


def test_an_argument_by_name_is_not_the_same_in_its_place(made) -> None:
    kept(made, answer(), "x")
    kept(made, answer(), more="x")
    assert made.times == ["x", "x"]


@pytest.mark.parametrize("argument", [["a"], {"a": 1}, pd.DataFrame(), (pd.DataFrame(),)])
def test_what_may_change_is_never_a_key(made, argument: object) -> None:
    kept(made, answer(), argument)
    kept(made, answer(), argument)
    assert len(made.times) == 2


def test_a_column_that_is_added_reaches_nobody_else(made) -> None:
    first = kept(made, answer())
    first.rows["more"] = 1
    first.rows.loc[0, "month"] = 9
    assert list(kept(made, answer()).rows.columns) == ["month"]
    assert list(kept(made, answer()).rows["month"]) == [1, 2]


def test_a_reading_of_an_answer_is_read_once_and_of_rows_each_time() -> None:
    times = []

    @metric("trial", unit="count", good="up")
    def trial(rows: pd.DataFrame) -> Reading:
        times.append(1)
        return Reading(value=float(len(rows)))

    assert trial(answer()) == trial(answer()) and len(times) == 1
    assert trial(answer().rows) == trial(answer().rows) and len(times) == 3


def test_what_fails_is_not_kept() -> None:
    def fails(given: Answer) -> None:
        raise ValueError(given.question)

    for _ in range(2):
        with pytest.raises(ValueError, match="payments"):
            kept(fails, answer())


def test_a_shelf_lets_go_of_what_was_not_asked_for_longest() -> None:
    shelf, asked = Shelf(2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        shelf.take(key, lambda key=key: asked.append(key))
    assert asked == ["a", "b", "c", "b"]
