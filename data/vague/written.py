"""A number as a report wrote it, with its vagueness: "10 or so", "about 250 million", "up to 80 %".

The words stand in ``words.toml``. What follows the number (stores, won, percent) is left aside.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from data.vague.interval import Interval

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@cache
def _words() -> dict[str, Any]:
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


def read_vague(text: str) -> Interval | None:
    """The interval a written number stands for; None where there is no number in it.

    Parts with units are added (1 jo 2,000 eok). The qualifier "some more" stands behind the figure or its unit and
    widens the figure it follows; "up to", "at least" and "about" hold for the whole number.
    """
    plain = text.strip().lower()
    parts = _parts(plain)
    if not parts:
        return None
    low, high = (sum(bounds) for bounds in zip(*parts, strict=True))
    exact = low == high
    before, after = plain[: _NUMBER.search(plain).start()], plain[_end(plain) :]  # type: ignore[union-attr]
    if _says(before, "at_most") or _says(after, "at_most_after"):
        return Interval.at_most(high)
    if _says(before, "at_least") or _says(after, "at_least_after"):
        return Interval.at_least(low)
    if exact and (_says(before, "about") or _says(after, "about_after")):
        return Interval.about(low)
    return Interval(low, high)


def _parts(text: str) -> list[tuple[float, float]]:
    """Low and high of every figure with its unit, in the order in which they stand."""
    made = []
    for figure in _NUMBER.finditer(text):
        number, rest = float(figure.group().replace(",", "")), text[figure.end() :]
        rest, some_units = _without(rest, _words()["some_more"])
        scale, rest = _unit(rest)
        high = number * scale
        if some_units and number >= 1:  # 30-odd man: up to the next ten of them
            high = (Interval.some_more_than(int(number)).high + 1) * scale - 1
        elif _without(rest, _words()["some_more"])[1]:  # 15 man-odd: up to the next man
            high = (number + 1) * scale - 1
        made.append((number * scale, high))
        if scale == 1:
            break
    return made


def _unit(rest: str) -> tuple[float, str]:
    """Factor of the units that follow (cheon-man is both), and what is left."""
    scale = 1.0
    while found := next((word for word in _words()["units"] if rest.lstrip().startswith(word)), None):
        scale, rest = scale * _words()["units"][found], rest.lstrip()[len(found) :]
    return scale, rest


def _without(rest: str, words: list[str]) -> tuple[str, bool]:
    found = next((word for word in words if rest.startswith(word)), None)
    return (rest[len(found) :], True) if found else (rest, False)


def _end(text: str) -> int:
    return [figure.end() for figure in _NUMBER.finditer(text)][-1]


def _says(text: str, group: str) -> bool:
    return any(
        re.search(rf"(?:^|\s|\W){re.escape(word)}|{re.escape(word)}(?:\s|$)", text) if word.isascii() else word in text
        for word in _words()[group]
    )
