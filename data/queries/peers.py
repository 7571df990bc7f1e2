"""What markets are compared on when similar ones are looked for."""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, case, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.packing import Numbers, whole
from data.queries import query, scope
from data.queries.by_place import place_columns, with_places
from data.queries.frames import read
from data.queries.market_sums import spread, sums_of_markets
from data.queries.places import sido_and_sigungu_names
from data.queries.side_by_side import added, fetched, placed
from data.queries.tables import MARKET, MARKET_FACILITY

#: Facilities that tell markets for visitors from those for neighbours.
FACILITIES = ("arcade", "customer_parking", "delivery_service", "foreigner_centre", "locker", "lounge")


@query(subjects=("market", "market_facility", "payment", "foreign_payment"))
def features(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every listed market of the nation, whatever place or kind is chosen, with what makes it like another.

    Columns: market_id, market_name, kind, codes and names of province and city, store_count, market_days (last digits,
    "" = every day), goods (joined by +), has_<facility> for ``FACILITIES`` (missing = not known), amount_krw,
    foreign_amount_krw and foreign_share over the months chosen (missing = not reported). Ordered by market_id.
    """
    values = scope.values(choice)
    rows = read(connection, _features(), values)
    market_ids = rows["market_id"].to_numpy("int64")
    held = _held(connection, market_ids)
    return rows.assign(**held, **_paid(connection, market_ids, values["start"], values["end"]))


def _held(connection: Connection, market_ids: Numbers) -> dict[str, Any]:
    """Which facilities each market has. One number holds all of a market, a digit to the base of three for each: 0 not
    known, 1 not there, 2 there (six columns by themselves take three times as long)."""
    rows = np.array(fetched(connection, _facilities(), {}), dtype=np.int64).reshape(-1, 2)
    at, there = placed(rows[:, 0], market_ids)
    digits = added(rows[:, 1], at, there, len(market_ids))
    made: dict[str, Any] = {}
    for place, name in enumerate(FACILITIES):
        digit = digits // 3**place % 3
        made[f"has_{name}"] = pd.arrays.BooleanArray(digit == 2, digit == 0)
    return made


@lru_cache(maxsize=1)
def _facilities() -> Select[Any]:
    rows = MARKET_FACILITY
    digits = [(rows.c.facility == name, 3**place * (1 + rows.c.is_present)) for place, name in enumerate(FACILITIES)]
    return (
        select(rows.c.market_id, sql.sum(case(*digits, else_=0)).label("held"))
        .where(rows.c.is_present.is_not(None))
        .group_by(rows.c.market_id)
    )


def _paid(connection: Connection, market_ids: Numbers, start: int, end: int) -> dict[str, Any]:
    """Amount of each market over the months, and the foreign part of what months with foreign payments tell."""
    names = ("amount_krw", "foreign_amount_krw", "foreign_base_amount_krw")
    sums = sums_of_markets(connection, start, end, names)
    at, told = placed(market_ids, sums["market_id"])
    amount, visitors, base = (spread(sums[name], at, told) for name in names)
    share = np.divide(visitors, base, out=np.full(len(market_ids), np.nan), where=base > 0)
    return {"amount_krw": whole(amount), "foreign_amount_krw": whole(visitors), "foreign_share": share}


@lru_cache(maxsize=1)
def _features() -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    statement = select(
        MARKET.c.market_id,
        MARKET.c.market_name,
        MARKET.c.kind,
        *place_columns(sido, sigungu),
        MARKET.c.store_count,
        MARKET.c.market_days,
        MARKET.c.goods,
    ).where(MARKET.c.is_listed == 1)
    return with_places(statement, sido, sigungu).order_by(MARKET.c.market_id)
