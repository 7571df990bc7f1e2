"""Classes of values: where the breaks lie, which class a value is in, and how its range is written."""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from components.exhibit import Unit
from components.formatting import is_known, written

#: Natural breaks of longer columns are found on this many values, evenly spaced by rank: 2 ms instead of 45 for 1,400.
_SAMPLE = 400


def fisher_jenks(values: Iterable[float], class_count: int) -> tuple[float, ...]:
    """Upper ends of the classes, ascending; the last one is the largest value.

    As many classes as asked for, or as there are distinct values: the ones with the least sum of squared distances from
    their own means.

    Source: W. D. Fisher, On Grouping for Maximum Homogeneity, JASA 53 (1958).
    """
    ordered = np.sort(np.asarray(list(values), dtype=float))
    if len(ordered) > _SAMPLE:
        ordered = ordered[np.linspace(0, len(ordered) - 1, _SAMPLE).round().astype(int)]
    distinct, repeats = np.unique(ordered, return_counts=True)
    if len(distinct) <= class_count:
        return tuple(float(value) for value in distinct)
    centred = distinct - distinct.mean()  # squares of won amounts would lose digits
    weight, total, square = (np.concatenate([[0.0], np.cumsum(repeats * centred**power)]) for power in (0, 1, 2))
    first, last = np.arange(len(distinct))[:, None], np.arange(1, len(distinct) + 1)[None, :]
    size = np.where(last > first, weight[last] - weight[first], 1.0)
    spread = np.where(last > first, square[last] - square[first] - (total[last] - total[first]) ** 2 / size, np.inf)
    best, starts = spread[0], []
    for _ in range(class_count - 1):
        cost = np.concatenate([[np.inf], best[:-1]])[:, None] + spread
        starts.append(cost.argmin(axis=0))
        best = cost.min(axis=0)
    ends, end = [len(distinct) - 1], len(distinct) - 1
    for start in reversed(starts):
        end = int(start[end]) - 1
        ends.append(end)
    return tuple(float(distinct[end]) for end in reversed(ends))


@dataclass(frozen=True)
class Classes:
    """Classes of one column, lowest first. lower_ends, upper_ends: the range of each as its legend says it."""

    lower_ends: tuple[float, ...]
    upper_ends: tuple[float, ...]
    colours: tuple[str, ...]
    unit: Unit

    def position(self, value: object) -> int | None:
        """Number of the class, counted from zero; None for a value that is not known."""
        if not is_known(value):
            return None
        return min(bisect_left(self.upper_ends, float(value)), len(self.upper_ends) - 1)  # type: ignore[arg-type]

    def ranges(self, lang: str) -> list[str]:
        """How each class is written in a legend, lowest first."""
        texts = []
        for start, end in zip(self.lower_ends, self.upper_ends, strict=True):
            low, high = written(start, self.unit, lang), written(end, self.unit, lang)
            texts.append(high if low == high else f"{low} ~ {high}")
        return texts


def _numbers(values: Iterable[object]) -> list[float]:
    return [float(value) for value in values if is_known(value)]  # type: ignore[arg-type]


def sequential(values: Iterable[object], colours: tuple[str, ...], unit: Unit) -> Classes:
    """Natural breaks, one class per colour; with few distinct values the colours are spread over the fewer classes.

    The legend says the smallest and largest value that occur in a class, so no value belongs to two.
    """
    known = _numbers(values)
    ends = fisher_jenks(known, len(colours)) if known else ()
    places = np.linspace(0, len(colours) - 1, len(ends)).round().astype(int)
    shades = tuple(colours[int(place)] for place in places)
    if len(ends) == 1:
        shades = (colours[len(colours) // 2],)
    below = (-math.inf, *ends[:-1])
    starts = tuple(min(value for value in known if low < value) for low in below[: len(ends)])
    return Classes(starts, ends, shades, unit)


def diverging(values: Iterable[object], colours: tuple[str, ...], unit: Unit) -> Classes:
    """Classes symmetric about zero, the middle one "hardly changed"; breaks are natural breaks of the sizes.

    Five classes, or three (fall, hardly, rise) where there are fewer than three different sizes.
    """
    ends = fisher_jenks([abs(number) for number in _numbers(values) if math.isfinite(number)], 3)
    if not ends:
        return Classes((), (), (), unit)
    shades = colours
    if len(ends) < 3:
        ends = (0.0, *ends)[-2:]
        shades = colours[0], colours[len(colours) // 2], colours[-1]
    falls = [-end for end in reversed(ends)]
    # A break belongs to the class nearer to zero, on either side.
    uppers = *(math.nextafter(end, -math.inf) for end in falls[1:]), *ends
    return Classes((*falls, *ends[:-1]), uppers, shades, unit)


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on that colour (WCAG relative luminance)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "black" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "white"
