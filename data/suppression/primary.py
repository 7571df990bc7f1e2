"""Whether a cell may be shown by itself: how many businesses stand behind it, and how it is shared among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.suppression import Reason


@dataclass(frozen=True)
class Rules:
    """The rules a cell has to pass.

    fewest: businesses behind it. one_share, two_share: most that the largest, and the two largest, may hold: the
    (n,k) rules (1,k) and (2,85). within_share: p of the p %-rule, None = not asked: the second largest must not be able
    to tell the largest to within this share of it.

    Source: Hundepool et al. (2012), 4.2.2.
    """

    fewest: int = 3
    one_share: float = 0.75
    two_share: float = 0.85
    within_share: float | None = None


@dataclass(frozen=True)
class Cell:
    """What the rules need of a cell: businesses, the two largest contributions and all together, in one unit."""

    business_count: int
    largest: float = 0.0
    second: float = 0.0
    total: float = 0.0


def cell_of(contributions: Sequence[float]) -> Cell:
    """The cell of what each business contributed; sizes count, for a loss tells as much as a gain."""
    sizes = sorted((abs(one) for one in contributions), reverse=True)
    first, second = (*sizes, 0.0, 0.0)[:2]
    return Cell(len(sizes), first, second, sum(sizes))


def verdict(cell: Cell, rules: Rules) -> Reason | None:
    """Why a cell may not be shown by itself; None if it may. A cell of nothing is judged by its businesses alone."""
    if cell.business_count < rules.fewest:
        return Reason.FEW
    if cell.total > 0 and (_dominated(cell, rules) or _told_by_the_second(cell, rules)):
        return Reason.DOMINATED
    return None


def _dominated(cell: Cell, rules: Rules) -> bool:
    return cell.largest > rules.one_share * cell.total or cell.largest + cell.second > rules.two_share * cell.total


def _told_by_the_second(cell: Cell, rules: Rules) -> bool:
    rest = cell.total - cell.largest - cell.second
    return rules.within_share is not None and rest < rules.within_share * cell.largest
