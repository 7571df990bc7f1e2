"""Our own rows behind a claim: every month and market must be there, or the reason is said."""

import pandas as pd
import pytest

from data.metrics.claims import State, judge
from data.metrics.claims_register import judged
from data.metrics.claims_store import from_our_rows
from data.metrics.claims_versions import versions

CLAIM = {
    "claim_code": "a", "programme_code": "", "programme_name": "", "programme_kind": "", "topic": "", "text": "t",
    "value_text": "+50%", "claim_kind": "growth", "unit": "", "base_text": "", "scope": "", "givens": "",
    "qualifier": "", "measure": "foreign_amount", "market_id": None, "market_name": "", "sido_code": "", "method": "",
    "wallet": "", "start_month": pd.Timestamp("2024-04-01"), "end_month": pd.Timestamp("2024-05-01"),
    "base_start_month": pd.Timestamp("2024-02-01"), "base_end_month": pd.Timestamp("2024-03-01"), "note": "",
    "source": "", "published_on": pd.NaT,
}  # fmt: skip
NAMES = ["claim_code", "side", "month", "amount_krw", "counted_count", "market_count", "expected_market_count"]


def behind(*rows: tuple[object, ...], provisional: bool = False) -> pd.DataFrame:
    made = pd.DataFrame([("a", *row) for row in rows], columns=NAMES)
    made["month"] = pd.to_datetime(made["month"])
    return made.assign(is_provisional=provisional)


FULL = (
    ("base", "2024-02-01", 100, 10, 2, 2),
    ("base", "2024-03-01", 100, 10, 2, 2),
    ("period", "2024-04-01", 120, 30, 2, 2),
    ("period", "2024-05-01", 180, 10, 2, 2),
)


def test_the_period_is_held_against_its_base() -> None:
    (one,) = judged(pd.DataFrame([CLAIM]), behind(*FULL))
    assert (one.verdict.state, one.verdict.point, one.verdict.basis) == (State.REPRODUCED, 50, "store")
    assert "2024-02~2024-03, 2곳" in one.verdict.arithmetic[0]


def test_counts_are_counts() -> None:
    (one,) = judged(
        pd.DataFrame([{**CLAIM, "measure": "foreign_count", "value_text": "2배", "claim_kind": "times"}]), behind(*FULL)
    )
    assert (one.verdict.state, one.verdict.point) == (State.REPRODUCED, 2)


@pytest.mark.parametrize(
    ("left_out", "said"),
    [(0, "2024-02"), (3, "2024-05")],
)
def test_a_missing_month_is_named_and_nothing_is_computed(left_out: int, said: str) -> None:
    rows = [row for at, row in enumerate(FULL) if at != left_out]
    (one,) = judged(pd.DataFrame([CLAIM]), behind(*rows))
    assert (one.verdict.state, one.verdict.point) == (State.NOT_CHECKABLE, None)
    assert said in one.verdict.reason and "2개월 중 1개월" in one.verdict.reason
    assert "1 of 2 months" in one.verdict.reason.en


def test_a_month_with_an_unknown_amount_is_missing_too() -> None:
    rows = [*FULL[:3], ("period", "2024-05-01", None, 10, 2, 2)]
    (one,) = judged(pd.DataFrame([CLAIM]), behind(*rows))
    assert one.verdict.point is None and "2024-05" in one.verdict.reason


def test_a_market_that_told_nothing_is_said() -> None:
    rows = [*FULL[:3], ("period", "2024-05-01", 180, 10, 1, 2)]
    (one,) = judged(pd.DataFrame([CLAIM]), behind(*rows))
    assert one.verdict.point is None and "시장 2곳 중 1곳" in one.verdict.reason


def test_without_rows_or_base_months_the_store_cannot_tell() -> None:
    found = from_our_rows(CLAIM, behind())
    assert found is not None and not found.numbers and "자료가 없습니다" in str(found.lacks)
    no_base = from_our_rows({**CLAIM, "base_start_month": pd.NaT}, behind(*FULL))
    assert no_base is not None and "기준 달" in str(no_base.lacks)
    assert from_our_rows({**CLAIM, "measure": ""}, behind(*FULL)) is None


def test_provisional_rows_and_regions_of_other_markets_are_noted() -> None:
    region = [(*row[:4], 9 if row[0] == "base" else 12, None) for row in FULL]
    (one,) = judged(pd.DataFrame([CLAIM]), behind(*region, provisional=True))
    assert one.verdict.point == 50
    assert any("잠정치" in doubt for doubt in one.verdict.doubts)
    assert any("시장의 수가 다릅니다" in doubt for doubt in one.verdict.doubts)


def test_the_graver_of_two_checks_stands_and_both_are_said() -> None:
    told = {**CLAIM, "givens": "이전=100; 이후=190"}
    (one,) = judged(pd.DataFrame([told]), behind(*FULL))
    assert (one.verdict.state, one.verdict.basis) == (State.CONTRADICTED, "both")
    assert "함께 발표된 수" in one.verdict.reason and "우리 자료" in one.verdict.reason
    assert any("우리 자료" in line for line in one.verdict.arithmetic)
    other = {**CLAIM, "givens": "이전=100; 이후=190", "value_text": "+90%"}
    (ours,) = judged(pd.DataFrame([other]), behind(*FULL))
    assert (ours.verdict.state, ours.verdict.point) == (State.CONTRADICTED, 50)


def test_our_rows_decide_between_two_readings() -> None:
    (one,) = judged(pd.DataFrame([{**CLAIM, "value_text": "150%", "text": "150% 성장"}]), behind(*FULL))
    assert one.verdict.state is State.CONTRADICTED and "+50.0%" in str(one.verdict.right)
    assert judge({"kind": "growth", "value_text": "150%", "base_text": "x"}).state is State.AMBIGUOUS


def test_versions_tell_in_what_they_differ() -> None:
    claim = dict.fromkeys(("claim_kind", "base_text", "scope", "qualifier", "source", "published_on"), "")
    told = [
        {**claim, "claim_code": "a", "topic": "x", "value_text": "+5%", "scope": "참여"},
        {**claim, "claim_code": "b", "topic": "x", "value_text": "+1%", "scope": "둘레", "qualifier": "추정"},
        {**claim, "claim_code": "c", "topic": "x", "value_text": "+5%", "scope": "참여", "source": "다른 곳"},
        {**claim, "claim_code": "d", "topic": "y", "value_text": "+5%"},
        {**claim, "claim_code": "e", "topic": "", "value_text": "+5%"},
    ]
    found = versions(told)
    assert [one.claim_code for one in found["a"]] == ["b", "c"]
    assert found["a"][0].differs == ("scope", "method")
    assert "대상 범위, 방법" in found["a"][0].words
    assert found["a"][1].is_same and "같은 수" in found["a"][1].words
    assert found["d"] == found["e"] == ()
