"""What is paid in the markets: by month, quarter, season, method, region and market.

In every answer ``matched_amount_krw`` and ``matched_previous_amount_krw`` are the amounts of the markets and methods
that were reported both in a month and twelve months before: growth is their ratio, never that of two plain totals.
``ticketed_amount_krw`` is the amount of rows that also tell the number of transactions, ``counted_amount_krw`` that
of markets whose number of stores is known, ``foreign_base_amount_krw`` that of markets that report foreign payments.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import Level
from data.comparison import change_share
from data.queries import query, scope
from data.queries.by_place import OF_PAYMENTS, amounts_of_regions
from data.queries.frames import read
from data.queries.market_sums import markets_with_sums, only
from data.queries.monthly import by_method, totals


@query(subjects=("payment",))
def monthly_by_method(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Amounts of each method by month.

    Columns: month, method, amount_krw, transaction_count, market_count (markets whose amount is known),
    ticketed_amount_krw, matched_amount_krw, matched_previous_amount_krw, is_provisional. A month without a row of a
    method is not known.
    """
    return read(connection, _monthly_by_method(scope.shape(choice)), scope.values(choice), scope.CODES)


@query(subjects=("payment", "foreign_payment"))
def monthly_total(connection: Connection, choice: Choice) -> pd.DataFrame:
    """All methods together by month.

    Columns: month, amount_krw, digital_amount_krw, foreign_amount_krw, transaction_count, market_count (markets whose
    amount is known), store_count (stores of those of them whose number is known), counted_amount_krw,
    ticketed_amount_krw, foreign_base_amount_krw, matched_amount_krw, matched_previous_amount_krw, is_provisional.
    Where methods are chosen for a whole region, the columns that summaries do not tell by method are missing.
    """
    return read(connection, _monthly_total(scope.shape(choice)), scope.values(choice))


@query(subjects=("payment",))
def quarterly_by_method(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Amounts of each method by quarter.

    Columns: quarter (its first day), method, amount_krw, transaction_count, month_count (months with a known amount:
    a quarter of fewer than 3 is not a whole one), matched_amount_krw, matched_previous_amount_krw, is_provisional.
    """
    return read(connection, _quarterly_by_method(scope.shape(choice)), scope.values(choice), scope.CODES)


@query(subjects=("payment",))
def by_calendar_month(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Amounts laid out by year and month of the year, for seasons.

    Columns: year, month_of_year, amount_krw, market_count (markets whose amount is known), is_provisional.
    """
    return read(connection, _by_calendar_month(scope.shape(choice)), scope.values(choice))


@query(subjects=("payment", "foreign_payment"))
def by_region(connection: Connection, choice: Choice) -> pd.DataFrame:
    """The provinces of the nation, or the cities of a province, over the months chosen.

    Columns: region_code, region_name_ko, region_name_en, level, amount_krw, previous_amount_krw (the year before of
    the very same months, markets and methods; missing unless all of the amount has one), matched_amount_krw,
    matched_previous_amount_krw, change_share (of the matched amounts; missing where they are less than half of the
    amount), digital_amount_krw, foreign_amount_krw, foreign_base_amount_krw, transaction_count, ticketed_amount_krw,
    market_count (markets with a known amount in those months) and store_count (of them), counted_amount_krw and
    store_month_count (stores of the reporting markets added over the months: over which it stands), is_provisional.
    """
    level = scope.children(scope.level_of(choice.but(market_id=None)))
    return _of_regions(connection, choice, level)


@query(subjects=("payment", "foreign_payment"))
def by_sigungu(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every city, county and district within the choice. Columns as ``by_region``."""
    return _of_regions(connection, choice, Level.SIGUNGU)


@query(subjects=("payment", "foreign_payment", "market"))
def by_market(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Markets that have a row in the months chosen, with their sums.

    Columns: market_id, market_name, kind, sido_code, sigungu_code, sido_name_ko, sido_name_en, sigungu_name_ko,
    sigungu_name_en, lat, lon, store_count, the sums of ``by_place.OF_PAYMENTS`` (previous_amount_krw as in
    ``by_region``), months_reported, change_share. Ordered by market_id: nobody's rank.
    """
    own = ("lat", "lon", "store_count")
    rows = only(*markets_with_sums(connection, scope.shape(choice), scope.values(choice), own, OF_PAYMENTS))
    rows["change_share"] = change_share(rows)
    return rows


def _of_regions(connection: Connection, choice: Choice, level: Level) -> pd.DataFrame:
    wide = choice.but(market_id=None)
    rows = read(connection, _by_region(scope.shape(wide), level), scope.values(wide))
    rows["change_share"] = change_share(rows)
    return rows


@lru_cache(maxsize=64)
def _by_region(asked: scope.Shape, level: Level) -> Select[Any]:
    return amounts_of_regions(asked, level)


@lru_cache(maxsize=64)
def _monthly_by_method(asked: scope.Shape) -> Select[Any]:
    rows = by_method(asked).subquery("rows")
    return select(rows).order_by(rows.c.month, rows.c.method)


@lru_cache(maxsize=64)
def _monthly_total(asked: scope.Shape) -> Select[Any]:
    rows = totals(asked).subquery("rows")
    return select(rows).order_by(rows.c.month)


@lru_cache(maxsize=64)
def _quarterly_by_method(asked: scope.Shape) -> Select[Any]:
    rows = by_method(asked).subquery("rows")
    quarter = (rows.c.month - (rows.c.month // 100 % 100 - 1) % 3 * 100).label("quarter")
    sums = [
        sql.sum(rows.c[name]).label(name)
        for name in ("amount_krw", "transaction_count", "matched_amount_krw", "matched_previous_amount_krw")
    ]
    months = sql.count(rows.c.amount_krw).label("month_count")
    provisional = sql.max(rows.c.is_provisional).label("is_provisional")
    return (
        select(quarter, rows.c.method, *sums, months, provisional)
        .group_by(quarter, rows.c.method)
        .order_by(quarter, rows.c.method)
    )


@lru_cache(maxsize=64)
def _by_calendar_month(asked: scope.Shape) -> Select[Any]:
    rows = totals(asked).subquery("rows")
    year, month = (rows.c.month // 10000).label("year"), (rows.c.month // 100 % 100).label("month_of_year")
    return select(year, month, rows.c.amount_krw, rows.c.market_count, rows.c.is_provisional).order_by(rows.c.month)
