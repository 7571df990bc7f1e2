"""How long what was begun goes on: the Kaplan-Meier estimate.

    S(t) = product over the times of ends t_i <= t of (1 - d_i / n_i)

with d_i ends among the n_i still under watch. Intervals are Greenwood's on the complementary log-log scale, so they
stay between 0 and 1. What is believed: whoever is still going at the last look would have gone on like the others.

References: E. L. Kaplan, P. Meier (1958), J. Amer. Statist. Assoc. 53; J. D. Kalbfleisch, R. L. Prentice (1980).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Standard normal quantile of a two-sided 95 % interval.
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Step:
    """From day ``day`` on the share ``share`` (0 to 1) goes on; low, high: 95 % interval, None where it has none."""

    day: int
    at_risk: int
    ended: int
    share: float
    low: float | None
    high: float | None


def survival(days: Sequence[float], has_ended: Sequence[bool]) -> list[Step]:
    """Steps of the curve in order of time, the first at day 0 with share 1; one per day with an end. Empty: no step.

    days: length of each spell, until its end or the last look. has_ended: False = still going at the last look.
    Raises: ValueError for a negative length.
    """
    length, ended = np.asarray(days, dtype=float), np.asarray(has_ended, dtype=bool)
    if len(length) == 0:
        return []
    if (length < 0).any():
        raise ValueError("a spell cannot end before it begins")
    steps, share, spread = [Step(0, len(length), 0, 1.0, None, None)], 1.0, 0.0
    # counted, not looked through for each day: tens of thousands of spells end on a thousand different days
    end_days, end_counts = np.unique(length[ended], return_counts=True)
    risks = len(length) - np.searchsorted(np.sort(length), end_days, side="left")
    for day, at_risk, ends in zip(end_days.tolist(), risks.tolist(), end_counts.tolist(), strict=True):
        share *= 1 - ends / at_risk
        spread += ends / (at_risk * (at_risk - ends)) if at_risk > ends else math.inf
        low, high = _interval(share, spread)
        steps.append(Step(int(day), at_risk, ends, share, low, high))
    return steps


def share_after(steps: Sequence[Step], day: int, watched: float) -> Step | None:
    """The step that holds on that day; None when nobody was watched that long (watched: longest spell), or no steps."""
    if not steps or day > watched:
        return None
    return [step for step in steps if step.day <= day][-1]


def _interval(share: float, spread: float) -> tuple[float | None, float | None]:
    """On the scale log(-log S); at 0 and 1 that scale has no value and the interval is not told."""
    if not 0 < share < 1 or math.isinf(spread):
        return None, None
    centre, half = math.log(-math.log(share)), Z95 * math.sqrt(spread) / abs(math.log(share))
    return math.exp(-math.exp(centre + half)), math.exp(-math.exp(centre - half))
