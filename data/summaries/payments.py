"""Refreshing, rebuilding and checking the summaries of payments.

Plain SQL that SQLite and PostgreSQL both take. Everywhere the stale keys lead (``stale_.. t CROSS JOIN``, which keeps
SQLite from turning the loops around) and the facts are found by their key: a million rows are summarised in a second.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from data.messages import say
from data.summaries.months import FOREIGN_MONTH, FOREIGN_YEAR_BEFORE, MARKET_MONTH, PAYMENT_MONTH, YEAR_BEFORE
from data.summaries.regions import COVERAGE, FOREIGN_REGION_MONTH, REGION_MARKET_MONTH, REGION_MONTH
from data.summaries.summary import Summary, YearBefore
from data.summaries.touched import Touched

#: In the order they build on one another.
SUMMARIES: tuple[Summary | YearBefore, ...] = (
    PAYMENT_MONTH,
    YEAR_BEFORE,
    FOREIGN_MONTH,
    MARKET_MONTH,
    FOREIGN_YEAR_BEFORE,
    REGION_MONTH,
    REGION_MARKET_MONTH,
    FOREIGN_REGION_MONTH,
    COVERAGE,
)
A_YEAR = 10000


def refresh(connection: Connection, touched: Touched) -> None:
    """Recompute the rows of stale keys in every table."""
    _note_stale(connection, touched)
    for summary in SUMMARIES:
        for statement in summary.refreshing():
            connection.execute(text(statement))


def rebuild(connection: Connection) -> None:
    """Recompute every table whole."""
    for summary in SUMMARIES:
        for statement in summary.rebuilding():
            connection.execute(text(statement))


def differences(connection: Connection, lang: str) -> list[str]:
    """Sentences about the tables whose rows are not the ones their SELECT gives."""
    return [sentence for summary in SUMMARIES for sentence in _difference(connection, summary, lang)]


def _difference(connection: Connection, summary: Summary | YearBefore, lang: str) -> list[str]:
    kept = f"SELECT {', '.join(summary.names)} FROM {summary.table}"
    extra = list(connection.execute(text(f"{kept} EXCEPT {summary.due()}")))
    lacking = list(connection.execute(text(f"{summary.due()} EXCEPT {kept}")))
    if not extra and not lacking:
        return []
    first = ", ".join(f"{name}={value}" for name, value in zip(summary.names, (extra or lacking)[0], strict=True))
    return [
        say("check.summary_differs", lang, table=summary.table, extra=len(extra), lacking=len(lacking), first=first)
    ]


def _note_stale(connection: Connection, touched: Touched) -> None:
    """Temporary tables of stale keys: of payments, of foreign payments, of either and a year on, and their months."""
    changed = touched.payment | touched.foreign
    either = changed | {(market, month + A_YEAR) for market, month in changed}
    _fill_pairs(connection, "stale_payment", touched.payment)
    _fill_pairs(connection, "stale_foreign_payment", touched.foreign)
    _fill_pairs(connection, "stale_market_month", either)
    _fill_months(connection, {month for _, month in either} | _months_of(connection, touched.markets))


def _fill_pairs(connection: Connection, table: str, pairs: Iterable[tuple[int, int]]) -> None:
    key = "(market_id BIGINT NOT NULL, month BIGINT NOT NULL, PRIMARY KEY (market_id, month))"
    connection.execute(text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} {key}"))
    connection.execute(text(f"DELETE FROM {table}"))
    rows = [{"market": market, "month": month} for market, month in sorted(pairs)]
    if rows:
        connection.execute(text(f"INSERT INTO {table} VALUES (:market, :month)"), rows)


def _fill_months(connection: Connection, months: set[int]) -> None:
    connection.execute(text("CREATE TEMPORARY TABLE IF NOT EXISTS stale_month (month BIGINT PRIMARY KEY)"))
    connection.execute(text("DELETE FROM stale_month"))
    if months:
        connection.execute(text("INSERT INTO stale_month VALUES (:month)"), [{"month": m} for m in sorted(months)])


def _months_of(connection: Connection, markets: Iterable[int]) -> set[int]:
    """A market in another province, of another kind or with another number of stores makes all its months stale."""
    months = text("SELECT month FROM market_month WHERE market_id = :id")
    return {row[0] for one in markets for row in connection.execute(months, {"id": one})}
