"""What stores use of the twelve things of a digitally working store, and what their market has.

A thing counts as used when it was used within 90 days before the day the survey speaks of. Only a store that answered
all twelve has a score; a market without an answer is not known.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, case, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.queries import query, scope
from data.queries.by_place import place_columns, with_places
from data.queries.frames import days, read
from data.queries.places import sido_and_sigungu_names
from data.queries.tables import (
    MARKET,
    MARKET_FACILITY,
    READINESS_ITEM,
    READINESS_SCORE,
    STORE_ITEM,
)

#: In place of a score where a store did not answer everything.
NOT_ALL = -1


@query(subjects=("store_item", "market"))
def markets(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every listed market of the place. Columns: market_id, market_name, kind, codes and names of province and city,
    answered_count (stores that told anything), scored_count (stores that answered all twelve), as_of_day (yyyymmdd),
    business_count; the counts are missing where no store answered. Ordered by province, city, name.
    """
    return read(connection, _markets(scope.shape(choice)), scope.values(choice))


@query(subjects=("store_item",))
def by_score(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Stores by score. Columns: market_id, market_name, score_number (0 to 12), store_count, business_count."""
    return read(connection, _by_score(scope.shape(choice)), scope.values(choice)).rename(
        columns={"score_count": "score_number"}
    )


@query(subjects=("store_item",))
def by_item(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Use of each thing. Columns: market_id, market_name, item, told_count (stores that answered), has_count,
    used_count (used within 90 days), business_count. Ordered by market, item.
    """
    return read(connection, _by_item(scope.shape(choice)), scope.values(choice)).rename(
        columns={"owned_count": "has_count"}
    )


@query(subjects=("store_item",))
def stores(connection: Connection, choice: Choice) -> pd.DataFrame:
    """The stores of one market (choice.market_id) thing by thing. Columns: market_id, store_name, item, told_count
    and held_count (0 or 1), last_used_on, as_of_on (datetime64), business_count (1). Ordered by store, item.
    """
    rows = read(connection, _stores(), scope.values(choice))
    rows["business_count"] = pd.array([1] * len(rows), dtype="Int64")
    return rows.rename(columns={"last_used_day": "last_used_on", "as_of_day": "as_of_on"}).assign(
        last_used_on=days(rows["last_used_day"]), as_of_on=days(rows["as_of_day"])
    )


@query(subjects=("market_facility",))
def facilities(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Facilities of the markets of the place. Columns: facility, asked_count (markets of which it is told),
    present_count. Ordered by facility.
    """
    return read(connection, _facilities(scope.shape(choice)), scope.values(choice))


@lru_cache(maxsize=64)
def _markets(asked: scope.Shape) -> Select[Any]:
    own = READINESS_SCORE
    held = (
        select(
            own.c.market_id,
            sql.sum(case((own.c.score >= NOT_ALL, own.c.store_count), else_=0)).label("answered_count"),
            sql.sum(case((own.c.score >= 0, own.c.store_count), else_=0)).label("scored_count"),
            sql.max(own.c.as_of_day).label("as_of_day"),
            sql.sum(own.c.store_count).label("business_count"),
        )
        .group_by(own.c.market_id)
        .subquery("held")
    )
    sido, sigungu = sido_and_sigungu_names()
    statement = select(
        MARKET.c.market_id,
        MARKET.c.market_name,
        MARKET.c.kind,
        *place_columns(sido, sigungu),
        held.c.answered_count,
        held.c.scored_count,
        held.c.as_of_day,
        held.c.business_count,
    ).outerjoin(held, held.c.market_id == MARKET.c.market_id)
    return (
        with_places(statement, sido, sigungu)
        .where(MARKET.c.is_listed == 1, *scope.markets(MARKET, asked))
        .order_by(MARKET.c.sido_code, MARKET.c.sigungu_code, MARKET.c.market_name, MARKET.c.market_id)
    )


@lru_cache(maxsize=64)
def _by_score(asked: scope.Shape) -> Select[Any]:
    own = READINESS_SCORE
    return (
        select(
            own.c.market_id,
            MARKET.c.market_name,
            own.c.score.label("score_count"),
            own.c.store_count,
            sql.sum(own.c.store_count).over(partition_by=own.c.market_id).label("business_count"),
        )
        .join(MARKET, MARKET.c.market_id == own.c.market_id)
        .where(own.c.score >= 0, *scope.markets(MARKET, asked))
        .order_by(own.c.market_id, own.c.score)
    )


@lru_cache(maxsize=64)
def _by_item(asked: scope.Shape) -> Select[Any]:
    rows = READINESS_ITEM
    return (
        select(
            rows.c.market_id,
            MARKET.c.market_name,
            rows.c.item,
            rows.c.told_count,
            rows.c.has_count.label("owned_count"),
            rows.c.used_count,
            rows.c.store_count.label("business_count"),
        )
        .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        .where(*scope.markets(MARKET, asked))
        .order_by(rows.c.market_id, rows.c.item)
    )


@lru_cache(maxsize=1)
def _stores() -> Select[Any]:
    rows = STORE_ITEM
    return (
        select(
            rows.c.market_id,
            rows.c.store_name,
            rows.c.item,
            case((rows.c.is_present.is_not(None), 1), else_=0).label("told_count"),
            case((rows.c.is_present == 1, 1), else_=0).label("held_count"),
            rows.c.last_used_day,
            rows.c.as_of_day,
        )
        .where(rows.c.market_id == scope.MARKET_ASKED)
        .order_by(rows.c.store_name, rows.c.item)
    )


@lru_cache(maxsize=64)
def _facilities(asked: scope.Shape) -> Select[Any]:
    rows = MARKET_FACILITY
    return (
        select(
            rows.c.facility,
            sql.count(rows.c.is_present).label("asked_count"),
            sql.coalesce(sql.sum(rows.c.is_present), 0).label("present_count"),
        )
        .select_from(rows.join(MARKET, MARKET.c.market_id == rows.c.market_id))
        .where(MARKET.c.is_listed == 1, *scope.markets(MARKET, asked))
        .group_by(rows.c.facility)
        .order_by(rows.c.facility)
    )
