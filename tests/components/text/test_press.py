"""Text for a press release: whole when it may be printed, what to change when not, with particles that fit."""

import re

import pandas as pd
import pytest

from components.text.press import Draft, draft
from components.text.translator import translator
from data.metrics.claims_register import FIELDS, judged

GOOD = {
    "claim_code": "a", "text": "결제액이 25% 늘었다", "value_text": "+25%", "claim_kind": "growth", "topic": "봄 행사",
    "base_text": "3월", "scope": "두 시장", "source": "시 보도자료", "givens": "이전=80; 이후=100",
    "measure": "foreign_amount", "start_month": "2024-04-01", "end_month": "2024-05-01", "published_on": "2024-06-10",
}  # fmt: skip


def drafted(lang: str = "ko", **changes: str) -> Draft:
    row = {**dict.fromkeys(FIELDS, ""), **GOOD, **changes}
    if "measure" not in changes:
        row["measure"] = ""
    (one,) = judged(pd.DataFrame([row]), pd.DataFrame({"claim_code": []}))
    return draft(one, translator(lang))


def test_a_number_that_stands_is_told_with_base_scope_period_and_source() -> None:
    made = drafted()
    assert made.is_safe
    assert made.text.splitlines() == [
        "봄 행사(두 시장)는 3월에 견주어 25% 늘었습니다.",
        "- 기준: 3월",
        "- 대상 범위: 두 시장",
        "- 기간: 2024-04~2024-05",
        "- 출처: 시 보도자료 · 2024-06-10",
        "- 다시 계산한 결과: 재현됨",
    ]
    english = drafted("en")
    assert english.text.startswith("봄 행사 (두 시장): up by 25% against 3월.")
    assert "- Computed again: Reproduced" in english.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"scope": "두 시장", "topic": ""}, "두 시장은 3월에 견주어 25% 늘었습니다."),
        ({"value_text": "-20%", "givens": "이전=100; 이후=80", "topic": ""}, "두 시장은 3월에 견주어 20% 줄었습니다."),
        (
            {"value_text": "3배", "claim_kind": "times", "givens": "이전=1; 이후=3", "topic": ""},
            "두 시장은 3월의 3배가 되었습니다.",
        ),
        (
            {"value_text": "125.0", "claim_kind": "index", "topic": ""},
            "두 시장의 지수는 3월을 100으로 할 때 125.0입니다.",
        ),
        (
            {"value_text": "5억원", "claim_kind": "per_unit", "givens": "금액=10억원; 개수=2", "topic": ""},
            "두 시장: 한 단위당 금액은 5억원입니다.",
        ),
        (
            {"value_text": "40%", "claim_kind": "survival", "givens": "처음=10; 남은 수=4", "topic": ""},
            "두 시장 가운데 40%가 남았습니다.",
        ),
    ],
)  # fmt: skip
def test_each_kind_has_its_sentence_with_particles_that_fit(changes: dict[str, str], sentence: str) -> None:
    made = drafted(**changes)
    assert made.is_safe, made.text
    assert made.text.splitlines()[0] == sentence


def test_a_vague_number_keeps_its_words_and_says_what_was_computed() -> None:
    made = drafted(value_text="+105%", givens="이전=100명; 이후=약 200명")
    assert made.is_safe
    assert "빼지 마세요" in made.text and "- 계산한 값: +100.0% (+92.0%~+108.0%)" in made.text


def test_an_upper_bound_is_always_called_at_most() -> None:
    made = drafted(
        value_text="6억원", claim_kind="product_bound", givens="쿠폰=20만 장; 한도=최대 3,000원", base_text=""
    )
    assert made.is_safe
    assert "최대 6억원" in made.text.splitlines()[0]


def test_what_was_only_computed_says_that_nobody_published_it() -> None:
    made = drafted(value_text="", claim_kind="per_person", givens="금액=5억원; 인원=2만 명")
    assert made.is_safe
    assert "25,000원" in made.text and "발표된 수가 아니라" in made.text


def test_a_number_whose_unit_is_in_doubt_is_not_printed() -> None:
    years = "2022년 금액=100억원; 2022년 인원=5만 명; 2021년 금액=100억원; 2021년 인원=10만 명"
    made = drafted(value_text="", claim_kind="per_person", givens=years)
    assert not made.is_safe and "응모" in made.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value_text": "250배", "claim_kind": "times", "givens": "증가율=250%"}, "맞는 표현: 3.5배 = +250.0%"),
        ({"value_text": "130%", "givens": "", "text": "130% 성장"}, "두 가지로 읽힙니다"),
        ({"base_text": "", "start_month": "", "end_month": ""}, "기준을 밝혀야 합니다"),
        ({"source": ""}, "출처를 밝혀야 합니다"),
        ({"scope": ""}, "대상 범위를 밝혀야 합니다"),
        ({"value_text": "+115%", "givens": "이전=100명; 이후=약 200명"}, "'약'을 ±7"),
    ],
)
def test_what_may_not_be_printed_says_what_to_change(changes: dict[str, str], said: str) -> None:
    for lang in ("ko", "en"):
        made = drafted(lang, **changes)
        assert not made.is_safe
        assert not re.search(r"[{}]|None|nan", made.text)
    assert said in drafted(**changes).text
