"""Invented use of digital things, by some stores of the example markets."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np

from data.codes import ReadinessItem
from data.demo.channels import AS_OF, AS_OF_DAY, store_names
from data.demo.places import Place

Row = dict[str, Any]
#: Part of the example markets that report readiness; the others are not known.
REPORTS_READINESS = 0.4
#: How common each thing is among stores that answer, and how often it is really used.
COMMON = dict(zip(ReadinessItem, (0.95, 0.6, 0.15, 0.55, 0.35, 0.2, 0.25, 0.2, 0.06, 0.5, 0.3, 0.12), strict=True))
USED = dict(zip(ReadinessItem, (0.98, 0.8, 0.6, 0.6, 0.5, 0.45, 0.4, 0.7, 0.3, 0.9, 0.6, 0.7), strict=True))


def item_rows(place: Place, market_id: int, random: np.random.Generator) -> Iterator[Row]:
    """Rows of store_item, without the import: a sample of stores that answered all twelve, and a few that did not."""
    if random.random() > REPORTS_READINESS:
        return
    level = float(random.normal(0, 0.12))
    stores = store_names(place)
    for at in random.choice(len(stores), min(30, len(stores)), replace=False):
        answered = len(ReadinessItem) if random.random() < 0.95 else 8
        for item in list(ReadinessItem)[:answered]:
            has = random.random() < COMMON[item] + level
            days = int(random.integers(0, 80) if random.random() < USED[item] else random.integers(95, 500))
            used = _day(AS_OF - dt.timedelta(days=days)) if has else None
            yield {"market_id": market_id, "store_name": stores[int(at)][0], "item": str(item),
                   "is_present": int(has), "last_used_day": used, "as_of_day": AS_OF_DAY}  # fmt: skip


def _day(day: dt.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
