"""Statements that several questions share: a row per market, or per region, over the months chosen."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, and_, bindparam, case, exists, literal, null, select
from sqlalchemy import func as sql

from data.codes import Level
from data.queries import scope
from data.queries.monthly import SHARED, digital, matched, provisional, sums, ticketed, total
from data.queries.places import named, region_names
from data.queries.tables import MARKET, MARKET_MONTH, PAYMENT_MONTH, REGION_MARKET_MONTH, REGION_MONTH

#: Sums of a market over the months chosen that questions about payments give.
OF_PAYMENTS = (
    "amount_krw",
    "previous_amount_krw",
    "matched_amount_krw",
    "matched_previous_amount_krw",
    "digital_amount_krw",
    "foreign_amount_krw",
    "foreign_base_amount_krw",
    "transaction_count",
    "ticketed_amount_krw",
    "months_reported",
    "is_provisional",
)
#: Those that a map shows: each sum less is a millisecond less over the nation's markets and five years.
OF_POINTS = tuple(name for name in OF_PAYMENTS if name not in ("transaction_count", "ticketed_amount_krw"))
#: What a region's summary tells beside the sums that are told by method too.
_OF_REGION_ONLY = ("digital_amount_krw", "foreign_amount_krw", "foreign_base_amount_krw", "counted_amount_krw")


def amounts_of_markets(asked: scope.Shape, names: tuple[str, ...]) -> Subquery:
    """market_id and the named sums of the markets of the choice that have a row in its months."""
    return (_amounts_by_method(asked, names) if asked.methods else _amounts(asked, names)).subquery("amounts")


def _amounts(asked: scope.Shape, names: tuple[str, ...]) -> Select[Any]:
    """The outer join keeps SQLite at going from market to market along the key of the summary: five times faster than
    going through the months and sorting.
    """
    rows = MARKET_MONTH
    own: dict[str, ColumnElement[Any]] = {
        "foreign_base_amount_krw": sql.sum(case((rows.c.foreign_amount_krw.is_not(None), rows.c.amount_krw))),
        "previous_amount_krw": _previous(rows, sql.sum(rows.c.matched_amount_krw), rows.c.matched_previous_amount_krw),
        "months_reported": sql.count(rows.c.amount_krw),
        "is_provisional": sql.max(rows.c.is_provisional),
    }
    made = [own[name].label(name) if name in own else total(rows, name) for name in names]
    return (
        select(MARKET.c.market_id, *made)
        .outerjoin(rows, and_(rows.c.market_id == MARKET.c.market_id, scope.months(rows)))
        .where(*scope.markets(MARKET, asked))
        .group_by(MARKET.c.market_id)
        .having(sql.count(rows.c.month) > 0)
    )


def _amounts_by_method(asked: scope.Shape, names: tuple[str, ...]) -> Select[Any]:
    """Of the methods chosen only; what is not told by method, such as foreign payments, is missing."""
    rows = PAYMENT_MONTH
    month_known = case((rows.c.amount_krw.is_not(None), rows.c.month))
    own: dict[str, ColumnElement[Any]] = {
        "amount_krw": sql.sum(rows.c.amount_krw),
        "transaction_count": sql.sum(rows.c.transaction_count),
        "matched_amount_krw": sql.sum(matched(rows)),
        "matched_previous_amount_krw": sql.sum(rows.c.previous_amount_krw),
        "digital_amount_krw": digital(rows),
        "ticketed_amount_krw": sql.sum(ticketed(rows)),
        "previous_amount_krw": _previous(rows, sql.sum(matched(rows)), rows.c.previous_amount_krw),
        "months_reported": sql.count(month_known.distinct()),
        "is_provisional": sql.max(rows.c.is_provisional),
    }
    return (
        select(MARKET.c.market_id, *(own[name].label(name) if name in own else null().label(name) for name in names))
        .join(rows, rows.c.market_id == MARKET.c.market_id)
        .where(*scope.markets(MARKET, asked), scope.months(rows), *scope.parts(rows, asked))
        .group_by(MARKET.c.market_id)
    )


def _previous(rows: Any, matched_amount: Any, before: Any) -> ColumnElement[Any]:
    """The year before of the very same months and methods; missing unless all of the amount has one."""
    return case((matched_amount == sql.sum(rows.c.amount_krw), sql.sum(before)))


def place_columns(sido: FromClause, sigungu: FromClause) -> list[ColumnElement[Any]]:
    """Codes and names of a market's province and city."""
    return [
        MARKET.c.sido_code,
        MARKET.c.sigungu_code,
        *named(sido, MARKET.c.sido_code, "sido_"),
        *named(sigungu, MARKET.c.sigungu_code, "sigungu_"),
    ]


