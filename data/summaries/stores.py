"""Summary of stores: how many, by place and accepted method."""

from collections import Counter
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from data.choice import NATION
from data.codes import Level
from data.messages import say

#: One pass over the stores; the few hundred groups are then counted for each place and method.
GROUPS = """
    SELECT CASE WHEN s.sido_code <> '' THEN s.sido_code ELSE coalesce(m.sido_code, '') END AS sido_code,
           CASE WHEN s.sigungu_code <> '' THEN s.sigungu_code ELSE coalesce(m.sigungu_code, '') END AS sigungu_code,
           s.market_id, s.accepts, s.status, count(*) AS store_count
    FROM store s LEFT JOIN market m ON m.market_id = s.market_id
    WHERE s.status <> 'closed'
    GROUP BY 1, 2, 3, 4, 5"""
COLUMNS = ("level", "place_code", "method", "store_count", "open_count")

Row = tuple[Any, ...]


def rebuild(connection: Connection) -> None:
    """Recompute the counts of every place."""
    connection.execute(text("DELETE FROM store_summary"))
    rows = counts(connection)
    if rows:
        statement = f"INSERT INTO store_summary ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{c}' for c in COLUMNS)})"
        connection.execute(text(statement), [dict(zip(COLUMNS, row, strict=True)) for row in rows])


def differences(connection: Connection, lang: str) -> list[str]:
    """A sentence when the kept counts are not the ones the stores give."""
    kept = {tuple(row) for row in connection.execute(text(f"SELECT {', '.join(COLUMNS)} FROM store_summary"))}
    due = set(counts(connection))
    extra, lacking = sorted(kept - due), sorted(due - kept)
    if not extra and not lacking:
        return []
    first = ", ".join(f"{name}={value}" for name, value in zip(COLUMNS, (extra or lacking)[0], strict=True))
    return [
        say("check.summary_differs", lang, table="store_summary", extra=len(extra), lacking=len(lacking), first=first)
    ]


def counts(connection: Connection) -> list[Row]:
    """Rows of store_summary as the stores give them."""
    stores: Counter[tuple[str, str, str]] = Counter()
    opened: Counter[tuple[str, str, str]] = Counter()
    for (sido, sigungu, market_id, method, status), count in _by_method(connection).items():
        for level, place in _places(sido, sigungu, market_id):
            stores[level, place, method] += count
            opened[level, place, method] += count if status == "open" else 0
    return [(*key, count, opened[key]) for key, count in sorted(stores.items())]


def _by_method(connection: Connection) -> Counter[Row]:
    """Stores by sido, sigungu, market, accepted method ("" = all) and status. Markets first: a nation's stores accept
    in hundreds of combinations at each of them.
    """
    found: Counter[Row] = Counter()
    for sido, sigungu, market_id, accepts, status, count in connection.execute(text(GROUPS)):
        for method in _methods(accepts):
            found[sido, sigungu, market_id, method, status] += count
    return found


@lru_cache(maxsize=4096)
def _methods(accepts: str) -> tuple[str, ...]:
    return tuple({"", *(method.strip() for method in accepts.split(","))})


def _places(sido: str, sigungu: str, market_id: int | None) -> list[tuple[str, str]]:
    places = [(str(Level.NATION), NATION)]
    if sido:
        places.append((str(Level.SIDO), sido))
    if sigungu:
        places.append((str(Level.SIGUNGU), sigungu))
    if market_id is not None:
        places.append((str(Level.MARKET), str(market_id)))
    return places
