"""The result of a metric."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pandas as pd

Unit = Literal["krw", "count", "stores", "markets", "share", "change", "index", "ratio", "days"]
Good = Literal["up", "down", "neutral"]


class Basis(StrEnum):
    """What a change is measured against."""

    YEAR_EARLIER = "year_earlier"
    MONTH_EARLIER = "month_earlier"
    NONE = ""


class Why(StrEnum):
    """Why the rows cannot answer. Words: ``why.<member>``."""

    NO_ROWS = "no_rows"
    NOT_REPORTED = "not_reported"
    HIDDEN = "hidden"
    NOTHING_BEFORE = "nothing_before"
    TOO_LITTLE_COMPARES = "too_little_compares"
    BASE_MISSING = "base_missing"
    BASE_ZERO = "base_zero"
    TOO_FEW_MONTHS = "too_few_months"
    PARTS_EXCEED_WHOLE = "parts_exceed_whole"


class Caution(StrEnum):
    """What must be said beside a value. Words: ``caution.<member>``."""

    MONTHS_MISSING = "months_missing"
    MARKETS_CHANGED = "markets_changed"
    STORES_UNKNOWN = "stores_unknown"
    PARTLY_COMPARED = "partly_compared"
    MARKETS_LEFT_OUT = "markets_left_out"
    STORES_LEFT_OUT = "stores_left_out"


@dataclass(frozen=True)
class Reading:
    """One number as read off the rows.

    value: in ``unit`` (shares and changes as fractions), None when the rows cannot answer; ``reason`` says why.
    change: in ``change_unit`` ("change" relative, "points" difference of shares) on ``change_basis``; None when not
    known. months, series: the past of the number: every month from the first to the last, None where not known, also
    where the rows had no such month. is_provisional:
    some of the rows behind the value are. caution: what must be said beside it. about: whose number it is.
    """

    value: float | None = None
    change: float | None = None
    change_unit: Literal["change", "points"] = "change"
    change_basis: Basis = Basis.NONE
    months: tuple[pd.Timestamp, ...] = ()
    series: tuple[float | None, ...] = ()
    is_provisional: bool = False
    reason: Why | None = None
    caution: Caution | None = None
    about: str = ""
    key: str = ""
    unit: Unit = "count"
    good: Good = "neutral"

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise AssertionError(f"{self.key}: either a value or a reason, not {self.value!r} and {self.reason!r}")
        if len(self.months) != len(self.series):
            raise AssertionError(f"{self.key}: {len(self.months)} months, {len(self.series)} values")
        if self.months:
            known = dict(zip(self.months, self.series, strict=True))
            every = tuple(pd.date_range(min(known), max(known), freq="MS").as_unit(min(known).unit))
            # frozen: a line through a month that nobody told would be a guess, so no reading may leave one out
            object.__setattr__(self, "months", every)
            object.__setattr__(self, "series", tuple(known.get(month) for month in every))
