"""Numbers of programmes by hand: vague ones stay intervals, unknown ones unknown, and nothing is counted twice."""

import math

import pandas as pd
import pytest

from data.metrics.programmes import Tables, four, sales_out, state, zero_part
from data.metrics.programmes_days import same_days
from data.metrics.programmes_events import (
    broadcast_conversion,
    broadcast_cost_ratio,
    broadcasts,
    coupon_liability,
    coupons,
    learners,
    reach,
    sales_per_broadcast,
    zero_share,
)
from data.metrics.programmes_figures import quotients, targets, unit_may_differ, year_against_year
from data.vague import read_vague
from tests.components import answers_programmes as hand

TODAY = pd.Timestamp("2024-12-31")
KRW, PERSONS = "krw", "persons"


def figures(*rows: tuple[str, str, str, str, str | None]) -> pd.DataFrame:
    """(role, figure, written, unit, day) of the whole programme; bounds read as files read them."""
    made = []
    for role, figure, text, unit, day in rows:
        read = read_vague(text)
        assert read is not None
        high = read.high if math.isfinite(read.high) else math.nan
        made.append(("A1", "", role, figure, text, read.low, high, unit, day))
    names = ["programme_code", "participant", "role", "figure", "value_text", "low", "high", "unit", "as_of_on"]
    return hand.dated(pd.DataFrame(made, columns=names), "as_of_on")


def tables(**more: pd.DataFrame) -> Tables:
    empty = {
        "figures": hand.figures().iloc[:0],
        "participants": hand.participants().iloc[:0],
        "events": hand.broadcasts().iloc[:0],
        "platform_sales": hand.platform_sales().iloc[:0],
    }
    return Tables(**{**empty, **more})


def test_ac14_thirty_odd_trained_four_shops_ten_odd_on_delivery() -> None:
    told = figures(
        ("output", "교육 인원", "30여", PERSONS, "2020-11-30"),
        ("output", "개설 점포", "4", "stores", "2020-11-30"),
        ("given", "배달 점포", "10여", "stores", "2020-11-30"),
    )
    opened, delivering = (one.value for one in quotients(told))
    assert opened is not None and delivering is not None
    assert (round(opened.low, 2), round(opened.high, 2)) == (0.10, 0.13)
    assert (round(delivering.low, 2), round(delivering.high, 2)) == (0.26, 0.63)


def ac09(people: str) -> list[object]:
    return list(
        year_against_year(
            figures(
                ("outcome", "매출", "259억원", KRW, "2020-11-30"),
                ("output", "참여 인원", "51만", PERSONS, "2020-11-30"),
                ("outcome", "매출", "159억원", KRW, "2021-11-28"),
                ("output", "참여 인원", people, PERSONS, "2021-11-28"),
            )
        )
    )


def test_ac09_spending_per_person_and_against_the_year_before() -> None:
    told = {one.name: one for one in ac09("15만")}
    assert told["per_person"].now.low == told["per_person"].now.high == 106_000
    assert round(told["per_person"].before.low) == 50_784
    assert round(told["sales"].change.low, 3) == -0.386 and round(told["visitors"].change.low, 3) == -0.706
    assert unit_may_differ(list(told.values()))


def test_ac09_fifteen_man_odd_makes_the_spending_an_interval() -> None:
    told = {one.name: one for one in ac09("15만여")}
    assert (round(told["per_person"].now.low), told["per_person"].now.high) == (99_376, 106_000)


def test_the_unit_is_not_doubted_where_spending_per_person_stays() -> None:
    told = figures(
        ("outcome", "매출", "100억원", KRW, "2020-11-30"),
        ("output", "참여 인원", "10만", PERSONS, "2020-11-30"),
        ("outcome", "매출", "130억원", KRW, "2021-11-28"),
        ("output", "참여 인원", "12만", PERSONS, "2021-11-28"),
    )
    assert not unit_may_differ(year_against_year(told))


def test_ac10_coupons_cost_at_most_their_number_times_the_cap() -> None:
    told = figures(("target", "쿠폰", "100,000", "cases", None), ("target", "쿠폰 한도", "최대 5,000원", KRW, None))
    (bound,) = quotients(told)
    assert bound.value is not None and (bound.value.low, bound.value.high) == (0, 500_000_000)
    issues = hand.coupon_issues().iloc[:2]
    assert coupon_liability(issues).value == 500_000_000


