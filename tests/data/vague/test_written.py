"""Numbers as reports write them: each reading worked by hand."""

import math

import pytest

from data.vague.interval import Interval
from data.vague.written import read_vague, read_written


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


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("-38.6%", -38.6, -38.6),
        ("△3.2%p", -3.2, -3.2),
        ("+497.5%", 497.5, 497.5),
        ("30~40명", 30, 40),
        ("3~5만 명", 30_000, 50_000),
        ("1천만원~2천만원", 10_000_000, 20_000_000),
        ("fewer than 10%", 0, 10),
    ],
)
def test_signs_and_ranges_are_read(text: str, low: float, high: float) -> None:
    found = read_vague(text)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "point", "unit", "step", "qualifier"),
    [
        ("약 2억5,000만원", 250_000_000, "krw", 10_000, "about"),
        ("1,453.6%", 1453.6, "percent", 0.1, ""),
        ("3%p", 3, "points", 1, ""),
        ("15배", 15, "times", 1, ""),
        ("15만여 명", 150_000, "persons", 10_000, "some_more"),
        ("최대 5,000원", 5000, "krw", 1, "at_most"),
        ("30~40명", 30, "persons", 1, "range"),
        ("9개 팀", 9, "teams", 1, ""),
    ],
)
def test_what_is_said_of_a_number_stays_with_it(
    text: str, point: float, unit: str, step: float, qualifier: str
) -> None:
    found = read_written(text)
    assert found is not None
    assert (found.point, found.unit, found.qualifier) == (pytest.approx(point), unit, qualifier)
    assert found.step == pytest.approx(step)


def test_about_may_be_read_wider_and_nothing_else_moves() -> None:
    about, exact = read_written("약 100명"), read_written("100명")
    assert about and exact
    assert about.with_about(0.1).value == Interval(90, 110)
    assert exact.with_about(0.1) == exact
