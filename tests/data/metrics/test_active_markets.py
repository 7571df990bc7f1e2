"""Markets that go on, against a slow count by hand, and the published case."""

import random

import pandas as pd
import pytest

from data.metrics.active_markets import active_by_month
from data.metrics.channels import states, store_state

AS_OF = pd.Timestamp("2024-12-31")
DAYS = ["trained_on", "opened_on", "first_order_on", "last_order_on", "closed_on"]


def uses(*rows: tuple[object, ...]) -> pd.DataFrame:
    """market_id, channel, opened, last order, closed."""
    made = pd.DataFrame(rows, columns=["market_id", "channel", "opened_on", "last_order_on", "closed_on"])
    made["trained_on"] = made["first_order_on"] = None
    made[DAYS] = made[DAYS].apply(pd.to_datetime)
    return made.assign(as_of_on=AS_OF)


def test_a_hundred_and_seventy_markets_of_which_seventy_one_are_left() -> None:
    """AC18: 41.8 percent, counted from the markets themselves."""
    gone = [(number, "a", "2022-01-10", "2022-06-30", "2022-07-01") for number in range(99)]
    left = [(number, "a", "2022-01-10", "2024-12-20", None) for number in range(99, 170)]
    last = active_by_month(uses(*gone, *left), AS_OF).iloc[-1]
    assert (last["joined_count"], last["active_count"]) == (170, 71)
    assert last["active_share"] == pytest.approx(0.418, abs=0.0005)


def test_it_agrees_with_a_slow_count_of_every_market_in_every_month() -> None:
    chance = random.Random(3)

    def day() -> str:
        return f"{chance.choice((2022, 2023, 2024))}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"

    rows = []
    for number in range(60):
        opened = day()
        last = max(day(), opened) if chance.random() < 0.8 else None
        closed = max(day(), last or opened) if chance.random() < 0.4 else None
        rows.append((number % 17, "a", opened if chance.random() < 0.9 else None, last, closed))
    found = active_by_month(uses(*rows), AS_OF)
    for row in found.itertuples():
        end = min(row.month + pd.offsets.MonthEnd(), AS_OF)
        joined, active = set(), set()
        for market, _, opened, last, closed in rows:
            if opened is None or pd.Timestamp(opened) > end:
                continue
            joined.add(market)
            stop = pd.Timestamp(last or opened)
            if closed is not None:
                stop = pd.Timestamp(closed)
            elif (AS_OF - stop).days < 90:
                stop = pd.Timestamp.max
            if stop > end:
                active.add(market)
        assert (row.joined_count, row.active_count) == (len(joined), len(active))


def test_a_market_that_ends_on_the_last_day_of_a_month_is_not_active_at_its_end() -> None:
    rows = uses((1, "a", "2024-05-31", "2024-06-29", "2024-06-30"), (2, "a", "2024-05-01", "2024-06-30", "2024-07-01"))
    found = active_by_month(rows, AS_OF).set_index("month")
    assert list(found.loc["2024-05-01":"2024-07-01", "joined_count"]) == [2, 2, 2]
    assert list(found.loc["2024-05-01":"2024-07-01", "active_count"]) == [2, 1, 0]


def test_nothing_opened_is_no_month() -> None:
    assert active_by_month(uses((1, "a", None, None, None)), AS_OF).empty


def test_a_channel_is_active_reduced_closed_or_only_planned() -> None:
    rows = uses(
        (1, "a", "2024-01-01", "2024-12-20", None),
        (2, "a", "2024-01-01", "2024-02-01", "2024-03-01"),
        (1, "b", "2024-01-01", "2024-12-20", None),
        (2, "b", "2024-01-01", "2024-02-01", None),
        (3, "b", "2024-01-01", None, "2024-02-01"),
        (1, "c", "2024-01-01", "2024-02-01", None),
        (2, "c", "2024-01-01", "2024-05-01", "2024-06-01"),
        (1, "d", None, None, None),
    )
    told = {one.channel: (one.state, one.opened, one.going_on, one.dormant, one.closed) for one in states(rows)}
    assert told == {
        "a": ("active", 2, 1, 0, 1),
        "b": ("reduced", 3, 1, 1, 1),
        "c": ("closed", 2, 0, 1, 1),
        "d": ("planned", 0, 0, 0, 0),
    }
    closed = next(one for one in states(rows) if one.channel == "c")
    assert closed.ended_on == pd.Timestamp("2024-06-01") and closed.last_order_on == pd.Timestamp("2024-05-01")
    assert store_state(rows).tolist() == [
        "active",
        "closed",
        "active",
        "dormant",
        "closed",
        "dormant",
        "closed",
        "trained",
    ]