def test_a_cap_is_a_term_and_no_target() -> None:
    told = figures(("target", "쿠폰", "100,000", "cases", None), ("target", "쿠폰 한도", "최대 5,000원", KRW, None))
    assert list(targets(told)["figure"]) == ["쿠폰"]


def test_a_target_without_a_result_is_not_known_and_never_zero() -> None:
    found = targets(figures(("target", "기획전", "135", "times", None)))
    assert found["state"].tolist() == ["not_known"] and found["low_share"].isna().all()


def test_a_result_in_another_unit_is_not_divided() -> None:
    told = figures(("target", "매출", "1억원", KRW, None), ("output", "매출", "3", "cases", "2024-01-01"))
    assert targets(told)["state"].tolist() == ["not_known"]


def test_more_than_asked_stays_more_than_a_hundred_percent() -> None:
    told = figures(("target", "기획전", "100", "times", None), ("output", "기획전", "150", "times", "2024-01-01"))
    assert targets(told)[["low_share", "state"]].values.tolist() == [[1.5, "met"]]


def test_a_vague_result_across_the_target_is_unclear() -> None:
    told = figures(("target", "교육 인원", "35", PERSONS, None), ("output", "교육 인원", "30여", PERSONS, "2024-01-01"))
    assert targets(told)["state"].tolist() == ["unclear"]


def test_a_result_that_nobody_wrote_is_counted_in_rows_for_the_whole_only() -> None:
    told = figures(("target", "쿠폰", "100,000", "cases", None))
    assert targets(told, {"coupons": 50_000.0})["low_share"].tolist() == [0.5]
    assert targets(told.assign(participant="서울"), {"coupons": 50_000.0})["state"].tolist() == ["not_known"]


def test_the_latest_result_stands() -> None:
    told = figures(
        ("target", "기획전", "100", "times", None),
        ("output", "기획전", "80", "times", "2024-06-01"),
        ("output", "기획전", "20", "times", "2024-01-01"),
    )
    assert targets(told)["low_share"].tolist() == [0.8]


def test_a_quotient_by_what_may_be_zero_is_not_told() -> None:
    told = figures(("output", "개설 점포", "4", "stores", None), ("output", "교육 인원", "최대 30", PERSONS, None))
    assert quotients(told)[0].value is None


def test_broadcasts_come_worst_first_and_untold_sales_are_not_zero() -> None:
    found = broadcasts(hand.broadcasts())
    assert found["title"].tolist() == ["=방송()", "<b>방송</b>", "방송 3"]
    assert zero_share(hand.broadcasts()) == (1, 2)
    assert sales_per_broadcast(hand.broadcasts()).value == 250_000


def test_conversion_and_cost_are_of_those_that_told_everything() -> None:
    found = broadcasts(hand.broadcasts()).set_index("title")
    assert found.loc["<b>방송</b>", "conversion_share"] == 0.01
    assert math.isnan(found.loc["=방송()", "conversion_share"])  # nobody watched
    assert found.loc["방송 3", "conversion_share"] == 1.2  # more orders than viewers is said, not cut
    assert found.loc["<b>방송</b>", "cost_ratio"] == pytest.approx(500_000 / 1_150_000)
    assert math.isnan(found.loc["방송 3", "cost_krw"])
    assert broadcast_conversion(hand.broadcasts()).value == pytest.approx(16 / 1005)
    assert broadcast_cost_ratio(hand.broadcasts()).value == pytest.approx(500_000 / 2_300_000)


def test_coupons_burn_down_into_used_run_out_and_open() -> None:
    first, second, third = coupons(hand.coupon_issues(), TODAY).to_dict("records")
    assert (first["used_count"], first["expired_count"], first["open_count"]) == (30_000, 20_000, 0)
    assert math.isnan(second["open_count"])  # nobody told how many were used
    assert math.isnan(third["redemption_share"]) and math.isnan(third["bound_krw"])


def test_a_coupon_without_an_end_stays_open() -> None:
    rows = hand.coupon_issues().iloc[:1].assign(ends_on=pd.NaT)
    assert coupons(rows, TODAY)[["open_count", "expired_count"]].values.tolist() == [[20_000, 0]]


