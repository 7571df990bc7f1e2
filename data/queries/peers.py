"""What markets are compared on when similar ones are looked for."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, Subquery, case, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import Level
from data.comparison import ratio
from data.queries import query, scope
from data.queries.by_place import amounts_of_markets, place_columns, with_places
from data.queries.frames import read
from data.queries.places import sido_and_sigungu_names
from data.queries.tables import MARKET, MARKET_FACILITY

#: Facilities that tell markets for visitors from those for neighbours.
FACILITIES = ("arcade", "customer_parking", "delivery_service", "foreigner_centre", "locker", "lounge")


@query(subjects=("market", "market_facility", "payment", "foreign_payment"))
def features(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every listed market of the nation, or of the kind chosen, with what makes it like another.

    Columns: market_id, market_name, kind, codes and names of province and city, store_count, market_days (last digits,
    "" = every day), goods (joined by +), has_<facility> for ``FACILITIES`` (missing = not known), amount_krw and
    foreign_share over the months chosen (missing = not reported). Ordered by market_id.
    """
    wide = choice.but(sido=None, sigungu=None, market_id=None, methods=(), kind=None)
    rows = read(connection, _features(scope.shape(wide)), scope.values(wide))
    rows.insert(len(rows.columns), "foreign_share", ratio(rows, "foreign_amount_krw", "foreign_base_amount_krw"))
    return rows.drop(columns=["foreign_amount_krw", "foreign_base_amount_krw"])


@lru_cache(maxsize=4)
def _features(asked: scope.Shape) -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    amounts = amounts_of_markets(asked, ("amount_krw", "foreign_amount_krw", "foreign_base_amount_krw"))
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
            amounts.c.amount_krw,
            amounts.c.foreign_amount_krw,
            amounts.c.foreign_base_amount_krw,
        )
        .outerjoin(held, held.c.market_id == MARKET.c.market_id)
        .outerjoin(amounts, amounts.c.market_id == MARKET.c.market_id)
    )
    assert asked.level is Level.NATION
    return with_places(statement, sido, sigungu).where(MARKET.c.is_listed == 1).order_by(MARKET.c.market_id)


def _held() -> Subquery:
    rows = MARKET_FACILITY
    made = [sql.max(case((rows.c.facility == name, rows.c.is_present))).label(f"has_{name}") for name in FACILITIES]
    return (
        select(rows.c.market_id, *made)
        .where(rows.c.facility.in_(FACILITIES))
        .group_by(rows.c.market_id)
        .subquery("held")
    )
