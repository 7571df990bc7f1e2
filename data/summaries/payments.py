"""Refreshing, rebuilding and checking the summaries of payments.

Plain SQL that SQLite and PostgreSQL both take. Everywhere the stale keys lead (``stale_.. t CROSS JOIN``, which keeps
SQLite from turning the loops around) and the facts are found by their key: a million rows take under two seconds.
"""

from sqlalchemy import Connection, text

from data.messages import say
from data.summaries.days import MARKET_DAY
from data.summaries.months import FOREIGN_MONTH, FOREIGN_YEAR_BEFORE, MARKET_MONTH, PAYMENT_MONTH, YEAR_BEFORE
from data.summaries.regions import COVERAGE, FOREIGN_REGION_MONTH, MARKET_PLACE, REGION_MARKET_MONTH, REGION_MONTH
from data.summaries.stale import PLACE, fill, stale_places
from data.summaries.summary import Summary, YearBefore
from data.summaries.touched import Touched

#: In the order they build on one another.
SUMMARIES: tuple[Summary | YearBefore, ...] = (
    PAYMENT_MONTH,
    YEAR_BEFORE,
    MARKET_DAY,
    FOREIGN_MONTH,
    MARKET_MONTH,
    FOREIGN_YEAR_BEFORE,
    REGION_MONTH,
    REGION_MARKET_MONTH,
    FOREIGN_REGION_MONTH,
    COVERAGE,
    MARKET_PLACE,
)
A_YEAR = 10000


def refresh(connection: Connection, touched: Touched) -> None:
    """Recompute the rows of stale keys in every table."""
    note_stale(connection, touched)
    for summary in SUMMARIES:
        for statement in (*summary.moving(), *summary.refreshing()):
            connection.execute(text(statement))


def rebuild(connection: Connection) -> None:
    """Recompute every table whole."""
    for summary in SUMMARIES:
        for statement in summary.rebuilding():
            connection.execute(text(statement))


def differences(connection: Connection, lang: str) -> list[str]:
    """Sentences about the tables whose rows are not the ones their SELECT gives."""
    return [sentence for summary in SUMMARIES for sentence in difference(connection, summary, lang)]


def difference(connection: Connection, summary: Summary | YearBefore, lang: str) -> list[str]:
    """A sentence when the table's rows are not the ones its SELECT gives."""
    kept = f"SELECT {', '.join(summary.names)} FROM {summary.table}"
    extra = list(connection.execute(text(f"{kept} EXCEPT {summary.due()}")))
    lacking = list(connection.execute(text(f"{summary.due()} EXCEPT {kept}")))
    if not extra and not lacking:
        return []
    first = ", ".join(f"{name}={value}" for name, value in zip(summary.names, (extra or lacking)[0], strict=True))
    return [
        say("check.summary_differs", lang, table=summary.table, extra=len(extra), lacking=len(lacking), first=first)
    ]


def note_stale(connection: Connection, touched: Touched) -> None:
    """Temporary tables of what is stale: keys of payments, of foreign payments, of either and a year on, and places."""
    changed = touched.payment | touched.foreign
    either = changed | {(market, month + A_YEAR) for market, month in changed}
    pair = ("market_id", "month")
    fill(connection, "stale_payment", pair, touched.payment)
    fill(connection, "stale_foreign_payment", pair, touched.foreign)
    fill(connection, "stale_market_month", pair, either)
    fill(connection, "stale_month", ("month",), {(month,) for _, month in either})
    # most files hold one or the other: neither makes the other's sums anew
    fill(
        connection,
        "stale_month_paid",
        ("month",),
        {(m,) for _, month in touched.payment for m in (month, month + A_YEAR)},
    )
    fill(connection, "stale_month_visited", ("month",), {(month,) for _, month in touched.foreign})
    moved, counted = stale_places(connection)
    fill(connection, "stale_place", PLACE, moved)
    fill(connection, "stale_count", PLACE, moved | counted)
