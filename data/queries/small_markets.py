"""Payments of markets with too few stores, which are not there for those who may not see them.

A market of three stores tells of each of them by its payments, and so does any total that it stands in beside the other
markets. So such markets are left out of everything that is told of payments, not hidden: what is shown adds up, and
nothing can be subtracted. Every question then reads the tables below through expressions of the same names, without
those markets; where none of them has payments, which is the rule, nothing happens at all.

A market of which no number of stores is known counts as large: the law (Special Act on Traditional Markets, article 2)
knows none of fewer than thirty.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event, select

from data.choice import Choice
from data.disclosure import Viewer
from data.disclosure_rules import limits
from data.engines import way
from data.queries import scope
from data.queries.tables import MARKET, MARKET_MONTH
from data.summaries.regions import FOREIGN_REGION_MONTH, REGION_MARKET_MONTH, REGION_MONTH
from data.summaries.summary import Summary

#: Tables with a row per market, and the sums by place that are made of them.
OF_MARKETS = ("payment_month", "foreign_month", "market_month", "market_day")
OF_PLACES = (REGION_MONTH, FOREIGN_REGION_MONTH, REGION_MARKET_MONTH)
_OPTION = "jangteo_left_out"


def too_small(connection: Connection, viewer: Viewer) -> tuple[int, ...]:
    """Markets with payments that this viewer may not see for their few stores, in order; none for the office."""
    if viewer.sees_all:
        return ()
    paid = select(MARKET_MONTH.c.market_id).where(MARKET_MONTH.c.market_id == MARKET.c.market_id).exists()
    rules = limits()
    asked = select(MARKET.c.market_id, MARKET.c.store_count).where(MARKET.c.store_count < rules.public.fewest, paid)
    found = {int(one): int(stores) for one, stores in connection.execute(asked)}
    fewest_own = 0 if viewer.is_office else rules.own.fewest
    return tuple(sorted(one for one, stores in found.items() if one not in viewer.market_ids or stores < fewest_own))


def among(connection: Connection, choice: Choice) -> int:
    """How many of the markets that are left out just now stand in the place and kind of a choice."""
    markets = left_out(connection)
    if not markets:
        return 0
    inside = select(MARKET.c.market_id).where(*scope.markets(MARKET, scope.shape(choice)))
    return len(set(markets) & set(connection.execute(inside, scope.values(choice)).scalars()))


def left_out(connection: Connection) -> tuple[int, ...]:
    """Markets that the questions of this connection are answered without just now."""
    return connection.get_execution_options().get(_OPTION, ())  # type: ignore[no-any-return]


@contextmanager
def without(connection: Connection, markets: tuple[int, ...]) -> Iterator[None]:
    """Statements run inside see no payments of these markets."""
    if not markets:
        yield
        return
    told = _expressions(markets, way(connection).OWN)

    def narrowed(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> tuple[str, Any]:
        begins, rest = ("WITH ", f", {statement[5:]}") if statement.startswith("WITH ") else ("WITH ", f" {statement}")
        return f"{begins}{told}{rest}", values

    event.listen(connection, "before_cursor_execute", narrowed, retval=True)
    connection.execution_options(**{_OPTION: markets})
    try:
        yield
    finally:
        connection.execution_options(**{_OPTION: ()})
        event.remove(connection, "before_cursor_execute", narrowed)


def _expressions(markets: tuple[int, ...], own: str) -> str:
    """Common table expressions that stand in front of a statement. own: what tells a table from its namesake."""
    numbers = ", ".join(str(int(one)) for one in markets)
    places = " UNION ".join(
        f"SELECT '{level}', {code}, m.kind FROM {own}market m WHERE m.market_id IN ({numbers})"
        for level, code in (("nation", "'KR'"), ("sido", "m.sido_code"), ("sigungu", "m.sigungu_code"))
    )
    return ", ".join(
        [
            *(f"{name} AS (SELECT * FROM {own}{name} WHERE market_id NOT IN ({numbers}))" for name in OF_MARKETS),
            *(f"{name} (level, region_code, kind) AS ({places})" for name in ("stale_place", "stale_count")),
            *(_anew(one, own) for one in OF_PLACES),
        ]
    )


def _anew(summary: Summary, own: str) -> str:
    """Sums by place: those of places with such a market are made again of the tables above, all others stand."""
    assert summary.places is not None
    names = ", ".join(summary.names)
    made = summary.select.format_map(summary.places.gaps)
    return (
        f"{summary.table} ({names}) AS (SELECT {names} FROM {own}{summary.table}"
        f" WHERE NOT ({summary.places.rows}) UNION ALL {made})"
    )
