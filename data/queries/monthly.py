"""Statements that several questions share: a row per month, or per month and method, of the place chosen."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, case, literal_column, null, select
from sqlalchemy import func as sql

from data.codes import DIGITAL_METHODS, Level
from data.queries import scope
from data.queries.tables import MARKET, MARKET_MONTH, PAYMENT_MONTH, REGION_MARKET_MONTH, REGION_MONTH

#: What both summaries of a region tell, and can be added over methods and kinds.
SHARED = ("amount_krw", "transaction_count", "ticketed_amount_krw", "matched_amount_krw", "matched_previous_amount_krw")
DIGITAL_NUMBERS = tuple(method.number for method in DIGITAL_METHODS)


def by_method(asked: scope.Shape) -> Select[Any]:
    """month, method (number), the shared sums, market_count, is_provisional."""
    if asked.level is Level.MARKET:
        return _method_rows_of_market(asked)
    rows = REGION_MONTH
    return (
        select(rows.c.month, rows.c.method, *sums(rows, SHARED), total(rows, "market_count"), provisional(rows))
        .where(*scope.region(rows, asked))
        .group_by(rows.c.month, rows.c.method)
    )


def totals(asked: scope.Shape) -> Select[Any]:
    """month, amounts of all methods (or of those chosen), market_count, store_count, is_provisional."""
    if asked.level is Level.MARKET:
        return _method_totals_of_market(asked) if asked.methods else _totals_of_market(asked)
    return _method_totals(asked) if asked.methods else _totals(asked)


def sums(table: Any, names: tuple[str, ...]) -> list[ColumnElement[Any]]:
    """Sum of each column under its own name."""
    return [total(table, name) for name in names]


def total(table: Any, name: str) -> ColumnElement[Any]:
    """Sum of a column under its own name: missing when every value is."""
    return sql.sum(table.c[name]).label(name)


def provisional(table: Any) -> ColumnElement[Any]:
    """1 when any row is provisional."""
    return sql.max(table.c.is_provisional).label("is_provisional")


def unknown(*names: str) -> list[ColumnElement[Any]]:
    """Columns that cannot be told here."""
    return [null().label(name) for name in names]


def digital(table: Any) -> ColumnElement[Any]:
    """Amount by methods that need no paper and no cash."""
    return sql.sum(case((table.c.method.in_(DIGITAL_NUMBERS), table.c.amount_krw)))


def ticketed(table: Any) -> ColumnElement[Any]:
    """Amount where the number of transactions is known too."""
    return case((table.c.transaction_count.is_not(None), table.c.amount_krw))


def matched(table: Any) -> ColumnElement[Any]:
    """Amount where the year before is known as well."""
    return case((table.c.previous_amount_krw.is_not(None), table.c.amount_krw))


def _totals(asked: scope.Shape) -> Select[Any]:
    rows = REGION_MARKET_MONTH
    names = (
        "amount_krw",
        "digital_amount_krw",
        "foreign_amount_krw",
        "transaction_count",
        "market_count",
        "store_count",
        "counted_amount_krw",
        "ticketed_amount_krw",
        "foreign_base_amount_krw",
        "matched_amount_krw",
        "matched_previous_amount_krw",
    )
    return (
        select(rows.c.month, *sums(rows, names), provisional(rows))
        .where(*scope.region(rows, asked))
        .group_by(rows.c.month)
    )


def _method_totals(asked: scope.Shape) -> Select[Any]:
    """Of chosen methods: one market may stand in several, so markets and stores cannot be counted from this summary."""
    rows = REGION_MONTH
    return (
        select(
            rows.c.month,
            total(rows, "amount_krw"),
            digital(rows).label("digital_amount_krw"),
            *unknown("foreign_amount_krw"),
            total(rows, "transaction_count"),
            *unknown("market_count", "store_count", "counted_amount_krw"),
            total(rows, "ticketed_amount_krw"),
            *unknown("foreign_base_amount_krw"),
            total(rows, "matched_amount_krw"),
            total(rows, "matched_previous_amount_krw"),
            provisional(rows),
        )
        .where(*scope.region(rows, asked))
        .group_by(rows.c.month)
    )


def _totals_of_market(asked: scope.Shape) -> Select[Any]:
    rows = MARKET_MONTH
    is_known = rows.c.amount_krw.is_not(None)
    return (
        select(
            rows.c.month,
            rows.c.amount_krw,
            rows.c.digital_amount_krw,
            rows.c.foreign_amount_krw,
            rows.c.transaction_count,
            _one(is_known),
            case((is_known, MARKET.c.store_count)).label("store_count"),
            case((MARKET.c.store_count.is_not(None), rows.c.amount_krw)).label("counted_amount_krw"),
            rows.c.ticketed_amount_krw,
            case((rows.c.foreign_amount_krw.is_not(None), rows.c.amount_krw)).label("foreign_base_amount_krw"),
            rows.c.matched_amount_krw,
            rows.c.matched_previous_amount_krw,
            rows.c.is_provisional,
        )
        .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        .where(*_of_market(rows, asked))
    )


def _method_totals_of_market(asked: scope.Shape) -> Select[Any]:
    rows = PAYMENT_MONTH
    amount = sql.sum(rows.c.amount_krw)
    stores = sql.max(MARKET.c.store_count)
    return (
        select(
            rows.c.month,
            amount.label("amount_krw"),
            digital(rows).label("digital_amount_krw"),
            *unknown("foreign_amount_krw"),
            total(rows, "transaction_count"),
            _one(amount.is_not(None)),
            case((amount.is_not(None), stores)).label("store_count"),
            case((stores.is_not(None), amount)).label("counted_amount_krw"),
            sql.sum(ticketed(rows)).label("ticketed_amount_krw"),
            *unknown("foreign_base_amount_krw"),
            sql.sum(matched(rows)).label("matched_amount_krw"),
            sql.sum(rows.c.previous_amount_krw).label("matched_previous_amount_krw"),
            provisional(rows),
        )
        .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        .where(*_of_market(rows, asked))
        .group_by(rows.c.month)
    )


def _method_rows_of_market(asked: scope.Shape) -> Select[Any]:
    rows = PAYMENT_MONTH
    return select(
        rows.c.month,
        rows.c.method,
        rows.c.amount_krw,
        rows.c.transaction_count,
        ticketed(rows).label("ticketed_amount_krw"),
        matched(rows).label("matched_amount_krw"),
        rows.c.previous_amount_krw.label("matched_previous_amount_krw"),
        _one(rows.c.amount_krw.is_not(None)),
        rows.c.is_provisional,
    ).where(*_of_market(rows, asked))


def _of_market(table: Table, asked: scope.Shape) -> list[ColumnElement[bool]]:
    return [table.c.market_id == scope.MARKET_ASKED, scope.months(table), *scope.parts(table, asked)]


def _one(is_known: Any) -> ColumnElement[Any]:
    """market_count of a single market: 1 when its amount is known."""
    return case((is_known, literal_column("1")), else_=literal_column("0")).label("market_count")
