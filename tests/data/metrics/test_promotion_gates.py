"""Panels on which nothing can be said are refused with the reason, and said nothing about."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.metrics import promotion_effect
from data.metrics.controls import Chosen, choose, distance_m, neighbours, together
from data.metrics.displacement import from_neighbours, from_other_means, in_won
from data.metrics.effect import Cannot, Doubt, Effect, Estimate
from data.metrics.panel import Panel, panel
from data.metrics.promoted import Promotion, Rule, beside, others_overlapping, promoted
from data.metrics.spans import Span
from tests.data.metrics.simulated import World, panels, rows

WORLD = World(treated=2, controls=24, after=6)


def case(world: World = WORLD, seed: int = 1) -> tuple[pd.DataFrame, Promotion, Chosen]:
    """Rows of a simulated panel, its promotion, and its controls."""
    made = panels(world, 1, seed)[0]
    treated = tuple(np.array(made.market_ids)[made.is_treated].tolist())
    rest = tuple(np.array(made.market_ids)[~made.is_treated].tolist())
    empty = pd.DataFrame(columns=["market_id", "why", "with"])
    of = Promotion("X", "x", made.span, 20240401, 20240531, Rule(rate=0.5), (), ("alipay_plus",), treated)
    return rows(made), of, Chosen(rest, (), empty)


def places(count: int = 40) -> pd.DataFrame:
    return pd.DataFrame({
        "market_id": range(1, count + 1), "market_name": "m", "kind": "permanent", "sido_code": "50",
        "sigungu_code": "50110", "lat": 33.0 + np.arange(count), "lon": 126.0, "market_days": "",
    })  # fmt: skip


def run(paid: pd.DataFrame, of: Promotion, chosen: Chosen) -> promotion_effect.Models:
    return promotion_effect.models(paid, paid.iloc[:0], of, chosen, places())


def whys(found: promotion_effect.Models) -> set[Cannot]:
    return {doubt.why for one in found.effects for doubt in one.doubts}


def test_on_a_good_panel_methods_stand_side_by_side_and_none_is_a_mean() -> None:
    found = run(*case())
    keys = [one.key for one in found.effects]
    assert keys == [*promotion_effect.METHODS[:-1], "synthetic", "synthetic"]
    assert all(one.tells for one in found.effects) and found.leading is not None and found.leading.key == "did_log"
    values = [one.estimate.value for one in found.effects if one.estimate]
    assert not any(value == pytest.approx(np.mean(values)) for value in values)
    assert [one.key for one in found.stayed] == ["after_1_3", "after_4_6"] and all(one.tells for one in found.stayed)


def test_an_effect_has_an_estimate_or_a_reason_never_both() -> None:
    with pytest.raises(AssertionError):
        Effect("x", Estimate(1.0), (Doubt.of(Cannot.NO_END),))
    with pytest.raises(AssertionError):
        Effect("x")


def refused(found: promotion_effect.Models, why: Cannot) -> None:
    assert whys(found) == {why}
    assert not any(one.tells for one in (*found.effects, *found.displaced, *found.stayed))
    assert found.leading is None and found.study is None


def test_no_end() -> None:
    paid, of, chosen = case()
    refused(run(paid, replace(of, span=Doubt.of(Cannot.NO_END)), chosen), Cannot.NO_END)


def test_nobody_named_means_everybody_may_have_been_treated() -> None:
    paid, of, chosen = case()
    refused(run(paid, replace(of, treated=()), chosen), Cannot.EVERYBODY_TREATED)
    refused(run(paid, replace(of, treated=(), late=(1,)), chosen), Cannot.NO_MARKETS)


def test_every_treated_market_had_another_promotion() -> None:
    paid, of, chosen = case()
    left = pd.DataFrame([(1, "overlapping", "a"), (2, "overlapping", "a")], columns=["market_id", "why", "with"])
    refused(run(paid, of, replace(chosen, left_out=left)), Cannot.OVERLAPPING)


def test_a_treated_market_with_another_promotion_is_left_out_and_named() -> None:
    paid, of, chosen = case()
    left = pd.DataFrame([(1, "overlapping", "a")], columns=["market_id", "why", "with"])
    found = run(paid, of, replace(chosen, left_out=left))
    assert found.lost == (1,) and found.effects[1].sample.treated == 1


def test_too_few_controls() -> None:
    paid, of, chosen = case(World(treated=2, controls=7, after=6))
    refused(run(paid, of, chosen), Cannot.FEW_CONTROLS)


def test_too_short_a_history() -> None:
    paid, of, chosen = case(World(treated=2, controls=24, before=11, after=6))
    refused(run(paid, of, chosen), Cannot.SHORT_HISTORY)


def test_a_missing_month_of_the_promotion() -> None:
    paid, of, chosen = case()
    assert isinstance(of.span, Span)
    hole = (paid["market_id"] <= 2) & (paid["month"] == of.span.first)
    refused(run(paid[~hole], of, chosen), Cannot.MONTHS_MISSING)


def test_one_of_three_treated_markets_with_a_hole_is_left_out_and_two_of_three_are_too_many() -> None:
    paid, of, chosen = case(World(treated=3, controls=24))
    assert isinstance(of.span, Span)
    month = paid["month"] == of.span.first
    found = run(paid[~((paid["market_id"] == 1) & month)], of, chosen)
    assert found.lost == (1,) and found.panel is not None and found.panel.treated_count == 2
    refused(run(paid[~((paid["market_id"] <= 2) & month)], of, chosen), Cannot.MONTHS_MISSING)


def test_nothing_paid_is_not_usable_and_not_guessed() -> None:
    paid, of, chosen = case()
    assert isinstance(of.span, Span)
    zero = (paid["market_id"] <= 2) & (paid["month"] == of.span.last)
    refused(run(paid.assign(amount_krw=paid["amount_krw"].where(~zero, 0.0)), of, chosen), Cannot.MONTHS_MISSING)


def test_a_promotion_still_running_is_not_judged() -> None:
    paid, of, chosen = case()
    assert isinstance(of.span, Span)
    refused(run(paid[paid["month"] < of.span.last], of, chosen), Cannot.NOT_OVER_YET)


def test_what_stayed_is_not_told_before_the_months_are_there() -> None:
    paid, of, chosen = case()
    assert isinstance(of.span, Span)
    found = run(paid[paid["month"] <= of.span.last + pd.DateOffset(months=4)], of, chosen)
    assert found.stayed[0].tells and found.stayed[1].doubts[0].why is Cannot.NOT_OVER_YET


@pytest.mark.parametrize("world", [World(treated=8, controls=24, drift=0.03), World(treated=8, controls=24, jump=0.3)])
def test_months_before_that_went_apart_refuse_whoever_believes_they_would_not(world: World) -> None:
    for seed in range(5):
        found = run(*case(world, seed))
        told = {one.key: one for one in found.effects}
        for key in ("did_log", "did_level", "did_calendar"):
            assert told[key].doubts[0].why is Cannot.FAILED_PRE_TREND, key


def test_no_synthetic_control_for_many_markets() -> None:
    found = run(*case(World(treated=4, controls=24, after=6)))
    assert found.effects[-1].doubts[0].why is Cannot.MANY_TREATED


def test_controls_are_neither_treated_nor_near_nor_in_another_promotion() -> None:
    where = places(10).assign(lat=[33.0, 33.01, 35, 36, 37, 38, 39, 40, 41, 42])
    chosen = choose((2, 3, 4, 5, 6), where, treated=(1,), late=(4,), overlapping={5: ("a", "b")})
    assert chosen.controls == (3, 6) and chosen.neighbours == (2,)
    why = dict(zip(chosen.left_out["market_id"], chosen.left_out["why"], strict=True))
    assert why == {2: "neighbour", 4: "late", 5: "overlapping"}
    assert list(chosen.left_out["with"])[-1] == "a, b"


def test_where_a_place_is_not_known_the_same_district_is_near() -> None:
    where = places(4).assign(lat=[33.0, np.nan, 33.5, np.nan], sigungu_code=["a", "a", "a", "b"])
    assert neighbours(where, [1]) == (2,)


def test_metres_between_two_cities() -> None:
    seoul_busan = distance_m(37.5665, 126.9780, np.array([35.1796]), np.array([129.0756]))
    assert float(seoul_busan[0]) == pytest.approx(325_000, rel=0.01)


def test_the_order_of_several_treated_markets_begins_with_each_ones_nearest() -> None:
    assert together([(5, 6, 7), (8, 6, 5)]) == (5, 8, 6, 7)


def test_a_promotion_within_the_history_or_half_a_year_after_overlaps() -> None:
    _, of, _ = case()
    assert isinstance(of.span, Span)

    def other(first: str, last: str) -> Promotion:
        return replace(of, name=first, span=Span(pd.Timestamp(first), pd.Timestamp(last)), treated=(7,))

    far, near = other("2019-01", "2019-03"), other(f"{of.span.after()[-1]:%Y-%m}", "2030-01")
    assert others_overlapping(of, (of, far, near)) == {7: (near.name,)}


def test_the_promoted_means_and_those_beside_add_up() -> None:
    _, of, _ = case()
    told = pd.DataFrame({
        "market_id": 1, "month": pd.Timestamp("2024-04-01"), "wallet": ["alipay_plus", "wechat_pay", "unionpay"],
        "amount_krw": pd.array([5, 3, None], "Int64"), "transaction_count": pd.array([1, 1, None], "Int64"),
        "is_provisional": False,
    })  # fmt: skip
    assert promoted(told, of)["amount_krw"].tolist() == [5.0] and beside(told, of)["amount_krw"].tolist() == [3.0]
    by_method = told.rename(columns={"wallet": "method"})
    all_of = replace(of, wallets=(), methods=())
    assert promoted(by_method, all_of)["amount_krw"].tolist() == [8.0] and beside(by_method, all_of).empty


def test_a_fall_of_other_means_is_found_and_told_in_won() -> None:
    moved = rows(panels(replace(WORLD, effect=-0.3), 1)[0])
    _, of, chosen = case()
    assert isinstance(of.span, Span)
    found = from_other_means(moved, of.treated, chosen.controls, of.span)
    assert found.estimate is not None and found.estimate.high is not None and found.estimate.high < 0
    won = dict(found.said)["krw"]
    assert won.low < won.value < won.high < 0
    assert from_neighbours(moved, (), chosen.controls, of.span).doubts[0].why is Cannot.NO_NEIGHBOURS
    assert from_other_means(moved.iloc[:0], of.treated, (), of.span).doubts[0].why is Cannot.NOTHING_ELSE


def test_won_that_would_not_have_come() -> None:
    """Two months of 150: a third of them would not have been there with an effect of a half."""
    won = in_won(Estimate(0.5, 0.0, 1.0), np.array([[150.0, 150.0]]))
    assert (won.value, won.low, won.high) == (pytest.approx(100), pytest.approx(0), pytest.approx(150))


def test_the_history_is_as_long_as_every_treated_market_was_told() -> None:
    paid, of, chosen = case()
    assert isinstance(of.span, Span)
    early = (paid["market_id"] == 1) & (paid["month"] < of.span.before[8])
    made = panel(paid[~early], of.treated, chosen.controls, of.span)
    assert isinstance(made, Panel) and int(made.is_before.sum()) == 16
