"""What a promotion may have taken from elsewhere: from other ways to pay in the same market, from markets nearby.

Both are asked as the effect itself is, by difference in differences against similar markets, of amounts that were not
promoted. A fall is what was moved at most by the promotion; a rise is none.
"""

from dataclasses import replace

import pandas as pd

from data.metrics.did import did_log
from data.metrics.effect import Cannot, Doubt, Effect, Estimate
from data.metrics.event_study import pre_trend
from data.metrics.panel import Panel, panel
from data.metrics.spans import Span


def from_other_means(rows: pd.DataFrame, treated: tuple[int, ...], controls: tuple[int, ...], span: Span) -> Effect:
    """Change of what the same customers paid by other means at the treated markets (rows of ``promoted.beside``)."""
    if rows.empty:
        return Effect("other_means", doubts=(Doubt.of(Cannot.NOTHING_ELSE),))
    return gated("other_means", panel(rows, treated, controls, span))


def from_neighbours(rows: pd.DataFrame, near: tuple[int, ...], controls: tuple[int, ...], span: Span) -> Effect:
    """Change of the promoted means of payment at markets near the treated ones (rows of ``promoted.promoted``)."""
    if not near:
        return Effect("neighbours", doubts=(Doubt.of(Cannot.NO_NEIGHBOURS),))
    return gated("neighbours", panel(rows, near, controls, span))


def gated(key: str, made: Panel | Doubt) -> Effect:
    """Difference in differences of a panel under another name, with its own test of the months before."""
    if isinstance(made, Doubt):
        return Effect(key, doubts=(made,))
    found = did_log(made)
    doubts = pre_trend(made).doubts
    return replace(found, key=key, estimate=None if doubts else found.estimate, doubts=doubts)


def in_won(share: Estimate, amount_krw: float) -> Estimate:
    """The part of an amount that would not have been there: amount x share / (1 + share), bounds likewise."""
    return Estimate(
        *(None if part is None else amount_krw * part / (1 + part) for part in (share.value, share.low, share.high))
    )
