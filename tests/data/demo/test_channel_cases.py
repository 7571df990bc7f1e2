"""Published programmes on sales channels, answered from the example's rows: P01, P02, P07, P08, AC14, AC18."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text

from data.choice import Choice
from data.metrics.active_markets import active_by_month
from data.metrics.adoption import alive_after, funnel, is_dormant, is_due, spells
from data.metrics.channels import states
from data.metrics.online import online_share, repeat_share
from data.queries import adoption
from data.store import reading
from data.vague.written import read_vague

Row = dict[str, Any]


def number_of(url: str, name: str) -> int:
    with reading(url) as connection:
        return int(
            connection.execute(text("SELECT market_id FROM market WHERE market_name = :n"), {"n": name}).scalar_one()
        )


def uses(url: str, channel: str = "", choice: Choice | None = None) -> pd.DataFrame:
    with reading(url) as connection:
        rows = adoption.uses(connection, choice or Choice())
    return rows[(rows["channel"] == channel).to_numpy()] if channel else rows


def told(url: str, where: str) -> list[Row]:
    """The same rows as dictionaries, straight from the facts."""
    with reading(url) as connection:
        return [dict(row) for row in connection.execute(text(f"SELECT * FROM channel_use WHERE {where}")).mappings()]


def day(number: int) -> dt.date:
    return dt.date(number // 10000, number // 100 % 100, number % 100)


def test_p01_smart_stores_of_the_first_market_from_training_to_the_year_after(demo_store_url: str) -> None:
    market = number_of(demo_store_url, "남광주시장")
    rows = uses(demo_store_url, "smartstore", Choice(market_id=market))
    stages = {stage.key: stage for stage in funnel(rows, rows["as_of_on"])}
    facts = told(demo_store_url, f"market_id = {market} AND channel = 'smartstore'")
    opened = [row for row in facts if row["opened_day"]]
    ordered = [row for row in opened if row["first_order_day"]]
    as_of = day(20241231)
    closed = [row for row in opened if row["closed_day"] and day(row["closed_day"]) <= as_of]
    quiet = [
        row
        for row in opened
        if row not in closed and (as_of - day(row["last_order_day"] or row["opened_day"])).days >= 90
    ]
    selling = [row for row in ordered if row not in closed and (as_of - day(row["last_order_day"])).days < 30]
    assert stages["trained"].count == sum(row["trained_day"] is not None for row in facts)
    assert (stages["opened"].count, stages["opened"].of) == (len(opened), stages["trained"].count)
    assert (stages["first_order"].count, stages["first_order"].of) == (len(ordered), len(opened))
    assert int(is_dormant(rows, rows["as_of_on"]).sum()) == len(quiet) > 0
    assert stages["active"].count == len(selling) > 0
    assert 0 < stages["alive_after_year"].count <= stages["alive_after_year"].of <= len(opened)


def test_ac14_the_four_shops_and_those_who_deliver_among_the_trained_lie_in_the_published_intervals(
    demo_store_url: str,
) -> None:
    market = number_of(demo_store_url, "남광주시장")
    trained = uses(demo_store_url, "smartstore", Choice(market_id=market))
    delivering = uses(demo_store_url, "neighbourhood_market", Choice(market_id=market))
    published = read_vague("30여")
    assert published is not None and published.low <= len(trained) <= published.high
    at_once = float((trained["opened_on"] == pd.Timestamp("2020-11-30")).sum())
    assert at_once == trained["opened_on"].notna().sum() == 4
    shares = (at_once / len(trained), float(delivering["opened_on"].notna().sum()) / len(trained))
    for share, part, (low, high) in zip(shares, ("4", "10여"), ((0.10, 0.135), (0.255, 0.635)), strict=True):
        counted = read_vague(part)
        assert counted is not None
        interval = counted.over(published)
        assert interval is not None and interval.low <= share <= interval.high
        assert low <= interval.low <= interval.high <= high


def test_p01_online_share_is_online_sales_over_those_and_all_payments_of_the_year(demo_store_url: str) -> None:
    with reading(demo_store_url) as connection:
        rows = adoption.online(connection, Choice())
        online = dict(
            connection.execute(
                text(
                    "SELECT market_id, CASE WHEN count(recent_sales_krw) = count(*) THEN sum(recent_sales_krw) END"
                    " FROM channel_use WHERE opened_day IS NOT NULL AND coalesce(closed_day, 99999999) >= 20240101"
                    " GROUP BY market_id"
                )
            ).all()
        )
        paid = dict(
            connection.execute(
                text(
                    "SELECT market_id, CASE WHEN count(amount_krw) = 12 THEN sum(amount_krw) END FROM market_month"
                    " WHERE month BETWEEN 20240101 AND 20241201 GROUP BY market_id"
                )
            ).all()
        )
    known = [market for market, sales in online.items() if sales is not None and paid.get(market) is not None]
    assert 0 < len(known) < len(online), "told and untold markets are both needed"
    sold = sum(online[market] for market in known)
    expected = sold / (sold + sum(paid[market] for market in known))
    reading_of = online_share(rows)
    assert reading_of.value == pytest.approx(expected) and 0 < expected < 0.2
    assert reading_of.caution == "markets_left_out"


def test_p02_of_55_markets_that_joined_23_still_deliver(demo_store_url: str) -> None:
    """AC18: the nation's 170 and 71 markets are the same 41.8 percent."""
    rows = uses(demo_store_url, "neighbourhood_market")
    last = active_by_month(rows, rows["as_of_on"]).iloc[-1]
    going_on = {
        row["market_id"]
        for row in told(demo_store_url, "channel = 'neighbourhood_market'")
        if row["closed_day"] is None and (day(20241231) - day(row["last_order_day"] or row["opened_day"])).days < 90
    }
    assert (last["joined_count"], last["active_count"]) == (55, len(going_on)) == (55, 23)
    assert round(float(last["active_share"]), 3) == 0.418 == round(71 / 170, 3)


