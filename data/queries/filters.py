"""What can be chosen: only what the store holds for the place at hand."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.queries import query, scope
from data.queries.by_place import place_columns, with_places
from data.queries.frames import read
from data.queries.places import sido_and_sigungu_names
from data.queries.tables import FOREIGN_REGION_MONTH, MARKET, REGION_MARKET_MONTH, REGION_MONTH


@query(subjects=())
def months(connection: Connection, choice: Choice) -> pd.DataFrame:
    """One row: first_month and last_month with a payment of the place (missing when there is none), kinds and methods
    to choose from, each a tuple of words.
    """
    rows = read(connection, _months(_wide(choice)), scope.values(choice))
    rows["kinds"] = [tuple(kinds(connection, choice)["kind"])]
    rows["methods"] = [tuple(methods(connection, choice)["method"])]
    return rows


@query(subjects=())
def kinds(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Kinds of the listed markets of the place. Columns: kind, market_count."""
    return read(connection, _kinds(_wide(choice)), scope.values(choice))


@query(subjects=())
def methods(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Methods with a row in the place. Columns: method, first_month, last_month; in the order of ``PaymentMethod``."""
    return read(connection, _parts(_wide(choice), "method"), scope.values(choice), scope.CODES)


@query(subjects=())
def wallets(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Wallets with a row in the place. Columns: wallet, first_month, last_month; in the order of ``Wallet``."""
    return read(connection, _parts(_wide(choice), "wallet"), scope.values(choice), scope.CODES)


@query(subjects=())
def countries(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Countries of issue with a row in the place. Columns: country (alpha-2, '' = not told), first_month,
    last_month."""
    return read(connection, _parts(_wide(choice), "country"), scope.values(choice))


@query(subjects=())
def markets(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Listed markets to choose from, by name. Columns: market_id, market_name, kind, codes and names of province and
    city."""
    return read(connection, _markets(_wide(choice)), scope.values(choice))


@query(subjects=())
def names(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every market there is or was, to be found by any name it had. Columns: market_id, market_name, former_names
    (separated by |), is_listed, codes and names of province and city. Ordered by name."""
    return read(connection, _names(), scope.values(choice))


def _wide(choice: Choice) -> scope.Shape:
    """Place and kind only: what can be chosen does not depend on the market, method or country chosen already."""
    return scope.shape(choice.but(market_id=None, methods=(), wallet=None, country=None))


@lru_cache(maxsize=16)
def _months(asked: scope.Shape) -> Select[Any]:
    rows = REGION_MARKET_MONTH
    first, last = sql.min(rows.c.month).label("first_month"), sql.max(rows.c.month).label("last_month")
    return select(first, last).where(*scope.region(rows, asked))


@lru_cache(maxsize=16)
def _kinds(asked: scope.Shape) -> Select[Any]:
    everywhere = scope.markets(MARKET, asked._replace(kind=False))
    counted = sql.count(MARKET.c.market_id).label("market_count")
    return (
        select(MARKET.c.kind, counted)
        .where(MARKET.c.is_listed == 1, *everywhere)
        .group_by(MARKET.c.kind)
        .order_by(MARKET.c.kind)
    )


@lru_cache(maxsize=64)
def _parts(asked: scope.Shape, part: str) -> Select[Any]:
    rows = REGION_MONTH if part == "method" else FOREIGN_REGION_MONTH
    first, last = sql.min(rows.c.month).label("first_month"), sql.max(rows.c.month).label("last_month")
    own = rows.c[part]
    return select(own, first, last).where(*scope.region(rows, asked)).group_by(own).order_by(own)


@lru_cache(maxsize=16)
def _markets(asked: scope.Shape) -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    statement = select(MARKET.c.market_id, MARKET.c.market_name, MARKET.c.kind, *place_columns(sido, sigungu))
    return (
        with_places(statement, sido, sigungu)
        .where(MARKET.c.is_listed == 1, *scope.markets(MARKET, asked))
        .order_by(MARKET.c.market_name, MARKET.c.sido_code, MARKET.c.sigungu_code, MARKET.c.market_id)
    )


@lru_cache(maxsize=1)
def _names() -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    own = (MARKET.c.market_id, MARKET.c.market_name, MARKET.c.former_names, MARKET.c.is_listed)
    statement = select(*own, *place_columns(sido, sigungu))
    return with_places(statement, sido, sigungu).order_by(MARKET.c.market_name, MARKET.c.market_id)
