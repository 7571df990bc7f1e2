"""What a promotion may have taken from elsewhere: from other ways to pay in the same market, from markets nearby.

Both are asked as the effect itself is (``data/metrics/leading.py``), against similar markets, of amounts that were not
promoted. A fall is what was moved at most by the promotion; a rise is none.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.metrics.effect import Cannot, Doubt, Effect, Estimate
from data.metrics.leading import compared
from data.metrics.panel import Numbers, Panel, panel
from data.metrics.spans import Span


def from_other_means(rows: pd.DataFrame, treated: tuple[int, ...], controls: tuple[int, ...], span: Span) -> Effect:
    """Change of what the same customers paid by other means at the treated markets (rows of ``promoted.beside``)."""
    if rows.empty:
        return Effect("other_means", doubts=(Doubt.of(Cannot.NOTHING_ELSE),))
    return _moved("other_means", panel(rows, treated, controls, span))


def from_neighbours(rows: pd.DataFrame, near: tuple[int, ...], controls: tuple[int, ...], span: Span) -> Effect:
    """Change of the promoted means of payment at markets near the treated ones (rows of ``promoted.promoted``)."""
    if not near:
        return Effect("neighbours", doubts=(Doubt.of(Cannot.NO_NEIGHBOURS),))
    return _moved("neighbours", panel(rows, near, controls, span))


def _moved(key: str, made: Panel | Doubt) -> Effect:
    """The first comparison that holds, with what it means in won (``krw``: an estimate; falls are below zero)."""
    found = compared(made, key)
    if found.estimate is None or isinstance(made, Doubt):
        return found
    won = in_won(found.estimate, made.amounts[made.is_treated][:, made.is_during])
    return replace(found, said=(*found.said, ("krw", won)))


def in_won(share: Estimate, amounts: Numbers) -> Estimate:
    """How much of what was paid would not have been there.

    amounts: markets x months of the promotion. A change of logarithms speaks of the geometric mean of months: what
    would have come without is that mean over 1 + share, in every month.
    """
    usual = float(np.exp(np.log(amounts).mean(axis=1)).sum() * amounts.shape[1])
    paid = float(amounts.sum())
    parts = (share.value, share.low, share.high)
    return Estimate(*(None if part is None else paid - usual / (1 + part) for part in parts))
