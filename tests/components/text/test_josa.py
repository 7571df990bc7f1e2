"""Particles fit the sound before them."""

import pytest

from components.text.josa import Word, ends_in_consonant, with_josa


@pytest.mark.parametrize(
    ("word", "pair", "whole"),
    [
        ("시장", "은/는", "시장은"),
        ("제로페이", "은/는", "제로페이는"),
        ("카드", "이/가", "카드가"),
        ("상품권", "을/를", "상품권을"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("제주", "으로/로", "제주로"),
        ("2,534억 원", "으로/로", "2,534억 원으로"),
        ("12.3%", "을/를", "12.3%를"),
        ("2.1%p", "을/를", "2.1%p를"),
        ("온누리상품권(카드형)", "은/는", "온누리상품권(카드형)은"),
        ("카드(모바일)", "은/는", "카드(모바일)는"),
        ("2024년 5월", "이/가", "2024년 5월이"),
        ("‘남광주시장’", "이라는/라는", "‘남광주시장’이라는"),
    ],
)
def test_a_word_takes_the_particle_that_fits(word: str, pair: str, whole: str) -> None:
    assert with_josa(word, pair) == whole


@pytest.mark.parametrize(
    ("digits", "closed"),
    [
        ("10", True),
        ("1", True),
        ("2", False),
        ("3", True),
        ("4", False),
        ("5", False),
        ("6", True),
        ("7", True),
        ("8", True),
        ("9", False),
        ("100", True),
        ("1.5", False),
        ("597.5", False),
        ("1,200", True),
    ],
)
def test_digits_are_read_out(digits: str, closed: bool) -> None:
    assert ends_in_consonant(digits) is closed


@pytest.mark.parametrize(
    ("word", "whole"),
    [("1", "1로"), ("7", "7로"), ("8", "8로"), ("3", "3으로"), ("6", "6으로"), ("0", "0으로"), ("2", "2로")],
)
def test_l_takes_the_short_ro(word: str, whole: str) -> None:
    assert with_josa(word, "으로/로") == whole


@pytest.mark.parametrize(
    ("word", "closed"),
    [
        ("KTX", False),
        ("ATM", True),
        ("SSL", True),
        ("QR", True),
        ("IBK", False),
        ("Alipay+", False),
        ("WeChat Pay", False),
        ("ZeroPay", False),
        ("market", True),
        ("Shop", True),
        ("Cake", False),
        ("Kim", True),
        ("Seoul", True),
    ],
)
def test_latin_words_are_heard_as_koreans_say_them(word: str, closed: bool) -> None:
    assert ends_in_consonant(word) is closed


@pytest.mark.parametrize("nothing", ["", "  ", "()", "…"])
def test_a_word_of_nothing_ends_in_a_vowel(nothing: str) -> None:
    assert ends_in_consonant(nothing) is False


def test_a_placeholder_names_the_particle() -> None:
    assert "{name:은/는} 큽니다".format(name=Word("동문재래시장")) == "동문재래시장은 큽니다"
    assert "{name} is large".format(name=Word("Dongmun")) == "Dongmun is large"
    assert "{name:>6}".format(name=Word("a")) == "     a"
