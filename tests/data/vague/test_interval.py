"""Published vagueness stays: the acceptance cases worked by hand."""

import pytest

from data.vague.interval import Interval


def test_some_more_than():
    told = [Interval.some_more_than(n) for n in (10, 30, 700, 8000)]
    assert told == [Interval(10, 19), Interval(30, 39), Interval(700, 799), Interval(8000, 8999)]


def test_thirty_odd_trained_four_shops_ten_odd_on_delivery():
    """AC14: 10 to 13 percent, 26 to 63 percent."""
    trained = Interval.some_more_than(30)
    shops, delivery = Interval.exactly(4).over(trained), Interval.some_more_than(10).over(trained)
    assert (round(shops.low, 2), round(shops.high, 2)) == (0.10, 0.13)
    assert (round(delivery.low, 2), round(delivery.high, 2)) == (0.26, 0.63)


def test_markets_left_of_those_that_ever_joined():
    """AC18: 170 to 71 markets is 41.8 percent."""
    left = Interval.exactly(71).over(Interval.exactly(170))
    assert round(left.low, 3) == round(left.high, 3) == 0.418


def test_growth_from_seven_hundred_odd_to_eight_thousand_odd_holds_what_was_published():
    """AC04: +901 to +1186 percent; +1120 is inside."""
    growth = Interval.some_more_than(8000).over(Interval.some_more_than(700))
    assert (round((growth.low - 1) * 100), round((growth.high - 1) * 100)) == (901, 1186)
    assert growth.holds(1 + 11.20)


def test_nothing_is_told_by_a_ratio_to_what_may_be_nothing():
    assert Interval.exactly(1).over(Interval.at_most(5)) is None
    with pytest.raises(ValueError, match="above"):
        Interval(2, 1)


def test_sums_differences_and_products_hold_every_pair() -> None:
    one, other = Interval(-2, 3), Interval(4, 5)
    assert one.plus(other) == Interval(2, 8)
    assert one.minus(other) == Interval(-7, -1)
    assert one.times(other) == Interval(-10, 15)
    assert one.over(other) == Interval(-0.5, 0.75)
    assert one.least(other) == Interval(-2, 3)


def test_without_bound_stays_without_bound_and_nothing_of_it_is_nothing() -> None:
    open_end = Interval.at_least(10)
    assert open_end.times(Interval(0, 2)) == Interval(0, float("inf"))
    assert Interval(5, 6).over(open_end) == Interval(0, 0.6)
    assert open_end.over(open_end) == Interval(0, float("inf"))
