"""Invented use of sales channels by stores of the example markets, shaped like what was published of such programmes.

Of the 55 markets that take part in the neighbourhood market 23 still deliver (the nation's 71 of 170 are the same 41.8
percent), the first market trains 31 merchants of whom four open a smart store on 2020-11-30 and twelve deliver, and
every store has left the public mall of 2020. The numbers are made here row by row; what is shown is counted.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from data.codes import SalesChannel
from data.demo.places import Place, places
from data.demo.stores import store_rows

Row = dict[str, Any]
Random = np.random.Generator
AS_OF = dt.date(2024, 12, 31)
AS_OF_DAY = 20241231
YEAR_BEGINS = dt.date(2024, 1, 1)
SEED = 11
#: Part of the example markets that report channels; the others are not known.
REPORTS = 0.55
STORES = 22
GIVEN_UP_EVERY = 3
#: Days until half of the stores have given a channel up.
HALF_LIFE_DAYS = {
    SalesChannel.SMARTSTORE: 1500, SalesChannel.LIVE_COMMERCE: 180, SalesChannel.DELIVERY_APP: 2600,
    SalesChannel.OPEN_MARKET: 500, SalesChannel.OWN_MALL: 520,
}  # fmt: skip
AGES, AGE_PARTS = ("30s", "40s", "50s", "60s", "70s"), (0.08, 0.2, 0.34, 0.28, 0.1)
DELIVERING, STILL_DELIVERING = 55, 23
TRAINED_IN_THE_FIRST, SHOPS_IN_THE_FIRST, DELIVERING_IN_THE_FIRST = 31, 4, 12
FIRST_SHOPS_OPENED = dt.date(2020, 11, 30)
#: Nobody stops so late that it could not be told yet.
LAST_STOPPED = dt.date(2024, 9, 1)
MALL_OPENED, MALL_CLOSED = dt.date(2020, 9, 21), dt.date(2021, 12, 31)
STORES_IN_A_MALL = 2
#: Part of the stores that tell their buyers, and of those that tell the last twelve months.
TELLS_BUYERS, TELLS_RECENT = 0.8, 0.985
_LIFE = (
    "trained_day", "opened_day", "first_order_day", "last_order_day", "closed_day", "order_count", "sales_krw",
    "recent_sales_krw", "buyer_count", "repeat_buyer_count",
)  # fmt: skip


@cache
def reporting() -> tuple[Place, ...]:
    """Example markets that report channels."""
    return tuple(
        place for place in places()
        if place.number == 0 or np.random.default_rng((SEED, place.number)).random() <= REPORTS
    )  # fmt: skip


@cache
def store_names(place: Place) -> tuple[tuple[str, str], ...]:
    """Name and sector of each store that may report."""
    stores = store_rows(place, 0, np.random.default_rng(place.number))
    return tuple((store["store_name"], store["sector"]) for store in stores)


def channel_rows(place: Place, market_id: int, random: Random) -> Iterator[Row]:
    """Rows of channel_use, without the import: each store once on a channel."""
    if place not in reporting():
        return
    stores = store_names(place)
    order = random.permutation(len(stores))
    lives = [*_first_market(random)] if place.number == 0 else [*_usual(place, len(stores), random)]
    lives += [*_deliveries(place, random), *_mall(random)]
    # more lives than stores: a store is on several channels
    for at, (channel, life) in enumerate(lives):
        store_name, sector = stores[int(order[at % len(stores)])]
        age = AGES[int(random.choice(len(AGES), p=AGE_PARTS))]
        yield {"market_id": market_id, "store_name": store_name, "channel": str(channel),
               "sector": sector, "age_band": age, "as_of_day": AS_OF_DAY, **life}  # fmt: skip


def _usual(place: Place, count: int, random: Random) -> Iterator[tuple[SalesChannel, Row]]:
    """Stores that were trained; in every third market the last of them has given up."""
    given_up = place.number % GIVEN_UP_EVERY == 0
    for _ in range(min(STORES, count)):
        channel = list(HALF_LIFE_DAYS)[int(random.integers(len(HALF_LIFE_DAYS)))]
        trained = AS_OF - dt.timedelta(days=int(random.integers(500 if given_up else 60, 1250)))
        opened = trained + dt.timedelta(days=int(random.integers(10, 60)))
        if random.random() > 0.8 or opened >= AS_OF:
            yield channel, {**dict.fromkeys(_LIFE), "trained_day": _day(trained)}
            continue
        gone = opened + dt.timedelta(days=int(random.exponential(HALF_LIFE_DAYS[channel] / np.log(2))))
        gone = min(gone, _given_up_by(place)) if given_up else gone
        closed = gone if gone < AS_OF and random.random() < 0.4 else None
        sells = random.random() < 0.75
        yield channel, {**_life(opened, gone, closed, random, sells=sells), "trained_day": _day(trained)}


def _given_up_by(place: Place) -> dt.date:
    """The day by which its last store has stopped: markets do not give up all at once."""
    return LAST_STOPPED - dt.timedelta(days=13 * place.number % 200)


def _first_market(random: Random) -> Iterator[tuple[SalesChannel, Row]]:
    """Trained by the dozen, four shops."""
    trained = _day(FIRST_SHOPS_OPENED - dt.timedelta(days=25))
    for number in range(TRAINED_IN_THE_FIRST):
        life: Row = dict.fromkeys(_LIFE)
        if number < SHOPS_IN_THE_FIRST:
            gone = AS_OF if number % 2 else dt.date(2023, 3, 1)
            life = _life(FIRST_SHOPS_OPENED, gone, None, random)
        yield SalesChannel.SMARTSTORE, {**life, "trained_day": trained}


def _deliveries(place: Place, random: Random) -> Iterator[tuple[SalesChannel, Row]]:
    """Some stores of each market that takes part; all of a market have stopped, or some of them go on."""
    number = reporting().index(place)
    if number >= DELIVERING:
        return
    goes_on = number * STILL_DELIVERING // DELIVERING != (number + 1) * STILL_DELIVERING // DELIVERING
    begins = dt.date(2020, 12, 10) if place.number == 0 else dt.date(2021 + number % 3, 1 + number * 5 % 12, 10)
    ends = min(begins + dt.timedelta(days=200 + 11 * number % 500), LAST_STOPPED)
    for store in range(DELIVERING_IN_THE_FIRST if place.number == 0 else 3 + number % 3):
        opened = begins + dt.timedelta(days=7 * store)
        if goes_on and store % 2 == 0:
            yield SalesChannel.NEIGHBOURHOOD_MARKET, _life(opened, AS_OF, None, random)
        else:
            closed = ends if number % 2 else None
            yield SalesChannel.NEIGHBOURHOOD_MARKET, _life(opened, ends, closed, random)


def _mall(random: Random) -> Iterator[tuple[SalesChannel, Row]]:
    for _ in range(STORES_IN_A_MALL):
        opened = MALL_OPENED + dt.timedelta(days=int(random.integers(0, 120)))
        gone = min(opened + dt.timedelta(days=int(random.integers(90, 400))), MALL_CLOSED)
        yield SalesChannel.PUBLIC_MALL, _life(opened, gone, gone, random, sells=random.random() < 0.6)


def _life(opened: dt.date, gone: dt.date, closed: dt.date | None, random: Random, *, sells: bool = True) -> Row:
    """Days, orders, sales and buyers of one store on one channel. gone: when it stops selling."""
    life: Row = {**dict.fromkeys(_LIFE), "opened_day": _day(opened), "closed_day": _day(closed) if closed else None}
    life |= {"order_count": 0, "sales_krw": 0, "recent_sales_krw": 0, "buyer_count": 0, "repeat_buyer_count": 0}
    first = opened + dt.timedelta(days=int(random.integers(1, 60)))
    last = min(gone, AS_OF - dt.timedelta(days=int(random.integers(0, 20))))
    if sells and first < last:
        orders = max(1, int((last - first).days * random.lognormal(-0.2, 1)))
        sales = int(orders * random.lognormal(10.2, 0.4))
        buyers = max(1, int(orders * random.uniform(0.45, 0.95)))
        life |= {"first_order_day": _day(first), "last_order_day": _day(last), "order_count": orders,
                 "sales_krw": sales, "recent_sales_krw": int(sales * _part_of_the_year(first, last)),
                 "buyer_count": buyers, "repeat_buyer_count": int(buyers * random.uniform(0.15, 0.45))}  # fmt: skip
    if random.random() > TELLS_BUYERS:
        life |= {"buyer_count": None, "repeat_buyer_count": None}
    return life if random.random() < TELLS_RECENT else life | {"recent_sales_krw": None}


def _part_of_the_year(first: dt.date, last: dt.date) -> float:
    """Part of the days of selling that lie in the last twelve months."""
    return max((last - max(first, YEAR_BEGINS)).days, 0) / (last - first).days


def _day(day: dt.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
