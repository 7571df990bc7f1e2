"""Values of a market register as the reader of either language sees them."""

import re

import pytest

from components.text import translator
from components.text.register import register_words
from data.demo.places import places

KO, EN = translator("ko"), translator("en")


@pytest.mark.parametrize(
    ("value", "korean", "english"),
    [
        ("매일+2일+7일", "매일, 2일, 7일", "every day, day 2, day 7"),
        ("농산물+수산물", "농산물, 수산물", "farm produce, seafood"),
        ("온누리상품권+하늘상품권", "온누리상품권, 하늘상품권", "Onnuri vouchers, 하늘상품권"),  # not known
        ("", "", ""),
    ],
)
def test_known_parts_are_words_and_others_stay(value: str, korean: str, english: str) -> None:
    assert (register_words(value, KO), register_words(value, EN)) == (korean, english)


def test_the_example_has_no_value_without_a_word() -> None:
    values = {value for place in places() for value in (place.cycle, place.goods)}
    assert values and not [one for one in values if re.search("[가-힣]", register_words(one, EN))]
