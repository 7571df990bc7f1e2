"""Invented panels of which the effect is known: what the methods must find, and what they must refuse."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.metrics.panel import Panel
from data.metrics.spans import Span

BEFORE, DURING = 24, 2
FIRST = pd.Timestamp("2022-04-01")


@dataclass(frozen=True)
class World:
    """How panels come about, in logarithms. effect: of the promotion, a relative change. depends: of a month's chance
    on the month before. uneven: spread of the markets' own noise. season: size of a season that the treated have alone.
    trends: spread of the markets' own straight lines, per month; drift: what the treated have more of it. jump: of the
    treated in the middle of the history. paths: common courses that markets follow to different parts."""

    treated: int = 2
    controls: int = 24
    effect: float = 0.12
    depends: float = 0.4
    uneven: float = 0.0
    noise: float = 0.08
    season: float = 0.0
    trends: float = 0.0
    drift: float = 0.0
    jump: float = 0.0
    paths: int = 0
    before: int = BEFORE
    during: int = DURING
    after: int = 0


def panels(world: World, count: int, seed: int = 1) -> list[Panel]:
    """So many panels of a world."""
    random = np.random.default_rng((seed, world.treated, world.controls))
    return [one(world, random) for _ in range(count)]


def one(world: World, random: np.random.Generator) -> Panel:
    """One panel."""
    months = pd.date_range(FIRST, periods=world.before + world.during + world.after, freq="MS")
    span = Span(months[world.before], months[world.before + world.during - 1])
    is_treated = np.arange(world.treated + world.controls) < world.treated
    logs = untouched(world, is_treated, len(months), random)
    logs[np.ix_(is_treated, (months >= span.first) & (months <= span.last))] += np.log1p(world.effect)
    return Panel(tuple(range(1, len(is_treated) + 1)), months, np.exp(logs), is_treated, span)


def untouched(world: World, is_treated: np.ndarray, months: int, random: np.random.Generator) -> np.ndarray:
    """Logarithms without the promotion: level of the market, common months, whatever the world adds, chance."""
    markets, at = len(is_treated), np.arange(months)
    logs = random.normal(18, 0.6, (markets, 1)) + np.cumsum(random.normal(0.01, 0.05, months))
    logs = logs + random.normal(0, world.trends, (markets, 1)) * at + np.outer(is_treated * world.drift, at)
    logs = logs + np.outer(is_treated * world.season, np.sin(2 * np.pi * (at + 2) / 12))
    logs = logs + np.outer(is_treated * world.jump, (at >= world.before // 2) & (at < world.before))
    if world.paths:
        courses = np.cumsum(random.normal(0, 0.05, (world.paths, months)), axis=1)
        logs = logs + random.dirichlet(np.ones(world.paths), markets) @ courses * world.paths
    chance = random.normal(0, 1, (markets, months))
    for month in range(1, months):
        chance[:, month] = world.depends * chance[:, month - 1] + np.sqrt(1 - world.depends**2) * chance[:, month]
    spread = world.noise * np.exp(random.normal(0, world.uneven, (markets, 1)))
    return logs + spread * chance


def added(panel: Panel, effect: float) -> float:
    """What the promotion really added in this very panel, as a part of each treated market's mean before."""
    own = panel.amounts[panel.is_treated]
    extra = own[:, panel.is_during] * effect / (1 + effect)
    return float((extra.mean(axis=1) / own[:, panel.is_before].mean(axis=1)).mean())


def rows(panel: Panel) -> pd.DataFrame:
    """The panel as rows of a question: market_id, month, amount_krw."""
    markets, months = len(panel.market_ids), len(panel.months)
    return pd.DataFrame({
        "market_id": np.repeat(panel.market_ids, months), "month": list(panel.months) * markets,
        "amount_krw": panel.amounts.ravel(),
    })  # fmt: skip
