"""Numbers as vague as they were published: "more than ten" stays an interval, and so does what is computed from it."""

import math
from dataclasses import dataclass

#: What "about" is taken to mean where a report does not say it.
ABOUT = 0.04


@dataclass(frozen=True)
class Interval:
    """From low to high, both possible; infinite where only one bound was told. Raises: ValueError when low > high."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"{self.low} is above {self.high}")

    @classmethod
    def exactly(cls, value: float) -> "Interval":
        """A number without any doubt."""
        return cls(value, value)

    @classmethod
    def some_more_than(cls, value: int) -> "Interval":
        """The Korean suffix "-yeo": 10 -> 10..19, 30 -> 30..39, 700 -> 700..799, 8000 -> 8000..8999.

        Raises: ValueError for a value that is not above 0.
        """
        if value <= 0:
            raise ValueError(f"{value}: some more than nothing tells nothing")
        size = 10 ** (len(str(value)) - 1)
        return cls(value, value + size - 1)

    @classmethod
    def about(cls, value: float, within: float = ABOUT) -> "Interval":
        """What "about" means: plus and minus 4 percent unless stated."""
        return cls(value - abs(value) * within, value + abs(value) * within)

    @classmethod
    def at_most(cls, value: float) -> "Interval":
        """An upper bound only, of something that cannot be negative."""
        return cls(0, value)

    @classmethod
    def at_least(cls, value: float) -> "Interval":
        """A lower bound only."""
        return cls(value, math.inf)

    @property
    def is_exact(self) -> bool:
        """Whether only one number is possible."""
        return self.low == self.high

    def over(self, other: "Interval") -> "Interval | None":
        """Ratio to a number that is not negative; None when that may be zero."""
        if other.low <= 0:
            return None
        ends = [_quotient(mine, its) for mine in (self.low, self.high) for its in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def plus(self, other: "Interval") -> "Interval":
        """Every sum of two possible numbers."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: "Interval") -> "Interval":
        """Every difference of two possible numbers; of a number with itself too, so name each number once."""
        return self.plus(other.negated())

    def times(self, other: "Interval") -> "Interval":
        """Every product of two possible numbers."""
        ends = [_product(mine, its) for mine in (self.low, self.high) for its in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def negated(self) -> "Interval":
        """The same with the other sign."""
        return Interval(-self.high, -self.low)

    def least(self, other: "Interval") -> "Interval":
        """Every lesser one of two possible numbers."""
        return Interval(min(self.low, other.low), min(self.high, other.high))

    def around(self, other: "Interval") -> "Interval":
        """The smallest one that holds both."""
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def holds(self, value: float) -> bool:
        """Whether the value is possible."""
        return self.low <= value <= self.high

    def meets(self, other: "Interval") -> bool:
        """Whether some number is possible in both."""
        return self.low <= other.high and other.low <= self.high


def _product(one: float, other: float) -> float:
    """Nothing times without bound is nothing: the bound is only not known."""
    return 0.0 if 0 in (one, other) else one * other


def _quotient(over: float, under: float) -> float:
    if math.isinf(under):
        return over if math.isinf(over) else 0.0
    return over / under
