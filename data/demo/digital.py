"""Invented use of sales channels and of digital things, by some stores of the example markets."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np

from data.codes import ReadinessItem, SalesChannel
from data.demo.places import Place
from data.demo.stores import store_rows

Row = dict[str, Any]
AS_OF = dt.date(2024, 12, 31)
AS_OF_DAY = 20241231
#: Part of the example markets that report channels, and readiness; the others are not known.
REPORTS_CHANNELS, REPORTS_READINESS = 0.5, 0.4
TRAINED = 24
#: Days until an opened channel is given up: half of them within about a year and a half; by channel.
HALF_LIFE_DAYS = {
    SalesChannel.SMARTSTORE: 700, SalesChannel.NEIGHBOURHOOD_MARKET: 420, SalesChannel.LIVE_COMMERCE: 180,
    SalesChannel.DELIVERY_APP: 900, SalesChannel.OPEN_MARKET: 500,
}  # fmt: skip
AGES = ("30s", "40s", "50s", "60s", "70s")
#: How common each thing is among stores that answer, and how often it is really used.
COMMON = dict(zip(ReadinessItem, (0.95, 0.6, 0.15, 0.55, 0.35, 0.2, 0.25, 0.2, 0.06, 0.5, 0.3, 0.12), strict=True))
USED = dict(zip(ReadinessItem, (0.98, 0.8, 0.6, 0.6, 0.5, 0.45, 0.4, 0.7, 0.3, 0.9, 0.6, 0.7), strict=True))


def channel_rows(place: Place, market_id: int, random: np.random.Generator) -> Iterator[Row]:
    """Rows of channel_use, without the import: some stores that were trained, most of which opened."""
    if random.random() > REPORTS_CHANNELS:
        return
    stores = list(store_rows(place, market_id, np.random.default_rng(place.number)))
    for at in random.choice(len(stores), min(TRAINED, len(stores)), replace=False):
        store = stores[int(at)]
        channel = list(HALF_LIFE_DAYS)[int(random.integers(len(HALF_LIFE_DAYS)))]
        yield {
            "market_id": market_id, "store_name": store["store_name"], "channel": str(channel),
            "sector": store["sector"], "age_band": AGES[int(random.choice(5, p=(0.08, 0.2, 0.34, 0.28, 0.1)))],
            "as_of_day": AS_OF_DAY, **_life(HALF_LIFE_DAYS[channel], random),
        }  # fmt: skip


def _life(half_life: int, random: np.random.Generator) -> Row:
    """Days, orders and sales of one store on one channel."""
    life: Row = dict.fromkeys(
        ("trained_day", "opened_day", "first_order_day", "last_order_day", "closed_day", "order_count", "sales_krw")
    )
    trained = AS_OF - dt.timedelta(days=int(random.integers(60, 1000)))
    life["trained_day"] = _day(trained)
    opened = trained + dt.timedelta(days=int(random.integers(10, 60)))
    if random.random() > 0.8 or opened >= AS_OF:
        return life
    life |= {"opened_day": _day(opened), "order_count": 0, "sales_krw": 0}
    gone = opened + dt.timedelta(days=int(random.exponential(half_life / np.log(2))))
    closed = gone if gone < AS_OF and random.random() < 0.4 else None
    life["closed_day"] = _day(closed) if closed else None
    first = opened + dt.timedelta(days=int(random.integers(1, 60)))
    if random.random() < 0.75 and first < min(gone, AS_OF):
        last = min(gone, AS_OF - dt.timedelta(days=int(random.integers(0, 20))))
        orders = max(1, int((last - first).days * random.lognormal(-2.2, 1)))
        life |= {"first_order_day": _day(first), "last_order_day": _day(max(first, last)), "order_count": orders,
                 "sales_krw": int(orders * random.lognormal(10.2, 0.4))}  # fmt: skip
    return life


def item_rows(place: Place, market_id: int, random: np.random.Generator) -> Iterator[Row]:
    """Rows of store_item, without the import: a sample of stores that answered all twelve, and a few that did not."""
    if random.random() > REPORTS_READINESS:
        return
    level = float(random.normal(0, 0.12))
    stores = list(store_rows(place, market_id, np.random.default_rng(place.number)))
    for at in random.choice(len(stores), min(30, len(stores)), replace=False):
        answered = len(ReadinessItem) if random.random() < 0.95 else 8
        for item in list(ReadinessItem)[:answered]:
            has = random.random() < COMMON[item] + level
            days = int(random.integers(0, 80) if random.random() < USED[item] else random.integers(95, 500))
            used = _day(AS_OF - dt.timedelta(days=days)) if has else None
            yield {"market_id": market_id, "store_name": stores[int(at)]["store_name"], "item": str(item),
                   "is_present": int(has), "last_used_day": used, "as_of_day": AS_OF_DAY}  # fmt: skip


def _day(day: dt.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
