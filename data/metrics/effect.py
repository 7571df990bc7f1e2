"""What a method says about a promotion: an estimate with its interval, or why it cannot tell. Never both, never a mean.

Records of several methods stand side by side. Nothing here, and nothing that reads them, adds or averages two of them.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.metrics.reading import Unit


class Cannot(StrEnum):
    """Why a method cannot tell. Words: ``cannot.<member>``, with the fields of the doubt."""

    NO_END = "no_end"
    NO_MARKETS = "no_markets"
    EVERYBODY_TREATED = "everybody_treated"
    NOTHING_REPORTED = "nothing_reported"
    BASE_MISSING = "base_missing"
    BASE_ZERO = "base_zero"
    MONTH_MISSING = "month_missing"
    MONTHS_MISSING = "months_missing"
    SHORT_HISTORY = "short_history"
    FEW_CONTROLS = "few_controls"
    FEW_PLACEBOS = "few_placebos"
    MANY_TREATED = "many_treated"
    FAILED_PRE_TREND = "failed_pre_trend"
    BENT_BEFORE = "bent_before"
    POOR_FIT = "poor_fit"
    OVERLAPPING = "overlapping"
    FEASTS_ONLY = "feasts_only"
    NO_YEAR_BEFORE = "no_year_before"
    NOT_OVER_YET = "not_over_yet"
    RATE_OVER_ONE = "rate_over_one"
    RULE_UNKNOWN = "rule_unknown"
    NOTHING_ELSE = "nothing_else"
    NO_NEIGHBOURS = "no_neighbours"


@dataclass(frozen=True)
class Doubt:
    """One reason, with what its sentence needs: counts, months, names."""

    why: Cannot
    fields: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, why: Cannot, **fields: Any) -> "Doubt":
        """A reason with its fields."""
        return cls(why, tuple(sorted(fields.items())))


@dataclass(frozen=True)
class Estimate:
    """A number and its interval. value None: only the interval is known. low, high None: no interval can be given."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @classmethod
    def exactly(cls, value: float) -> "Estimate":
        """A number that is counted, not estimated."""
        return cls(value, value, value)

    @property
    def tells_a_direction(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    def as_share(self) -> "Estimate":
        """Differences of logarithms as relative changes."""
        return Estimate(*(None if part is None else math.expm1(part) for part in (self.value, self.low, self.high)))

    def times(self, factor: float) -> "Estimate":
        """The same in another unit; factor above zero."""
        return Estimate(*(None if part is None else part * factor for part in (self.value, self.low, self.high)))


@dataclass(frozen=True)
class Sample:
    """What a method looked at. spreads_by: what the width of the interval is taken from, words ``spread.<word>``."""

    treated: int = 0
    controls: int = 0
    months_before: int = 0
    months_counted: int = 0
    spreads_by: str = ""

    @property
    def rows(self) -> int:
        """Markets times months."""
        return (self.treated + self.controls) * (self.months_before + self.months_counted)


@dataclass(frozen=True)
class Effect:
    """What one method says.

    key: the method; words ``method_of_effect.<key>`` (name), ``..._assumes``, ``..._wrong_if``. about: the market, for
    a method about single ones. unit: change = part of what would have come without. p: chance of so large a number
    without any effect, where the method has one of its own. said: further numbers its sentence needs.
    Raises: AssertionError unless there is an estimate or a doubt, and not both.
    """

    key: str
    estimate: Estimate | None = None
    doubts: tuple[Doubt, ...] = ()
    unit: Unit = "change"
    sample: Sample = Sample()
    about: str = ""
    p: float | None = None
    said: tuple[tuple[str, Any], ...] = ()

    def __post_init__(self) -> None:
        if (self.estimate is None) == (not self.doubts):
            raise AssertionError(f"{self.key}: either an estimate or a reason, not {self.estimate} and {self.doubts}")

    @property
    def tells(self) -> bool:
        """Whether there is an estimate."""
        return self.estimate is not None
