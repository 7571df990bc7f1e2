"""Month by month against similar markets, and the test of the months before."""

import numpy as np
import pytest

from data.metrics.event_study import event_study, joint, pre_trend, season_trend
from data.metrics.leading import by
from tests.data.metrics.simulated import World, panels


def test_the_mean_of_the_months_of_the_promotion_is_the_difference_in_differences() -> None:
    panel = panels(World(treated=3, controls=15), 1)[0]
    rows = event_study(panel)
    during = np.log1p(rows.loc[rows["phase"] == "during", "change_share"]).mean()
    assert np.expm1(during) == pytest.approx(by(panel, "did_log", panel.is_during).estimate.value)  # type: ignore[union-attr]
    before = np.log1p(rows.loc[rows["phase"] == "before", "change_share"]).mean()
    assert before == pytest.approx(0, abs=1e-12)


def test_months_are_counted_from_the_first_of_the_promotion() -> None:
    rows = event_study(panels(World(after=3), 1)[0])
    assert list(rows["relative_month"]) == list(range(-24, 5))
    assert list(rows["phase"]) == ["before"] * 24 + ["during"] * 2 + ["after"] * 3
    assert (rows["effect_low_share"] < rows["change_share"]).all()


def test_good_months_before_fail_no_more_often_than_said() -> None:
    for world in (World(treated=1, controls=20), World(treated=2, controls=20), World(treated=9, controls=27)):
        failed = np.mean([pre_trend(panel).failed for panel in panels(world, 300)])
        assert failed <= 0.09, world


def test_drifts_jumps_and_seasons_of_the_treated_are_found() -> None:
    for world in (
        World(treated=2, controls=24, drift=0.03),
        World(treated=8, controls=24, drift=0.012),
        World(treated=8, controls=24, jump=0.15, depends=0.0),
        World(treated=8, controls=24, season=0.15),
    ):
        assert np.mean([pre_trend(panel).failed for panel in panels(world, 60)]) >= 0.9, world


def test_a_season_is_no_growth_on_the_year_before_but_a_drift_is() -> None:
    season = [season_trend(panel).failed for panel in panels(World(treated=8, controls=24, season=0.3), 100)]
    drift = [season_trend(panel).failed for panel in panels(World(treated=8, controls=24, drift=0.02), 60)]
    assert np.mean(season) <= 0.1 and np.mean(drift) >= 0.9


def test_what_would_have_been_found_is_found_about_four_times_in_five() -> None:
    """unseen is a drift up to the middle of the promotion, from the middle of the history: 13 months."""
    plain = World(treated=8, controls=24, depends=0.0)
    unseen = np.median([pre_trend(panel).unseen for panel in panels(plain, 50)])
    drift = np.log1p(unseen) / 13
    found = np.mean([pre_trend(panel).line < 0.025 for panel in panels(World(**{**vars(plain), "drift": drift}), 200)])
    assert 0.7 <= found <= 0.9


def test_the_joint_chance_of_all_ways_to_draw_counts_the_true_one() -> None:
    away = np.zeros((6, 4))
    away[0] = 5
    away[1:] += np.random.default_rng(1).normal(0, 0.1, (5, 4))
    assert joint(away, np.arange(6) < 1) == pytest.approx(1 / 6)
