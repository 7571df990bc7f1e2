"""Requests by example: what is not known stays unknown, overdue stands first, before and after only when it can be."""

from typing import Any

import pandas as pd
import pytest

from data.metrics.reading import Why
from data.metrics.requests import (
    answered_share,
    before_after,
    closed_share,
    overdue_count,
    overdue_days,
    overdue_first,
    replies,
    reply_days,
    state,
)

TODAY = pd.Timestamp("2024-12-31")
DAYS = ("raised_on", "replied_on", "due_on", "closed_on")


def rows(*told: dict[str, Any]) -> pd.DataFrame:
    """Requests raised on 3 July 2024 of which only this is known."""
    made = pd.DataFrame([{"raised_on": "2024-07-03", "reply": "", "state": "", **one} for one in told])
    for name in DAYS:
        made[name] = pd.to_datetime(made.get(name, pd.Series(pd.NaT, index=made.index)))
    return made


#: The meeting of 3 July 2024: seven requests, two answered on the spot, nothing published of due days or closings.
MEETING = rows(*[{"reply": "yes", "replied_on": "2024-07-03"}] * 2, *[{}] * 5)


def test_the_meeting_has_two_of_seven_answered_within_no_day() -> None:
    told = replies(MEETING)
    assert (told.answered_count, told.asked_count, told.median_days, told.told_count) == (2, 7, 0.0, 2)
    assert answered_share(MEETING).value == pytest.approx(2 / 7)


def test_what_was_not_published_is_unknown_and_never_zero() -> None:
    assert overdue_days(MEETING, TODAY).isna().all()
    assert overdue_count(MEETING, today=TODAY).reason is Why.NOT_REPORTED
    assert closed_share(MEETING, today=TODAY).reason is Why.NOT_REPORTED
    assert reply_days(MEETING).isna().sum() == 5
    assert answered_share(MEETING.iloc[2:]).reason is Why.NOT_REPORTED


def test_a_reply_without_a_day_is_an_answer_but_not_in_the_median() -> None:
    told = replies(rows({"reply": "yes"}, {"replied_on": "2024-07-13"}, {"replied_on": "2024-07-05"}))
    assert (told.answered_count, told.told_count, told.median_days) == (3, 2, 6.0)


def test_overdue_counts_from_the_day_after_it_was_due_and_ends_with_the_closing() -> None:
    told = rows({"due_on": "2024-12-31"}, {"due_on": "2024-12-30"}, {"due_on": "2024-01-01", "closed_on": "2024-08-01"},
                {"due_on": "2024-01-01", "state": "refused"}, {"due_on": "2025-03-01"})  # fmt: skip
    assert overdue_days(told, TODAY).tolist() == [0, 1, pd.NA, pd.NA, 0]
    assert overdue_count(told, today=TODAY).value == 1


def test_a_state_that_is_told_counts_before_the_days() -> None:
    told = rows({}, {"reply": "yes"}, {"closed_on": "2024-08-01"}, {"closed_on": "2025-08-01"}, {"state": "doing"})
    assert state(told, TODAY).tolist() == ["open", "answered", "done", "open", "doing"]


def test_the_longest_overdue_stands_first_and_what_is_closed_last() -> None:
    told = rows({"due_on": "2024-12-01"}, {"state": "done"}, {"due_on": "2024-08-01"}, {}, {"due_on": "2025-02-01"})
    told["request_code"] = list("abcde")
    assert overdue_first(told, TODAY)["request_code"].tolist() == list("caedb")


def test_closed_share_counts_only_those_of_which_it_is_known() -> None:
    told = rows({"state": "done"}, {"due_on": "2025-01-31"}, {})
    assert closed_share(told, today=TODAY).value == pytest.approx(0.5)


def series(first: str, count: int, value: float = 100.0) -> tuple[tuple[pd.Timestamp, ...], tuple[float | None, ...]]:
    return tuple(pd.date_range(first, periods=count, freq="MS")), (value,) * count


def test_months_after_stand_against_the_same_months_a_year_before() -> None:
    months, before = series("2023-01-01", 18)
    after = (150.0,) * 6
    found = before_after((*months, *pd.date_range("2024-07-01", periods=6, freq="MS")), (*before, *after),
                         pd.Timestamp("2024-07-03"))  # fmt: skip
    assert (found.months, found.before, found.after) == (5, 100.0, 150.0), "the month of the reply itself is left out"
    assert found.change == pytest.approx(0.5)


def test_too_few_months_say_nothing_and_a_gap_is_no_zero() -> None:
    months, values = series("2023-01-01", 24)
    assert before_after(months, values, pd.Timestamp("2024-10-15")).months == 2
    assert before_after(months, values, pd.Timestamp("2024-10-15")).after is None
    gone = tuple(
        None if month == pd.Timestamp("2023-11-01") else value for month, value in zip(months, values, strict=True)
    )
    assert before_after(months, gone, pd.Timestamp("2024-08-15")).months == 3
