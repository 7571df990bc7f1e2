"""What markets are compared on when similar ones are looked for."""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, Subquery, case, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.packing import MISSING, Numbers, whole
from data.queries import query, scope
from data.queries.by_place import place_columns, with_places
from data.queries.frames import read
from data.queries.places import sido_and_sigungu_names
from data.queries.side_by_side import added, counted, months_of_markets, placed
from data.queries.tables import MARKET, MARKET_FACILITY

#: Facilities that tell markets for visitors from those for neighbours.
FACILITIES = ("arcade", "customer_parking", "delivery_service", "foreigner_centre", "locker", "lounge")


@query(subjects=("market", "market_facility", "payment", "foreign_payment"))
def features(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every listed market of the nation, whatever place or kind is chosen, with what makes it like another.

    Columns: market_id, market_name, kind, codes and names of province and city, store_count, market_days (last digits,
    "" = every day), goods (joined by +), has_<facility> for ``FACILITIES`` (missing = not known), amount_krw and
    foreign_share over the months chosen (missing = not reported). Ordered by market_id.
    """
    values = scope.values(choice)
    rows = read(connection, _features(), values)
    paid = _paid(connection, rows["market_id"].to_numpy("int64"), values["start"], values["end"])
    return rows.assign(**paid)


def _paid(connection: Connection, market_ids: Numbers, start: int, end: int) -> dict[str, Any]:
    """Amount of each market over the months, and the foreign part of what months with foreign payments tell."""
    told = months_of_markets(connection, start, end)
    at, there = placed(told["market_id"], market_ids)
    known, foreign = (there & (told[name] != MISSING) for name in ("amount_krw", "foreign_amount_krw"))
    size = len(market_ids)
    amount, count = added(told["amount_krw"], at, known, size), counted(at, known, size)
    visitors = added(told["foreign_amount_krw"], at, foreign, size)
    base = added(told["amount_krw"], at, foreign & known, size)
    share = np.divide(visitors, base, out=np.full(size, np.nan), where=base > 0)
    return {"amount_krw": whole(np.where(count > 0, amount, MISSING)), "foreign_share": share}


@lru_cache(maxsize=1)
def _features() -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    held = _held()
    statement = (
        select(
            MARKET.c.market_id,
            MARKET.c.market_name,
            MARKET.c.kind,
            *place_columns(sido, sigungu),
            MARKET.c.store_count,
            MARKET.c.market_days,
            MARKET.c.goods,
            *(held.c[f"has_{name}"] for name in FACILITIES),
        )
        .outerjoin(held, held.c.market_id == MARKET.c.market_id)
        .where(MARKET.c.is_listed == 1)
    )
    return with_places(statement, sido, sigungu).order_by(MARKET.c.market_id)


def _held() -> Subquery:
    rows = MARKET_FACILITY
    made = [sql.max(case((rows.c.facility == name, rows.c.is_present))).label(f"has_{name}") for name in FACILITIES]
    return (
        select(rows.c.market_id, *made)
        .where(rows.c.facility.in_(FACILITIES))
        .group_by(rows.c.market_id)
        .subquery("held")
    )
