"""Which further cells have to be hidden, so that no hidden one can be worked out from the sums that are shown.

A table is its values and its sums, each a list of (place of a cell, coefficient) that add up to zero: parts with 1,
their total with -1. Tables that share totals are one table with the sums of all. A reader knows every shown value,
every sum, and the least each cell can be; the audit finds the smallest and the largest value of each hidden cell that
this leaves, by linear programming. Source: Hundepool et al. (2012), 4.3 and 4.4.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

Sum = Sequence[tuple[int, float]]
#: Closest a reader may come to a hidden value, as a share of it, from below and from above.
NEAREST_SHARE = 0.10
#: Room for the arithmetic of the solver.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Table:
    """values: of the cells, not below ``least``. sums: as above. least: what a reader knows each cell to reach."""

    values: tuple[float, ...]
    sums: tuple[tuple[tuple[int, float], ...], ...] = ()
    least: float = 0.0


@dataclass(frozen=True)
class Interval:
    """What a reader can tell of a hidden value; high is inf where nothing bounds it."""

    low: float
    high: float


def total(parts: Iterable[int], whole: int) -> tuple[tuple[int, float], ...]:
    """The sum of parts to their whole, by places of cells."""
    return (*((part, 1.0) for part in parts), (whole, -1.0))


def intervals(table: Table, hidden: Set[int]) -> dict[int, Interval]:
    """Of each hidden cell, by place: the interval that everything shown leaves."""
    places = sorted(hidden)
    known, matrix = _equations(table, places)
    return {place: _interval(at, known, matrix, table.least) for at, place in enumerate(places)}


def is_wide(value: float, told: Interval, least: float = 0.0) -> bool:
    """Whether a reader stays further than ``NEAREST_SHARE`` from a value on both sides.

    From below it is enough that nothing is told beyond what everybody knows (``least``); a zero needs room above.
    """
    room = NEAREST_SHARE * max(value, 1.0)
    below = told.low <= value - room + ROUNDING or told.low <= least + ROUNDING
    return below and told.high >= value + room - ROUNDING


def protected(table: Table, primary: Iterable[int], fixed: Iterable[int] = ()) -> frozenset[int]:
    """All cells to hide: the primary ones, and the cheapest others until every hidden one is wide.

    fixed: places that are shown in any case. One cell is added at a time: of those that share a sum with the first
    narrow cell, the smallest that is not nothing; then the audit is made again. It ends, for each turn hides a cell.
    Where no more can be hidden the rest stays narrow: ``intervals`` tells.
    """
    hidden, shown = set(primary), set(fixed)
    while (found := _narrow(table, hidden)) and (added := _cheapest(table, found, hidden, shown)) is not None:
        hidden.add(added)
    return frozenset(hidden)


def _narrow(table: Table, hidden: set[int]) -> list[int]:
    told = intervals(table, hidden)
    return [place for place in told if not is_wide(table.values[place], told[place], table.least)]


def _cheapest(table: Table, narrow: list[int], hidden: set[int], fixed: set[int]) -> int | None:
    """Nearest first: cells in a sum with a narrow one, then in a sum with any hidden one."""
    for near in (set(narrow), hidden):
        beside = {place for one in table.sums if near & {at for at, _ in one} for place, _ in one} - hidden - fixed
        if beside:
            return min(beside, key=lambda place: (table.values[place] <= 0, table.values[place], place))
    return None


def _equations(table: Table, places: list[int]) -> tuple["np.ndarray", "np.ndarray"]:
    """Right-hand sides and coefficients of the sums that hold a hidden cell."""
    at = {place: column for column, place in enumerate(places)}
    held = [one for one in table.sums if any(place in at for place, _ in one)]
    known, matrix = np.zeros(len(held)), np.zeros((len(held), len(places)))
    for line, one in enumerate(held):
        for place, factor in one:
            if place in at:
                matrix[line, at[place]] += factor
            else:
                known[line] -= factor * table.values[place]
    return known, matrix


def _interval(at: int, known: "np.ndarray", matrix: "np.ndarray", least: float) -> Interval:
    aim = np.zeros(matrix.shape[1])
    aim[at] = 1.0
    return Interval(_end(aim, known, matrix, least), -_end(-aim, known, matrix, least))


def _end(aim: "np.ndarray", known: "np.ndarray", matrix: "np.ndarray", least: float) -> float:
    """Smallest value of the aim; -inf where nothing bounds it. Scaled, for amounts in won strain the solver."""
    scale = max(1.0, float(np.abs(known).max(initial=0.0)))
    sums = {"A_eq": matrix, "b_eq": known / scale} if len(known) else {}
    solved = linprog(aim, bounds=(least / scale, None), method="highs", **sums)
    if solved.status == 3:
        return float("-inf")
    if solved.status != 0:
        raise ArithmeticError(f"the sums of a table contradict each other: {solved.message}")
    return float(solved.fun) * scale
