"""Difference in differences: worked out by hand, and against regressions with an effect for every market and month."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from data.metrics import did
from data.metrics.effect import Cannot
from data.metrics.leading import by, compared
from data.metrics.panel import Panel
from data.metrics.spans import Span
from tests.data.metrics.simulated import World, panels


def made(world: World | None = None, seed: int = 1) -> Panel:
    return panels(world or World(treated=6, controls=15), 1, seed)[0]


def dummies(panel: Panel) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Outcome, design (the treated cells, an effect per market, one per month but the first) and market of each row."""
    markets, months = len(panel.market_ids), len(panel.months)
    which, when = np.repeat(np.arange(markets), months), np.tile(np.arange(months), markets)
    treated = panel.is_treated[which] & panel.is_during[when]
    design = np.column_stack([treated, which[:, None] == np.arange(markets), when[:, None] == np.arange(1, months)])
    return panel.logs.ravel(), design.astype(float), which


def test_two_markets_and_two_months_by_hand() -> None:
    changes = np.array([0.30, 0.10, 0.02, 0.04, 0.06, 0.0])
    spread = did.compare(changes, np.array([True, True, False, False, False, False]))
    assert spread.value == pytest.approx(0.20 - 0.03)
    assert spread.error == pytest.approx(np.std([0.02, 0.04, 0.06, 0.0], ddof=1) * np.sqrt(1 / 2 + 1 / 4))
    assert spread.freedom == 3


def test_the_difference_is_the_coefficient_of_a_regression_with_market_and_month_effects() -> None:
    panel = made()
    outcome, design, _ = dummies(panel)
    fitted = sm.OLS(outcome, design).fit()
    ours = panel.logs @ did.mean_against(panel.is_during, panel.is_before)
    assert float(did.compare(ours, panel.is_treated).value) == pytest.approx(fitted.params[0], abs=1e-10)


def test_errors_are_those_clustered_by_market_before_the_correction_for_few_of_them() -> None:
    """statsmodels has no CR2: its plain sandwich is held against ours with the sums not corrected."""
    panel = made(World(treated=6, controls=15, uneven=0.4))
    outcome, design, market = dummies(panel)
    clustered = sm.OLS(outcome, design).fit(
        cov_type="cluster", cov_kwds={"groups": market, "use_correction": False, "df_correction": False}
    )
    changes = panel.logs @ did.mean_against(panel.is_during, panel.is_before)
    own, others = changes[panel.is_treated], changes[~panel.is_treated]
    plain = np.sqrt(own.var() / len(own) + others.var() / len(others))
    assert plain == pytest.approx(clustered.bse[0], rel=1e-8)


def test_from_five_treated_markets_on_errors_are_the_cr2_sandwich() -> None:
    """(I - H)^(-1/2) for every market, by brute force over all rows."""
    panel = made(World(treated=6, controls=15, uneven=0.4))
    outcome, design, market = dummies(panel)
    bread = np.linalg.pinv(design.T @ design)
    rest = outcome - design @ (bread @ design.T @ outcome)
    meat = np.zeros((design.shape[1],) * 2)
    for one in range(len(panel.market_ids)):
        rows = design[market == one]
        values, vectors = np.linalg.eigh(np.eye(len(rows)) - rows @ bread @ rows.T)
        half = vectors @ np.diag([0.0 if value < 1e-9 else value**-0.5 for value in values]) @ vectors.T
        score = rows.T @ half @ rest[market == one]
        meat += np.outer(score, score)
    sandwich = np.sqrt((bread @ meat @ bread)[0, 0])
    changes = panel.logs @ did.mean_against(panel.is_during, panel.is_before)
    assert float(did.compare(changes, panel.is_treated).error) == pytest.approx(sandwich, rel=1e-8)


