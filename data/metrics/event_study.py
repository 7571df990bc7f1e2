"""Month by month: how far the treated markets were from similar ones before, during and after a promotion.

Each month is the difference of treated and controls against the mean of the months before, so that the mean of the
months of the promotion is ``did_log`` itself. What must be believed for any of these methods, that the two would have
gone on alike, is held against the months before:

- jointly: the sum over the months before of squared differences, by how often markets drawn at random in the treated
  ones' place are as far off (exact however few markets there are);
- as a line: whether the difference rose or fell steadily.

Either below ``PRE_TREND_CHANCE`` / 2 fails. A test that passes proves nothing: ``unseen`` is the steady drift up to the
promotion that four in five times would have been found, so a smaller one may be there.

References: S. Freyaldenhoven, C. Hansen, J. Shapiro (2019), AER 109; J. Roth (2022), AER: Insights 4.
"""

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from data.metrics.did import chance, compare, interval
from data.metrics.effect import Cannot, Doubt
from data.metrics.panel import Flags, Numbers, Panel

PRE_TREND_CHANCE = 0.05
#: Markets drawn in the treated ones' place: all ways while they are so few, else that many draws.
MOST_DRAWS, SEED = 999, 20240401
FOUND_IN = 0.8
YEAR = 12


@dataclass(frozen=True)
class PreTrend:
    """The months before. joint, line: chances without a difference. slope: change per month, in logarithms.

    beyond_line: each market's own line was taken out first, so that line says nothing.
    """

    joint: float
    line: float
    slope: float
    unseen: float
    beyond_line: bool = False

    @property
    def failed(self) -> bool:
        """Whether treated and controls went apart already before."""
        return min(self.joint, self.line) < PRE_TREND_CHANCE / 2

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The reason, where it failed."""
        if self.beyond_line:
            return (Doubt.of(Cannot.BENT_BEFORE, joint=self.joint),) if self.failed else ()
        said = {"joint": self.joint, "line": self.line, "slope": self.slope}
        return (Doubt.of(Cannot.FAILED_PRE_TREND, **said),) if self.failed else ()


def event_study(panel: Panel) -> pd.DataFrame:
    """Columns: month, relative_month (0 = the first of the promotion), phase (before, during, after), change_share,
    effect_low_share, effect_high_share (95 %, each month on its own)."""
    away = panel.logs - panel.logs[:, panel.is_before].mean(axis=1, keepdims=True)
    spread = compare(away.T, panel.is_treated)
    low, high = interval(spread)
    phases = np.where(panel.is_before, "before", np.where(panel.is_during, "during", "after"))
    at = np.arange(len(panel.months)) - int(panel.is_before.sum())
    return pd.DataFrame({
        "month": panel.months, "relative_month": at, "phase": phases,
        "change_share": np.expm1(spread.value), "effect_low_share": np.expm1(low), "effect_high_share": np.expm1(high),
    })  # fmt: skip


def pre_trend(panel: Panel, *, beyond_line: bool = False) -> PreTrend:
    """The test on the months before. beyond_line: after each market's own straight line was taken out."""
    before = panel.logs[:, panel.is_before]
    at = np.arange(before.shape[1]) - (before.shape[1] - 1) / 2
    slopes = before @ (at / (at @ at))
    spread = compare(slopes, panel.is_treated)
    away = before - before.mean(axis=1, keepdims=True)
    if beyond_line:
        bent = joint(away - slopes[:, None] * at, panel.is_treated)
        return PreTrend(bent, 1.0, float(spread.value), 0.0, beyond_line=True)
    reach = stdtrit(spread.freedom, 1 - PRE_TREND_CHANCE / 4) + stdtrit(spread.freedom, FOUND_IN)
    # from the middle of the history to the middle of the promotion
    months = (before.shape[1] + panel.is_during.sum()) / 2
    unseen = float(np.expm1(reach * spread.error * months))
    return PreTrend(joint(away, panel.is_treated), float(chance(spread)), float(spread.value), unseen)


def season_trend(panel: Panel) -> PreTrend:
    """The test for growth on the year before: whether treated and controls grew alike in the last year before.

    line: chance of the difference of their mean growth; slope: that difference per month. With less than two years of
    history there is no such growth, and the test of the months themselves is given.
    """
    before = panel.logs[:, panel.is_before]
    if before.shape[1] < 2 * YEAR:
        return pre_trend(panel)
    grown = before[:, YEAR:] - before[:, :-YEAR]
    spread = compare(grown.mean(axis=1), panel.is_treated)
    reach = stdtrit(spread.freedom, 1 - PRE_TREND_CHANCE / 4) + stdtrit(spread.freedom, FOUND_IN)
    line, slope = float(chance(spread)), float(spread.value) / YEAR
    return PreTrend(joint(grown, panel.is_treated), line, slope, float(np.expm1(reach * spread.error)))


def joint(away: Numbers, is_treated: Flags) -> float:
    """Chance of differences as large in all months together, markets x months, by drawing markets."""
    scale = away[~is_treated].std(axis=0, ddof=1)
    scaled = away / np.where(scale > 0, scale, 1.0)
    count, whole = int(is_treated.sum()), len(is_treated)
    draws = _draws(whole, count)
    means = draws @ scaled / count
    rest = (scaled.sum(axis=0) - count * means) / (whole - count)
    size = ((means - rest) ** 2).sum(axis=1)
    own = ((scaled[is_treated].mean(axis=0) - scaled[~is_treated].mean(axis=0)) ** 2).sum()
    as_far = int((size >= own * (1 - 1e-9)).sum())
    # of all ways the true one is among them; of random draws it is added
    return as_far / len(draws) if comb(whole, count) <= MOST_DRAWS else (as_far + 1) / (len(draws) + 1)


def _draws(whole: int, count: int) -> Numbers:
    """One row per way of choosing the treated markets, 1.0 for those chosen."""
    if comb(whole, count) <= MOST_DRAWS:
        chosen = np.array(list(combinations(range(whole), count)))
    else:
        chosen = np.random.default_rng(SEED).random((MOST_DRAWS, whole)).argsort(axis=1)[:, :count]
    made = np.zeros((len(chosen), whole))
    np.put_along_axis(made, chosen, 1.0, axis=1)
    return made
