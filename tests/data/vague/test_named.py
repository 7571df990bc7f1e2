"""Numbers under names in one cell, in the ways people write them."""

import pytest

from data.vague import named_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("이전=1,700만원; 이후=약 2억5,000만원", [("이전", "1,700만원"), ("이후", "약 2억5,000만원")]),
        ("before: 1,000, after: 1,250", [("before", "1,000"), ("after", "1,250")]),
        ("가=1,000\n나 = 2,000", [("가", "1,000"), ("나", "2,000")]),
        ("700여 -> 8,000여 건", [("before", "700여"), ("after", "8,000여 건")]),
        ("170→71", [("before", "170"), ("after", "71")]),
        ("가=1,000 나=2,000", [("", "가=1,000 나=2,000")]),
        ("2020년 매출=80억,2021년 매출=100억", [("2020년 매출", "80억"), ("2021년 매출", "100억")]),
        ("100; 105", [("", "100"), ("", "105")]),
        ("100,000장", [("", "100,000장")]),
        ("", []),
        (" ; ", []),
    ],
)
def test_each_part_is_a_name_and_a_number(text: str, found: list[tuple[str, str]]) -> None:
    assert named_numbers(text) == found