def test_one_panel_and_a_thousand_at_once_give_the_same() -> None:
    many = panels(World(treated=3, controls=9), 4)
    changes = np.array([one.logs @ did.mean_against(one.is_during, one.is_before) for one in many])
    together = did.compare(changes, many[0].is_treated)
    alone = [did.compare(row, many[0].is_treated) for row in changes]
    assert together.value == pytest.approx([one.value for one in alone])
    assert together.error == pytest.approx([one.error for one in alone])


def exact(change: float = 0.5, trend: float = 0.0) -> Panel:
    """Twelve markets without any chance: all double in the promotion, the treated grow by ``change`` beyond."""
    months = pd.date_range("2022-01-01", periods=26, freq="MS")
    is_treated = np.arange(12) < 2
    logs = np.log(np.arange(1, 13))[:, None] + np.where(np.arange(26) >= 24, np.log(2), 0)
    logs = logs + np.outer(is_treated, np.arange(26) * trend)
    logs[:2, 24:] += np.log1p(change)
    return Panel(tuple(range(12)), months, np.exp(logs), is_treated, Span(months[24], months[25]))


def test_without_chance_every_method_finds_the_very_effect() -> None:
    panel = exact()
    for method in ("did_log", "did_season", "did_trend"):
        assert by(panel, method, panel.is_during).estimate.value == pytest.approx(0.5)  # type: ignore[union-attr]
    days, festive = np.ones((12, 26)), np.zeros(26, dtype=bool)
    assert did.did_calendar(panel, days, festive).estimate.value == pytest.approx(0.5)  # type: ignore[union-attr]
    # all double: half as much again of twice one's own level is one whole level more
    assert did.did_level(panel).estimate.value == pytest.approx(1.0)  # type: ignore[union-attr]
    assert did.year_on_year(panel).estimate.value == pytest.approx(2.0)  # type: ignore[union-attr]


def test_a_trend_of_the_treated_is_taken_off_where_each_goes_on_along_its_own_line() -> None:
    panel = exact(trend=0.02)
    weights = did.beyond_trend(panel.is_during, panel.is_before)
    assert float(did.compare(panel.logs @ weights, panel.is_treated).value) == pytest.approx(np.log(1.5))


def test_days_are_taken_off_and_months_before_feasts_left_out() -> None:
    panel = exact()
    days = np.where(panel.is_treated[:, None], 6.0, 30.0) * np.ones((1, 26))
    festive = np.arange(26) == 24
    grown = replace(panel, amounts=panel.amounts * days * np.where(festive, 3.0, 1.0))
    found = did.did_calendar(grown, days, festive)
    assert found.estimate is not None and found.estimate.value == pytest.approx(0.5)
    assert found.sample.months_counted == 1


def test_a_promotion_in_feast_months_alone_cannot_be_told_without_them() -> None:
    panel = exact()
    found = did.did_calendar(panel, np.ones((12, 26)), panel.is_during)
    assert found.estimate is None and found.doubts[0].why is Cannot.FEASTS_ONLY


def test_without_the_same_months_a_year_before_growth_on_them_cannot_be_told() -> None:
    late = exact().in_months(np.arange(26) >= 14)
    assert did.year_on_year(late).doubts[0].why is Cannot.NO_YEAR_BEFORE or late.is_before.sum() == 10
    assert by(late, "did_season", late.is_during).doubts[0].why is Cannot.NO_YEAR_BEFORE


def test_the_first_comparison_that_holds_is_taken_whatever_it_says() -> None:
    assert dict(compared(made(), "x").said)["by"] == "did_log"
    seasonal = panels(World(treated=6, controls=20, season=0.4), 1)[0]
    assert dict(compared(seasonal, "x").said)["by"] == "did_season"
    drifting = panels(World(treated=6, controls=20, drift=0.03), 1)[0]
    assert dict(compared(drifting, "x").said)["by"] == "did_trend"
    torn = panels(World(treated=6, controls=20, jump=0.6, drift=0.03, season=0.3), 1)[0]
    assert compared(torn, "x").doubts[0].why is Cannot.FAILED_PRE_TREND
