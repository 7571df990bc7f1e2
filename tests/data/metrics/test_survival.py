"""Kaplan-Meier against a published worked example, and against slow counting."""

import random

import pytest

from data.metrics.survival import share_after, survival

#: Freireich et al. (1963), weeks of remission with 6-MP (+ = still in remission), the textbook example (Kalbfleisch and
#: Prentice; Collett, table 2.1): S(6)=0.857, S(7)=0.807, S(10)=0.753, S(13)=0.690, S(16)=0.627, S(22)=0.538,
#: S(23)=0.448.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_the_published_example_comes_out():
    steps = survival(WEEKS, [bool(e) for e in ENDED])
    assert {step.day: round(step.share, 3) for step in steps if step.day} == PUBLISHED
    assert [step.at_risk for step in steps if step.day] == [21, 17, 15, 12, 11, 7, 6]


def test_its_interval_is_the_published_one_on_the_log_log_scale():
    """R survfit(conf.type="log-log") gives 0.620 to 0.952 at week 6 and 0.188 to 0.680 at week 23."""
    steps = {step.day: step for step in survival(WEEKS, [bool(e) for e in ENDED])}
    assert (round(steps[6].low, 3), round(steps[6].high, 3)) == (0.620, 0.952)
    assert (round(steps[23].low, 3), round(steps[23].high, 3)) == (0.188, 0.680)


@pytest.mark.parametrize("seed", range(10))
def test_without_anyone_still_going_it_is_the_plain_share(seed):
    rng = random.Random(seed)
    days = [rng.randint(1, 30) for _ in range(40)]
    for step in survival(days, [True] * 40):
        assert step.share == pytest.approx(sum(d > step.day for d in days) / 40 if step.day else 1)


def test_nobody_watched_that_long_is_not_known():
    steps = survival([10, 20], [True, False])
    assert share_after(steps, 15, watched=20).share == 0.5
    assert share_after(steps, 21, watched=20) is None
    assert survival([], []) == []


def test_a_spell_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        survival([-1], [True])
