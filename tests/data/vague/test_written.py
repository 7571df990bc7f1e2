"""Numbers as reports write them: each reading worked by hand."""

import math

import pytest

from data.vague.interval import Interval
from data.vague.written import read_vague


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4", 4, 4),
        ("4곳", 4, 4),
        ("10여 곳", 10, 19),
        ("30여 명", 30, 39),
        ("100여 개", 100, 199),
        ("700여건", 700, 799),
        ("8,000여 건", 8000, 8999),
        ("15만여 명", 150_000, 159_999),
        ("30여만 명", 300_000, 399_999),
        ("1,700만 원", 17_000_000, 17_000_000),
        ("14조3,833억원", 14_383_300_000_000, 14_383_300_000_000),
        ("2억5,000만원", 250_000_000, 250_000_000),
        ("5천만 원", 50_000_000, 50_000_000),
        ("약 2억5,000만", 240_000_000, 260_000_000),
        ("50명 안팎", 48, 52),
        ("최대 80 %", 0, 80),
        ("80% 이하", 0, 80),
        ("10곳 이상", 10, math.inf),
        ("more than 20", 20, math.inf),
        ("up to 5", 0, 5),
        ("about 100", 96, 104),
        ("some 50", 48, 52),
        ("2천여 명", 2000, 2999),
        ("127 %", 127, 127),
        ("65개소", 65, 65),
    ],
)
def test_a_written_number_is_an_interval(text: str, low: float, high: float) -> None:
    found = read_vague(text)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize("text", ["", "여러 곳", "수십 곳", "many"])
def test_words_without_a_number_tell_no_number(text: str) -> None:
    assert read_vague(text) is None


def test_the_published_case_stays_an_interval_from_text_to_share() -> None:
    """AC14 from what was printed: 30-odd trained, 4 shops, 10-odd on delivery."""
    trained, shops, delivery = (read_vague(text) for text in ("30여 명", "4곳", "10여 곳"))
    assert trained and shops and delivery
    of_shops, of_delivery = shops.over(trained), delivery.over(trained)
    assert of_shops and of_delivery
    assert (round(of_shops.low, 2), round(of_shops.high, 2)) == (0.10, 0.13)
    assert (round(of_delivery.low, 2), round(of_delivery.high, 2)) == (0.26, 0.63)


def test_nothing_is_told_by_a_share_of_up_to_something() -> None:
    whole = read_vague("최대 100곳")
    assert whole and Interval.exactly(3).over(whole) is None
