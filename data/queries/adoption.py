"""Stores on sales channels: what became of each after it was trained and had opened."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, select

from data.choice import Choice
from data.queries import query, scope
from data.queries.frames import days, read
from data.queries.tables import CHANNEL_COUNT, CHANNEL_USE, MARKET

DAYS = ("trained", "opened", "first_order", "last_order", "closed", "as_of")


@query(subjects=("channel_use",))
def stores(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every store of the place on every channel it was told of; months of the choice are not used.

    Columns: market_id, market_name, store_name ('' = the market as a whole), channel, sector, age_band ('' = not told),
    trained_on, opened_on, first_order_on, last_order_on, closed_on (datetime64; NaT = not told, or it did not happen),
    order_count, sales_krw (since the opening), as_of_on (the day the file speaks of), business_count (1: a row speaks
    of a single store). Ordered by market, store, channel.
    """
    rows = read(connection, _stores(scope.shape(choice)), scope.values(choice))
    rows["business_count"] = pd.array([1] * len(rows), dtype="Int64")
    return rows.rename(columns={f"{name}_day": f"{name}_on" for name in DAYS}).assign(
        **{f"{name}_on": days(rows[f"{name}_day"]) for name in DAYS}
    )


@query(subjects=("channel_use",))
def by_channel(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Counts per market and channel, which name no store.

    Columns: market_id, channel, told_count, opened_count, ordered_count (of the opened), closed_count, business_count
    (stores behind the row). Ordered by market, channel.
    """
    return read(connection, _by_channel(scope.shape(choice)), scope.values(choice))


@lru_cache(maxsize=64)
def _stores(asked: scope.Shape) -> Select[Any]:
    rows = CHANNEL_USE
    return (
        select(
            rows.c.market_id,
            MARKET.c.market_name,
            rows.c.store_name,
            rows.c.channel,
            rows.c.sector,
            rows.c.age_band,
            *(rows.c[f"{name}_day"] for name in DAYS),
            rows.c.order_count,
            rows.c.sales_krw,
        )
        .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        .where(*scope.markets(MARKET, asked))
        .order_by(rows.c.market_id, rows.c.store_name, rows.c.channel)
    )


@lru_cache(maxsize=64)
def _by_channel(asked: scope.Shape) -> Select[Any]:
    rows = CHANNEL_COUNT
    return (
        select(
            rows.c.market_id,
            rows.c.channel,
            rows.c.store_count.label("told_count"),
            rows.c.opened_count,
            rows.c.ordered_count,
            rows.c.closed_count,
            rows.c.store_count.label("business_count"),
        )
        .select_from(rows.join(MARKET, MARKET.c.market_id == rows.c.market_id))
        .where(*scope.markets(MARKET, asked))
        .order_by(rows.c.market_id, rows.c.channel)
    )
