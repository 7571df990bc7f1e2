"""What stayed after a promotion had ended: months 1 to 3 and 4 to 6 after, against before and against similar markets.

A high figure after may be what stayed, or what was coming anyway; only the second comparison tells them apart.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.metrics.effect import Effect
from data.metrics.leading import compared
from data.metrics.panel import Flags, Panel, panel
from data.metrics.spans import AFTER, Span


def stayed(rows: pd.DataFrame, treated: tuple[int, ...], controls: tuple[int, ...], span: Span) -> list[Effect]:
    """One record per stretch of months after the end, ``after_1_3`` and ``after_4_6``."""
    return [_after(rows, treated, controls, span, first, last) for first, last in AFTER]


def _after(
    rows: pd.DataFrame, treated: tuple[int, ...], controls: tuple[int, ...], span: Span, first: int, last: int
) -> Effect:
    key = f"after_{first}_{last}"
    made = panel(rows, treated, controls, span, after=last)
    if not isinstance(made, Panel):
        return Effect(key, doubts=(made,))
    counted = np.asarray(made.months.isin(span.after(first, last)))
    found = compared(made, key, counted)
    return replace(found, said=(*found.said, ("against_before", _against_before(made, counted))))


def _against_before(made: Panel, counted: Flags) -> float:
    """Mean month of those counted over the mean month before, treated markets together: no controls."""
    own = made.amounts[made.is_treated].sum(axis=0)
    return float(own[counted].mean() / own[made.is_before].mean()) - 1