def test_p02_repeat_buyers_over_buyers(demo_store_url: str) -> None:
    facts = [row for row in told(demo_store_url, "channel = 'neighbourhood_market'") if row["buyer_count"] is not None]
    expected = sum(row["repeat_buyer_count"] for row in facts) / sum(row["buyer_count"] for row in facts)
    found = repeat_share(uses(demo_store_url, "neighbourhood_market"))
    assert found.value == pytest.approx(expected) and 0.2 < expected < 0.4
    assert found.caution == "stores_left_out"


def test_p07_channels_with_their_state_and_days(demo_store_url: str) -> None:
    found = {one.channel: one for one in states(uses(demo_store_url))}
    mall = found["public_mall"]
    assert (mall.state, mall.going_on) == ("closed", 0)
    facts = told(demo_store_url, "channel = 'public_mall'")
    assert mall.first_opened_on == pd.Timestamp(str(min(row["opened_day"] for row in facts)))
    assert mall.ended_on == pd.Timestamp(str(max(row["closed_day"] for row in facts))) <= pd.Timestamp("2021-12-31")
    assert {one.state for one in found.values()} == {"active", "reduced", "closed"}


def test_p08_own_malls_with_the_last_order_and_whether_they_are_alive_after_one_and_two_years(
    demo_store_url: str,
) -> None:
    with reading(demo_store_url) as connection:
        listed = adoption.stores(connection, Choice(channel="own_mall"))
    facts = {(row["market_id"], row["store_name"]): row for row in told(demo_store_url, "channel = 'own_mall'")}
    assert len(listed) == len(facts) > 100
    for days in (365, 730):
        due, alive = is_due(listed, days, listed["as_of_on"]), alive_after(listed, days, listed["as_of_on"])
        for row, is_old, still in zip(listed.itertuples(), due, alive, strict=True):
            fact = facts[row.market_id, row.store_name]
            if fact["opened_day"] is None:
                assert not is_old and not still
                continue
            then = day(fact["opened_day"]) + dt.timedelta(days=days)
            assert is_old == (then <= day(20241231))
            last = fact["last_order_day"]
            going = last is not None and (then - day(last)).days <= 90
            assert still == (is_old and going and not (fact["closed_day"] and day(fact["closed_day"]) <= then))
        assert due.any() and 0 < alive.sum() < due.sum()


def test_curves_from_the_rows_side_by_side_are_those_of_the_facts(demo_store_url: str) -> None:
    """Kaplan-Meier, by the day: each spell counted from the facts is the spell drawn."""
    rows = uses(demo_store_url)
    days, ended = spells(rows, rows["as_of_on"])
    expected = []
    for row in told(demo_store_url, "opened_day IS NOT NULL"):
        begin, last = day(row["opened_day"]), day(row["last_order_day"] or row["opened_day"])
        end = day(row["closed_day"]) if row["closed_day"] else last if (day(20241231) - last).days >= 90 else None
        expected.append((((end or day(20241231)) - begin).days, end is not None))
    assert sorted(zip(days.tolist(), ended.tolist(), strict=True)) == sorted(expected)
