"""Synthetic control against SLSQP, and what its ranks and intervals say."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from data.metrics.effect import Cannot
from data.metrics.synthetic import course, effect_of, mixed, synthetic
from tests.data.metrics.simulated import World, panels

ONE = World(treated=1, controls=25, paths=3)


def slsqp(own: np.ndarray, controls: np.ndarray) -> np.ndarray:
    """The same least squares by the solver most programs use."""
    count = len(controls)
    return np.asarray(
        minimize(
            lambda w: ((w @ controls - own) ** 2).sum(),
            np.full(count, 1 / count),
            jac=lambda w: 2 * controls @ (w @ controls - own),
            bounds=[(0, 1)] * count,
            constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: np.ones(count)},
            method="SLSQP",
            options={"ftol": 1e-13, "maxiter": 2000},
        ).x
    )


@pytest.mark.parametrize("seed", range(5))
def test_weights_are_those_of_slsqp(seed: int) -> None:
    random = np.random.default_rng(seed)
    controls, own = random.normal(0, 1, (12, 24)), random.normal(0, 1, 24)
    ours, theirs = mixed(own, controls), slsqp(own, controls)
    assert ours == pytest.approx(theirs, abs=1e-4)
    assert ours.sum() == pytest.approx(1) and (ours >= 0).all()
    assert ((ours @ controls - own) ** 2).sum() <= ((theirs @ controls - own) ** 2).sum() + 1e-6


def test_a_market_that_is_a_mix_is_found_again() -> None:
    random = np.random.default_rng(3)
    controls = random.normal(0, 1, (8, 24))
    weights = np.array([0.5, 0.3, 0.2, 0, 0, 0, 0, 0])
    assert mixed(weights @ controls, controls) == pytest.approx(weights, abs=1e-5)


def test_a_large_effect_is_first_of_all_ranks() -> None:
    panel = panels(replace(ONE, effect=2.0), 1)[0]
    found = effect_of(synthetic(panel, 1), panel)
    assert found.estimate is not None and found.estimate.tells_a_direction
    assert dict(found.said) == {"rank": 1, "of": 26} and found.p == pytest.approx(1 / 26)


def test_a_market_no_mix_can_follow_is_refused() -> None:
    panel = panels(World(treated=1, controls=25, season=0.5), 1)[0]
    found = effect_of(synthetic(panel, 1), panel)
    assert found.estimate is None and found.doubts[0].why is Cannot.POOR_FIT


def test_with_eighteen_placebos_no_interval_is_given() -> None:
    panel = panels(World(treated=1, controls=18), 1)[0]
    assert effect_of(synthetic(panel, 1), panel).doubts[0].why is Cannot.FEW_PLACEBOS


def test_the_course_in_won_ends_where_the_market_did() -> None:
    panel = panels(ONE, 1)[0]
    found = synthetic(panel, 1)
    rows = course(found, panel)
    assert rows["own_krw"].to_numpy() == pytest.approx(panel.amounts[0])
    before = np.log(rows["own_krw"] / rows["mix_krw"])[: int(panel.is_before.sum())]
    assert before.mean() == pytest.approx(0, abs=1e-9)
