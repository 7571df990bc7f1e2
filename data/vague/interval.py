"""Numbers as vague as they were published: "more than ten" stays an interval, and so does what is computed from it."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """From low to high, both possible; infinite where only one bound was told. Raises: ValueError when low > high."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"{self.low} is above {self.high}")

    @classmethod
    def exactly(cls, value: float) -> "Interval":
        """A number without any doubt."""
        return cls(value, value)

    @classmethod
    def some_more_than(cls, value: int) -> "Interval":
        """The Korean suffix "-yeo": 10 -> 10..19, 30 -> 30..39, 700 -> 700..799, 8000 -> 8000..8999. Above 0."""
        if value <= 0:
            raise ValueError(f"{value}: some more than nothing tells nothing")
        size = 10 ** (len(str(value)) - 1)
        return cls(value, value + size - 1)

    @classmethod
    def about(cls, value: float, within: float = 0.04) -> "Interval":
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

    def over(self, other: "Interval") -> "Interval | None":
        """Ratio of two numbers that are not negative; None when the lower one may be zero."""
        if other.low <= 0:
            return None
        return Interval(self.low / other.high if math.isfinite(other.high) else 0.0, self.high / other.low)

    def holds(self, value: float) -> bool:
        """Whether the value is possible."""
        return self.low <= value <= self.high
