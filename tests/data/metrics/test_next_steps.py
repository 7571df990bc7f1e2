"""What is next for a market, by hand."""

import pandas as pd

from data.metrics.next_steps import next_steps


def test_the_thing_most_do_not_use_and_the_one_its_likes_do() -> None:
    shares = pd.DataFrame(
        {"map_listing": [0.2, 0.8, 0.9], "live_commerce": [0.1, 0.0, 0.1], "pos": [0.9, 0.5, None]}, index=[7, 8, 9]
    )
    made = {one.market_id: one for one in next_steps(shares)}
    assert (made[7].most_unused, round(made[7].unused_share, 2)) == ("live_commerce", 0.9)
    assert (made[7].behind, round(made[7].behind_points, 2)) == ("map_listing", 0.65)
    assert made[8].behind == "pos" and made[9].behind == ""


def test_a_market_that_told_nothing_has_no_next_step() -> None:
    assert next_steps(pd.DataFrame({"pos": [None]}, index=[1])) == []