def with_places(statement: Select[Any], sido: FromClause, sigungu: FromClause) -> Select[Any]:
    """A statement about markets joined to the names of their regions."""
    return statement.outerjoin(sido, sido.c.region_code == MARKET.c.sido_code).outerjoin(
        sigungu, sigungu.c.region_code == MARKET.c.sigungu_code
    )


def amounts_of_regions(asked: scope.Shape, level: Level) -> Select[Any]:
    """A row per region of that level within the choice, with names, summed over the months chosen."""
    amounts, reporting, names = _sums_of_regions(asked, level), _reporting(asked, level), region_names()
    return (
        select(
            amounts,
            *named(names, amounts.c.region_code, "region_"),
            literal(str(level)).label("level"),
            sql.coalesce(reporting.c.market_count, 0).label("market_count"),
            reporting.c.store_count,
        )
        .outerjoin(names, names.c.region_code == amounts.c.region_code)
        .outerjoin(reporting, reporting.c.region_code == amounts.c.region_code)
        .order_by(amounts.c.region_code)
    )


def _sums_of_regions(asked: scope.Shape, level: Level) -> Subquery:
    rows = REGION_MONTH if asked.methods else REGION_MARKET_MONTH
    before = _previous(rows, sql.sum(rows.c.matched_amount_krw), rows.c.matched_previous_amount_krw)
    told = _told_by_method(rows) if asked.methods else sums(rows, _OF_REGION_ONLY)
    store_months = null() if asked.methods else sql.sum(rows.c.store_count)
    return (
        select(
            rows.c.region_code,
            *sums(rows, SHARED),
            *told,
            before.label("previous_amount_krw"),
            store_months.label("store_month_count"),
            provisional(rows),
        )
        .where(rows.c.level == str(level), scope.months(rows), *_within(rows, asked), *scope.parts(rows, asked))
        .group_by(rows.c.region_code)
        .subquery("amounts")
    )


def _told_by_method(rows: Any) -> list[ColumnElement[Any]]:
    """What is known of the methods chosen in place of ``_OF_REGION_ONLY``."""
    own = {"digital_amount_krw": digital(rows)}
    return [own.get(name, null()).label(name) for name in _OF_REGION_ONLY]


def _reporting(asked: scope.Shape, level: Level) -> Subquery:
    """Markets of each region with a known amount in the months chosen, and their stores: one look per market."""
    rows = PAYMENT_MONTH if asked.methods else MARKET_MONTH
    code = MARKET.c.sido_code if level is Level.SIDO else MARKET.c.sigungu_code
    own = [rows.c.market_id == MARKET.c.market_id, scope.months(rows), *scope.parts(rows, asked)]
    reported = exists(select(literal(1)).where(*own, rows.c.amount_krw.is_not(None)))
    return (
        select(
            code.label("region_code"),
            sql.count(MARKET.c.market_id).label("market_count"),
            total(MARKET, "store_count"),
        )
        .where(*scope.markets(MARKET, asked), reported)
        .group_by(code)
        .subquery("reporting")
    )


def _within(rows: Any, asked: scope.Shape) -> list[ColumnElement[bool]]:
    """Regions inside the place chosen: codes of a province's cities begin with the province's code."""
    place = {
        Level.SIGUNGU: [rows.c.region_code == bindparam("sigungu")],
        Level.SIDO: [rows.c.region_code.between(bindparam("sido"), bindparam("sido_end"))],
    }.get(asked.level, [])
    return [*place, *([rows.c.kind == bindparam("kind")] if asked.kind else [])]
