"""The order of names, held against lists written by hand and against the framework of every list on the screen."""

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.collation import by_name, in_order, sort_key

ROOT = Path(__file__).resolve().parents[2]
#: A frame that is put in the order of a column of names.
SORTED_BY_A_NAME = re.compile(r"sort_values\((?:[^()]|\([^()]*\))*_name\"(?:[^()]|\([^()]*\))*\)")
#: Each list as a dictionary, or a register of markets, has it.
ORDERS = {
    "digits, Hangul, Latin": ["2호 시장", "10호 시장", "가락시장", "하양시장", "A동 상가", "Zeropay"],
    "initials": ["가", "까", "나", "다", "따", "라", "마", "바", "빠", "사", "싸", "아", "자", "짜", "차", "카", "하"],
    "vowels": [
        "가",
        "개",
        "갸",
        "걔",
        "거",
        "게",
        "겨",
        "계",
        "고",
        "과",
        "괘",
        "괴",
        "교",
        "구",
        "궈",
        "그",
        "긔",
        "기",
    ],
    "finals": ["가", "각", "갂", "간", "갈", "감", "값", "강", "갛", "개"],
    "a shorter name first": ["남광주", "남광주 시장", "남광주시장", "남부시장"],
    "numbers by their size": ["중앙1동", "중앙2동", "중앙10동", "중앙동"],
    "blanks before letters": ["강남 시장", "강남(구)시장", "강남가시장"],
    "case and accents do not part": ["apple", "Äpple", "Banana", "cherry"],
    "Hanja last": ["가시장", "나시장", "sijang", "昌原"],
    "first sounds with their syllables": ["가방", "ㄴ", "나무", "ㄷ", "다리"],
    "a syllable before a Latin letter": ["가", "가나", "각", "갸"],
}


@pytest.mark.parametrize("told", ORDERS)
def test_names_stand_as_in_a_dictionary(told: str) -> None:
    for begun in (ORDERS[told], ORDERS[told][::-1], sorted(ORDERS[told], key=lambda name: name[::-1])):
        assert in_order(begun) == ORDERS[told]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_every_text_has_one_place_whatever_the_order_it_came_in(names: list[str]) -> None:
    assert in_order(names) == in_order(reversed(names))
    assert all((sort_key(one) == sort_key(other)) == (one == other) for one in names for other in names)


def test_a_frame_is_sorted_by_its_names_and_its_numbers_stay_numbers() -> None:
    rows = pd.DataFrame(
        {"sido_code": ["11", "11", "50"], "market_name": ["Zoo", "가락", "가락"], "store_count": [10, 9, 1]}
    )
    assert rows.sort_values("market_name", key=by_name)["market_name"].tolist() == ["가락", "가락", "Zoo"]
    assert rows.sort_values("store_count", key=by_name)["store_count"].tolist() == [1, 9, 10]
    assert rows.sort_values(["sido_code", "market_name"], key=by_name).index.tolist() == [1, 0, 2]


def test_whoever_sorts_by_names_sorts_by_this_order() -> None:
    calls = [
        (path.name, call.group())
        for folder in ("components", "data", "pages")
        for path in (ROOT / folder).rglob("*.py")
        for call in SORTED_BY_A_NAME.finditer(path.read_text("utf-8"))
    ]
    assert len(calls) > 8
    assert [call for call in calls if "key=" not in call[1]] == []
