"""A number as a report wrote it, with its vagueness: "10 or so", "about 250 million", "up to 80 %", "30 to 40".

The words stand in ``words.toml``.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from data.vague.interval import ABOUT, Interval

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Written:
    """One written number. value: what it may be, as its words say; point: the figure itself.

    unit: what it counts by the words behind it (group ``counted``), '' when nothing is told; percent stays percent.
    step: worth of its last written digit. qualifier: about, some_more, at_most, at_least, range or ''. has_sign: a
    plus or minus was written.
    """

    text: str
    value: Interval
    point: float
    unit: str = ""
    step: float = 1.0
    qualifier: str = ""
    has_sign: bool = False

    def with_about(self, within: float) -> "Written":
        """The same with another meaning of "about"; every other number as it is."""
        return replace(self, value=Interval.about(self.point, within)) if self.qualifier == "about" else self

    def scaled(self, factor: float) -> "Written":
        """The same in another unit, such as parts of one instead of percent."""
        value = self.value.times(Interval.exactly(factor))
        return replace(self, value=value, point=self.point * factor, step=self.step * factor)


def read_vague(text: str) -> Interval | None:
    """The interval a written number stands for; None where there is no number in it."""
    read = read_written(text)
    return read.value if read else None


def read_written(text: str, *, about: float = ABOUT) -> Written | None:
    """A written number with all that is said of it; None where there is no number in it. about: what "about" means.

    Parts with units are added (1 jo 2,000 eok). The qualifier "some more" stands behind the figure or its unit and
    widens the figure it follows; "up to", "at least" and "about" hold for the whole number.
    """
    plain = text.strip().lower()
    if not (parts := _parts(plain)):
        return None
    before, after = plain[: parts[0].starts], plain[parts[-1].ends :]
    if (last := _range_end(after)) is not None:
        return _ranged(text, parts, last)
    sign = -1.0 if any(before.rstrip().endswith(word) for word in _words()["minus"]) else 1.0
    point, high = sum(part.low for part in parts), sum(part.high for part in parts)
    value, qualifier = _qualified(before, after, point, high, about)
    made = Written(
        text.strip(), value, point, _counted(after), parts[-1].step, qualifier,
        sign < 0 or any(before.rstrip().endswith(word) for word in _words()["plus"]),
    )  # fmt: skip
    return made if sign > 0 else replace(made, value=value.negated(), point=-point)


@dataclass(frozen=True)
class _Part:
    """One figure with its unit: 2,000 eok. starts, ends: where it stands in the text."""

    low: float
    high: float
    step: float
    scale: float
    starts: int
    ends: int


@cache
def _words() -> dict[str, Any]:
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


def _qualified(before: str, after: str, low: float, high: float, about: float) -> tuple[Interval, str]:
    """What the words round a number make of it."""
    if _says(before, "at_most") or _says(after, "at_most_after"):
        return Interval.at_most(high), "at_most"
    if _says(before, "at_least") or _says(after, "at_least_after"):
        return Interval.at_least(low), "at_least"
    if low == high and (_says(before, "about") or _says(after, "about_after")):
        return Interval.about(low, about), "about"
    return Interval(low, high), "" if low == high else "some_more"


def _range_end(after: str) -> Written | None:
    """The second number of "30 to 40"; None where the words go on otherwise."""
    rest = after.lstrip()
    for unit in sorted((word for words in _words()["counted"].values() for word in words), key=len, reverse=True):
        if rest.startswith(unit):
            rest = rest[len(unit) :]
            break
    for word in _words()["to"]:
        if rest.lstrip(" ").startswith(word.strip()) and _NUMBER.match(rest.lstrip(" ")[len(word.strip()) :].lstrip()):
            return read_written(rest.lstrip(" ")[len(word.strip()) :])
    return None


def _ranged(text: str, parts: list[_Part], last: Written) -> Written:
    """From the first number to the last; a unit behind the last alone holds for both (30 to 40 man)."""
    low = sum(part.low for part in parts)
    shared = low * (last.step if parts[-1].scale == 1 and low < last.point and last.step > 1 else 1)
    low = shared if shared <= last.value.high else low
    value = Interval(min(low, last.value.high), last.value.high)
    return Written(text.strip(), value, value.low, last.unit or _counted(text.lower()), last.step, "range")


def _parts(text: str) -> list[_Part]:
    """Every figure with its unit that belongs to the first number, in the order in which they stand."""
    made: list[_Part] = []
    for figure in _NUMBER.finditer(text):
        if made and text[made[-1].ends : figure.start()].strip():
            break
        made.append(_part(text, figure))
        if made[-1].scale == 1:
            break
    return made


def _part(text: str, figure: "re.Match[str]") -> _Part:
    digits, rest = figure.group().replace(",", ""), text[figure.end() :]
    number, decimals = float(digits), len(digits.partition(".")[2])
    rest, some_units = _without(rest, _words()["some_more"])
    scale, rest = _unit(rest)
    high = number * scale
    left, some_of_unit = _without(rest, _words()["some_more"])
    if some_units and number >= 1:  # 30-odd man: up to the next ten of them
        high = (Interval.some_more_than(int(number)).high + 1) * scale - 1
    elif some_of_unit:  # 15 man-odd: up to the next man
        high, rest = (number + 1) * scale - 1, left
    return _Part(number * scale, high, scale / 10**decimals, scale, figure.start(), len(text) - len(rest))


def _unit(rest: str) -> tuple[float, str]:
    """Factor of the units that follow (cheon-man is both), and what is left."""
    scale = 1.0
    while found := next((word for word in _words()["units"] if rest.lstrip().startswith(word)), None):
        scale, rest = scale * _words()["units"][found], rest.lstrip()[len(found) :]
    return scale, rest


def _without(rest: str, words: list[str]) -> tuple[str, bool]:
    found = next((word for word in words if rest.startswith(word)), None)
    return (rest[len(found) :], True) if found else (rest, False)


def _counted(after: str) -> str:
    """What the words behind a number say it counts; '' when nothing is told."""
    bare = after.lstrip()
    found = [
        (len(word), unit) for unit, words in _words()["counted"].items() for word in words if bare.startswith(word)
    ]
    return max(found)[1] if found else ""


def _says(text: str, group: str) -> bool:
    return any(
        re.search(rf"(?:^|\s|\W){re.escape(word)}|{re.escape(word)}(?:\s|$)", text) if word.isascii() else word in text
        for word in _words()[group]
    )
