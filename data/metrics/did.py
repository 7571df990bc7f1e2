"""Difference in differences: how the treated markets changed beyond how similar markets changed.

Every method here is one number per market, a weighted sum over its months (``Contrast``), and the difference of the
means of that number between treated markets and controls. With a whole block of cells and one beginning for all, that
is exactly the coefficient of a regression with an effect for every market and every month.

Intervals are by market, so that months of one market may depend on each other in any way:

- from ``MANY`` treated markets on: the variance of each group on its own and Satterthwaite's degrees of freedom. That
  is the sandwich clustered by market with the correction CR2 (Bell and McCaffrey 2002), in closed form.
- below: the spread of the controls alone, t with controls - 1 degrees of freedom. A sandwich of two or three markets
  would be far too narrow. Believed: without the promotion the treated would have varied as the controls did.

References: M. Bertrand, E. Duflo, S. Mullainathan (2004), QJE 119; S. Donald, K. Lang (2007), REStat 89; T. Conley,
C. Taber (2011), REStat 93; B. Ferman, C. Pinto (2019), REStat 101.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from data.metrics.effect import Cannot, Doubt, Effect, Estimate, Sample
from data.metrics.panel import Flags, Numbers, Panel

#: Treated markets from which their own spread is used.
MANY = 5
CONFIDENCE = 0.95


class Spread(NamedTuple):
    """A difference of two means, its error and degrees of freedom; one value, or one per simulated panel."""

    value: Numbers
    error: Numbers
    freedom: Numbers


def compare(changes: Numbers, is_treated: Flags) -> Spread:
    """Mean of the treated minus mean of the controls of a number per market (the last axis)."""
    treated, controls = changes[..., is_treated], changes[..., ~is_treated]
    value = treated.mean(axis=-1) - controls.mean(axis=-1)
    of_controls = controls.var(axis=-1, ddof=1)
    if treated.shape[-1] < MANY:
        error = np.sqrt(of_controls * (1 / treated.shape[-1] + 1 / controls.shape[-1]))
        return Spread(value, error, np.full_like(error, controls.shape[-1] - 1))
    parts = treated.var(axis=-1, ddof=1) / treated.shape[-1], of_controls / controls.shape[-1]
    freedom = (parts[0] + parts[1]) ** 2 / (
        parts[0] ** 2 / (treated.shape[-1] - 1) + parts[1] ** 2 / (controls.shape[-1] - 1)
    )
    return Spread(value, np.sqrt(parts[0] + parts[1]), freedom)


def interval(spread: Spread) -> tuple[Numbers, Numbers]:
    """Low and high of the 95 % interval."""
    reach = stdtrit(spread.freedom, (1 + CONFIDENCE) / 2) * spread.error
    return spread.value - reach, spread.value + reach


def chance(spread: Spread) -> Numbers:
    """Two-sided chance of a difference as large without any effect."""
    size = np.abs(spread.value)
    # markets that all moved by the very same: any difference is one, and none is none
    far = np.where(size > 0, np.inf, 0.0)
    return np.asarray(2 * stdtr(spread.freedom, -np.divide(size, spread.error, out=far, where=spread.error > 0)))


def estimate(changes: Numbers, is_treated: Flags) -> Estimate:
    """The difference of one panel with its interval."""
    spread = compare(changes, is_treated)
    low, high = interval(spread)
    return Estimate(float(spread.value), float(low), float(high))


def mean_against(counted: Flags, before: Flags) -> Numbers:
    """Weights of a contrast: the mean of some months minus the mean of others."""
    return np.asarray(counted / counted.sum() - before / before.sum())


def beyond_trend(counted: Flags, before: Flags) -> Numbers:
    """Weights of a contrast: the mean of some months minus what the market's own line through ``before`` would be."""
    at = np.arange(len(before), dtype="float64")
    line = np.column_stack([np.ones(before.sum()), at[before]])
    point = np.array([1.0, at[counted].mean()])
    fitted = point @ np.linalg.pinv(line)
    weights = counted / counted.sum()
    weights[before] -= fitted
    return np.asarray(weights)


def did_level(panel: Panel) -> Effect:
    """In won, each market against its own mean before: large and small markets count alike."""
    own = panel.amounts / panel.amounts[:, panel.is_before].mean(axis=1, keepdims=True)
    changes = own @ mean_against(panel.is_during, panel.is_before)
    return Effect("did_level", estimate(changes, panel.is_treated), sample=sample(panel))


def year_before(panel: Panel, counted: Flags) -> Flags | None:
    """The same months a year before; None unless all of them lie before the promotion."""
    earlier = panel.months[counted] - pd.DateOffset(years=1)
    same = np.asarray(panel.months.isin(earlier)) & panel.is_before
    return same if same.sum() == counted.sum() else None


def did_calendar(panel: Panel, days: Numbers, is_festive: Flags) -> Effect:
    """Per trading day, without the months in which people shop for New Year or Chuseok.

    days: trading days, markets x months. is_festive: months that hold part of a run-up.
    """
    plain = panel.per(days).in_months(~is_festive)
    if not plain.is_during.any():
        return Effect("did_calendar", doubts=(Doubt.of(Cannot.FEASTS_ONLY),))
    changes = plain.logs @ mean_against(plain.is_during, plain.is_before)
    return Effect("did_calendar", estimate(changes, plain.is_treated).as_share(), sample=sample(plain))


def year_on_year(panel: Panel) -> Effect:
    """The treated markets alone against the same months a year before: no controls, so no interval either."""
    same = year_before(panel, panel.is_during)
    if same is None:
        return Effect("year_on_year", doubts=(Doubt.of(Cannot.NO_YEAR_BEFORE),))
    own = panel.amounts[panel.is_treated]
    growth = float(own[:, panel.is_during].sum() / own[:, same].sum()) - 1
    told = Sample(panel.treated_count, 0, int(same.sum()), int(same.sum()))
    return Effect("year_on_year", Estimate(growth), sample=told)


def sample(panel: Panel) -> Sample:
    """What a panel holds."""
    counted = int((~panel.is_before).sum())
    before = int(panel.is_before.sum())
    return Sample(panel.treated_count, panel.control_count, before, counted, spreads_by(panel))


def spreads_by(panel: Panel) -> str:
    """Where the width of the interval comes from."""
    return "both" if panel.treated_count >= MANY else "controls"