def test_learners_are_shares_of_lessons_that_told_both() -> None:
    stages = {one.key: one for one in learners(hand.lessons(), pd.DataFrame())}
    assert (stages["registered"].count, stages["attended"].of) == (40, 30)
    assert stages["acting"].share == 7 / 28  # of those who attended


def test_friends_are_a_stock_and_visits_are_added() -> None:
    more = pd.concat(
        [hand.messages(), hand.messages().assign(starts_on=pd.Timestamp("2024-09-01"), friend_count=5_000)]
    )
    friend, visit, order = reach(more)
    assert (friend.count, visit.count, visit.of) == (5_000, 600, 5_000) and order.of == 600


def test_people_who_used_a_channel_within_ninety_days_stand_where_no_lesson_told_it() -> None:
    people = hand.dated(
        pd.DataFrame({"completed_on": ["2024-08-14"] * 3, "first_use_on": ["2024-11-08", "2024-11-13", None]}),
        "completed_on",
        "first_use_on",
    )
    acting = learners(hand.lessons().assign(acting_count=pd.NA), people)[3]
    assert (acting.count, acting.of) == (1, 3)  # 86 days, 91 days, never told


def test_sales_due_to_the_programme_go_before_gross_and_gross_before_rows() -> None:
    gross = figures(("outcome", "매출", "159억원", KRW, None))
    due = figures(("outcome", "귀속 매출", "2억원", KRW, None))
    assert sales_out(tables(figures=pd.concat([gross, due]), events=hand.broadcasts()))[1] == "attributable"
    assert sales_out(tables(figures=gross, events=hand.broadcasts()))[1] == "figures"
    value, basis = sales_out(tables(events=hand.broadcasts()))
    assert (value.low, basis) == (500_000, "events")
    assert sales_out(tables()) == (None, "")


def test_sellers_are_asked_only_where_every_broadcast_names_one() -> None:
    assert zero_part(tables(events=hand.broadcasts())).basis == "broadcasts"
    named = hand.broadcasts().assign(participant_name=["가", "가", "나"])
    told = zero_part(tables(events=named))
    assert (told.basis, told.of, told.value.low) == ("sellers", 1, 0.0)  # one seller told, and sold something


def test_a_zero_denominator_gives_no_sales_per_won() -> None:
    assert four(tables(events=hand.broadcasts()), pd.NaT, 0.0, 0.0).per_won is None
    planned = four(tables(events=hand.broadcasts()), pd.NaT, 1e6, None)  # planned stands in where no spending is told
    assert planned.per_won is not None and planned.per_won.low == 0.5


def test_without_an_end_a_programme_runs_on_and_without_any_day_nothing_is_said() -> None:
    first = pd.Timestamp("2024-01-01")
    assert state("", first, pd.NaT, TODAY) == "running" and state("", pd.NaT, pd.NaT, TODAY) == ""
    assert state("stopped", first, pd.NaT, TODAY) == "stopped" and state("", first, first, TODAY) == "ended"


def test_campaign_days_are_compared_with_the_same_weekdays_without_it() -> None:
    days = pd.date_range("2024-04-01", "2024-06-30")
    amount = pd.Series([200 if d.weekday() == 6 else 100 for d in days], dtype="float64")
    campaign = (pd.Timestamp("2024-05-06"), pd.Timestamp("2024-05-12"))
    inside = (days >= campaign[0]) & (days <= campaign[1])
    daily = pd.DataFrame({"day": days.strftime("%Y%m%d").astype(int), "amount_krw": amount * (1 + inside)})
    found = same_days(daily, campaign)
    assert found.difference == pytest.approx(1.0) and (found.inside, found.outside) == (7, 56)
    assert same_days(daily, campaign, [(days[0], days[-1])]).difference is None


def test_at_least_so_many_may_be_any_number_more() -> None:
    told = figures(("target", "기획전", "100", "times", None), ("output", "기획전", "80 이상", "times", "2024-01-01"))
    found = targets(told).iloc[0]
    assert (found["low_share"], found["state"]) == (0.8, "unclear") and math.isnan(found["high_share"])
