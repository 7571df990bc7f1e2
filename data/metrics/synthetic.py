"""Synthetic control: a weighted mix of similar markets that went with one treated market before the promotion.

Weights are not negative and add up to one; they bring the mix as near as they can to the market's own course before,
both as logarithms against their own mean (the level of the mix does not matter, its course does). What the market did
beyond the mix is the effect. Every control takes the treated one's place in turn: the rank of the ratio of errors
(during over before) among them is the chance of so large a number without any effect, and the farthest of them bound
the interval. Nothing is assumed of normal curves; with fewer than ``LEAST_PLACEBOS`` no 95 % interval can be given.

References: A. Abadie, A. Diamond, J. Hainmueller (2010), JASA 105; B. Ferman, C. Pinto (2021), QE 12.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from data.metrics.effect import Cannot, Doubt, Effect, Estimate, Sample
from data.metrics.panel import Numbers, Panel

#: 19 others: the largest of 20 has a chance of 5 %.
LEAST_PLACEBOS = 19
#: A mix that misses the months before by more than so many times what is usual among placebos says nothing.
MOST_MISFIT = 2.0
#: Markets for which one is made: it speaks of single ones.
MOST_TREATED = 3
#: How much heavier than a month the sum of the weights counts.
SUM_WEIGHT = 1000.0
TINY = 1e-9


@dataclass(frozen=True)
class Synthetic:
    """One market and its mix, as logarithms against their mean before. gaps: own minus mix, all months. placebo_gaps:
    the same of every control."""

    market_id: int
    control_ids: tuple[int, ...]
    weights: Numbers
    own: Numbers
    mix: Numbers
    placebo_gaps: Numbers

    @property
    def gaps(self) -> Numbers:
        """Own minus mix."""
        return self.own - self.mix


def synthetic(panel: Panel, market_id: int) -> Synthetic:
    """The mix for one treated market, and for every control in its place."""
    away = panel.logs - panel.logs[:, panel.is_before].mean(axis=1, keepdims=True)
    controls, before = away[~panel.is_treated], panel.is_before
    own = away[panel.market_ids.index(market_id)]
    weights = mixed(own[before], controls[:, before])
    # a control never stands in its own mix
    others = [np.delete(np.arange(len(controls)), at) for at in range(len(controls))]
    mixes = [mixed(controls[at, before], controls[rest][:, before]) @ controls[rest] for at, rest in enumerate(others)]
    ids = tuple(one for one, treated in zip(panel.market_ids, panel.is_treated, strict=True) if not treated)
    return Synthetic(market_id, ids, weights, own, weights @ controls, controls - np.array(mixes))


def mixed(own: Numbers, controls: Numbers) -> Numbers:
    """Weights of the controls (rows) that come nearest to one course: not negative, one in sum, least squares.

    Lawson and Hanson's non-negative least squares with the sum as one more, heavy row: 0.03 ms against 5 ms of SLSQP,
    which a test holds it against (weights alike to 0.00001).
    """
    rows = np.vstack([controls.T, np.full(len(controls), SUM_WEIGHT)])
    weights, _ = nnls(rows, np.append(own, SUM_WEIGHT), maxiter=50 * len(controls))
    return np.asarray(weights / weights.sum())


def effect_of(found: Synthetic, panel: Panel) -> Effect:
    """What the market did beyond its mix in the months of the promotion."""
    before, during = panel.is_before, panel.is_during
    placebos = len(found.control_ids)
    misfit, usual = float(_size(found.gaps[before])), float(np.median(_size(found.placebo_gaps[:, before])))
    if misfit > MOST_MISFIT * usual:
        doubt = Doubt.of(Cannot.POOR_FIT, misfit=misfit, usual=usual)
        return Effect("synthetic", doubts=(doubt,), about=str(found.market_id))
    if placebos < LEAST_PLACEBOS:
        doubt = Doubt.of(Cannot.FEW_PLACEBOS, controls=placebos, least=LEAST_PLACEBOS)
        return Effect("synthetic", doubts=(doubt,), about=str(found.market_id))
    value = float(found.gaps[during].mean())
    others = np.sort(np.abs(found.placebo_gaps[:, during].mean(axis=1)))
    reach = float(others[min(ceil(0.95 * (placebos + 1)), placebos) - 1])
    ratios = _size(found.placebo_gaps[:, during]) / _size(found.placebo_gaps[:, before])
    rank = 1 + int((ratios >= _size(found.gaps[during]) / misfit).sum())
    return Effect(
        "synthetic",
        Estimate(value, value - reach, value + reach).as_share(),
        sample=Sample(1, placebos, int(before.sum()), int(during.sum()), "placebos"),
        about=str(found.market_id),
        p=rank / (placebos + 1),
        said=(("rank", rank), ("of", placebos + 1)),
    )


def course(found: Synthetic, panel: Panel) -> pd.DataFrame:
    """Own and mixed course in won, the mix at the market's own level. Columns: month, own_krw, mix_krw."""
    level = panel.logs[panel.market_ids.index(found.market_id), panel.is_before].mean()
    return pd.DataFrame({
        "month": panel.months, "own_krw": np.exp(found.own + level), "mix_krw": np.exp(found.mix + level),
    })  # fmt: skip


def _size(gaps: Numbers) -> Numbers:
    """Root of the mean square over the months; never quite zero, for it is divided by."""
    return np.asarray(np.maximum(np.sqrt((gaps**2).mean(axis=-1)), TINY))
