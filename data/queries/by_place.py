"""Statements that several questions share: a row per market, or per region, over the months chosen."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Subquery, bindparam, case, literal, select
from sqlalchemy import func as sql

from data.codes import Level
from data.queries import scope
from data.queries.monthly import SHARED, digital, matched, provisional, sums, ticketed, total, unknown
from data.queries.places import named, region_names
from data.queries.tables import MARKET, MARKET_MONTH, PAYMENT_MONTH, REGION_MARKET_MONTH, REGION_MONTH

#: Amounts of a market over the months chosen, as ``amounts_of_markets`` gives them.
AMOUNTS = (
    "amount_krw", "previous_amount_krw", "matched_amount_krw", "matched_previous_amount_krw", "digital_amount_krw",
    "foreign_amount_krw", "foreign_base_amount_krw", "matched_foreign_amount_krw",
    "matched_previous_foreign_amount_krw", "transaction_count", "foreign_transaction_count", "ticketed_amount_krw",
    "months_reported", "is_provisional",
)
_SUMMED = (
    "amount_krw", "matched_amount_krw", "matched_previous_amount_krw", "digital_amount_krw", "foreign_amount_krw",
    "matched_foreign_amount_krw", "matched_previous_foreign_amount_krw", "transaction_count",
    "foreign_transaction_count", "ticketed_amount_krw",
)
_OF_REGION = (
    "amount_krw", "matched_amount_krw", "matched_previous_amount_krw", "digital_amount_krw", "foreign_amount_krw",
    "foreign_base_amount_krw", "transaction_count", "ticketed_amount_krw", "counted_amount_krw",
)
_COUNTED = ("market_count", "store_count")


def amounts_of_markets(asked: scope.Shape) -> Subquery:
    """market_id and AMOUNTS of the markets of the choice that have a row in its months."""
    return (_amounts_by_method(asked) if asked.methods else _amounts(asked)).subquery("amounts")


def _amounts(asked: scope.Shape) -> Select[Any]:
    rows = MARKET_MONTH
    now, before = sql.sum(rows.c.matched_amount_krw), sql.sum(rows.c.matched_previous_amount_krw)
    return (
        select(
            MARKET.c.market_id, *sums(rows, _SUMMED),
            sql.sum(case((rows.c.foreign_amount_krw.is_not(None), rows.c.amount_krw))).label("foreign_base_amount_krw"),
            _previous(sql.sum(rows.c.amount_krw), now, before),
            sql.count(rows.c.amount_krw).label("months_reported"), provisional(rows),
        )
        .join(rows, rows.c.market_id == MARKET.c.market_id)
        .where(*scope.markets(MARKET, asked), scope.months(rows)).group_by(MARKET.c.market_id)
    )


def _amounts_by_method(asked: scope.Shape) -> Select[Any]:
    """Of the methods chosen only: foreign payments are not told by method."""
    rows = PAYMENT_MONTH
    now, before = sql.sum(matched(rows)), sql.sum(rows.c.previous_amount_krw)
    month_known = case((rows.c.amount_krw.is_not(None), rows.c.month))
    return (
        select(
            MARKET.c.market_id, total(rows, "amount_krw"), now.label("matched_amount_krw"),
            before.label("matched_previous_amount_krw"), digital(rows), total(rows, "transaction_count"),
            sql.sum(ticketed(rows)).label("ticketed_amount_krw"), _previous(sql.sum(rows.c.amount_krw), now, before),
            sql.count(month_known.distinct()).label("months_reported"), provisional(rows),
            *unknown("foreign_amount_krw", "foreign_base_amount_krw", "matched_foreign_amount_krw",
                     "matched_previous_foreign_amount_krw", "foreign_transaction_count"),
        )
        .join(rows, rows.c.market_id == MARKET.c.market_id)
        .where(*scope.markets(MARKET, asked), scope.months(rows), *scope.parts(rows, asked))
        .group_by(MARKET.c.market_id)
    )


def _previous(amount: Any, now: Any, before: Any) -> ColumnElement[Any]:
    """The year before of the very same months and methods; missing unless all of the amount has one."""
    return case((now == amount, before)).label("previous_amount_krw")


def place_columns(sido: CTE, sigungu: CTE) -> list[ColumnElement[Any]]:
    """Codes and names of a market's province and city."""
    return [
        MARKET.c.sido_code, MARKET.c.sigungu_code, *named(sido, MARKET.c.sido_code, "sido_"),
        *named(sigungu, MARKET.c.sigungu_code, "sigungu_"),
    ]


def with_places(statement: Select[Any], sido: CTE, sigungu: CTE) -> Select[Any]:
    """A statement about markets joined to the names of their regions."""
    return statement.outerjoin(sido, sido.c.region_code == MARKET.c.sido_code).outerjoin(
        sigungu, sigungu.c.region_code == MARKET.c.sigungu_code
    )


def amounts_of_regions(asked: scope.Shape, level: Level) -> Select[Any]:
    """A row per region of that level within the choice, with names, summed over the months chosen."""
    monthly = _region_months(asked, level)
    names = region_names()
    code = monthly.c.region_code
    amounts = (
        select(
            code, *sums(monthly, _OF_REGION),
            _previous(sql.sum(monthly.c.amount_krw), sql.sum(monthly.c.matched_amount_krw),
                      sql.sum(monthly.c.matched_previous_amount_krw)),
            sql.max(monthly.c.market_count).label("market_count"), sql.max(monthly.c.store_count).label("store_count"),
            sql.sum(monthly.c.store_count).label("store_month_count"), provisional(monthly),
        ).group_by(code).subquery("amounts")
    )
    return (
        select(amounts, *named(names, amounts.c.region_code, "region_"), literal(str(level)).label("level"))
        .outerjoin(names, names.c.region_code == amounts.c.region_code).order_by(amounts.c.region_code)
    )


def _region_months(asked: scope.Shape, level: Level) -> Subquery:
    """Region x month over all kinds: reporting markets and stores must be added before the busiest month is taken."""
    return (_method_months(asked, level) if asked.methods else _all_months(asked, level)).subquery("region_months")


def _all_months(asked: scope.Shape, level: Level) -> Select[Any]:
    rows = REGION_MARKET_MONTH
    return (
        select(rows.c.region_code, rows.c.month, *sums(rows, (*_OF_REGION, *_COUNTED)), provisional(rows))
        .where(rows.c.level == str(level), scope.months(rows), *_within(rows, asked))
        .group_by(rows.c.region_code, rows.c.month)
    )


def _method_months(asked: scope.Shape, level: Level) -> Select[Any]:
    """Of the methods chosen: one market may stand in several, so markets and stores cannot be counted."""
    rows = REGION_MONTH
    return (
        select(
            rows.c.region_code, rows.c.month, *sums(rows, SHARED), digital(rows), provisional(rows),
            *unknown("foreign_amount_krw", "foreign_base_amount_krw", "counted_amount_krw", *_COUNTED),
        )
        .where(rows.c.level == str(level), scope.months(rows), *_within(rows, asked), *scope.parts(rows, asked))
        .group_by(rows.c.region_code, rows.c.month)
    )


def _within(rows: Any, asked: scope.Shape) -> list[ColumnElement[bool]]:
    """Regions inside the place chosen: codes of a province's cities begin with the province's code."""
    place = {
        Level.SIGUNGU: [rows.c.region_code == bindparam("sigungu")],
        Level.SIDO: [rows.c.region_code.between(bindparam("sido"), bindparam("sido_end"))],
    }.get(asked.level, [])
    return [*place, *([rows.c.kind == bindparam("kind")] if asked.kind else [])]
