"""What a choice means for a statement: which columns it narrows, and the values that fill it.

Statements are built once per ``Shape`` (which filters are set); the values are bound when they run.
"""

from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Table, bindparam
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import Level, PaymentMethod, Wallet

#: Bounds that no month passes: a choice without months reaches as far as the store.
FIRST, LAST = 10000101, 99991231

METHODS = tuple(str(method) for method in PaymentMethod)
WALLETS = tuple(str(wallet) for wallet in Wallet)
#: The market of the choice, where a statement is about one.
MARKET_ASKED: BindParameter[int] = bindparam("market")
CODES = {"method": METHODS, "wallet": WALLETS}


class Shape(NamedTuple):
    """Which filters are set; a statement is built and kept for each combination that is asked."""

    level: Level
    kind: bool
    methods: bool
    wallet: bool
    country: bool
    among: bool = False


def shape(choice: Choice) -> Shape:
    """The filters a choice sets."""
    return Shape(
        level_of(choice),
        choice.kind is not None,
        bool(choice.methods),
        choice.wallet is not None,
        choice.country is not None,
        bool(choice.among),
    )


def level_of(choice: Choice) -> Level:
    """The smallest place chosen: one market, a sigungu, a sido, else the nation."""
    if choice.market_id is not None:
        return Level.MARKET
    if choice.sigungu:
        return Level.SIGUNGU
    return Level.SIDO if choice.sido else Level.NATION


def children(level: Level) -> Level:
    """The regions a place is shown by: the nation by its sidos, everything smaller by sigungu."""
    return Level.SIDO if level is Level.NATION else Level.SIGUNGU


def values(choice: Choice) -> dict[str, Any]:
    """Every value a statement may bind; a statement takes what it names."""
    return {
        "start": choice.start or FIRST,
        "end": choice.end or LAST,
        "level": str(level_of(choice)),
        "region": choice.region_code,
        "sido": choice.sido,
        "sido_end": f"{choice.sido}999",
        "sigungu": choice.sigungu,
        "kind": choice.kind and str(choice.kind),
        "methods": [method.number for method in choice.methods],
        "wallet": _number(choice.wallet),
        "country": choice.country,
        "market": choice.market_id,
        "among": list(choice.among),
        "day": (choice.end + 30) if choice.end else LAST,
        "import": choice.import_id,
    }


def _number(wallet: str | None) -> int:
    """Number of a wallet; 0, which no row has, for one that is not known."""
    return Wallet(wallet).number if wallet in WALLETS else 0


def months(table: Any) -> ColumnElement[bool]:
    """Rows of the months chosen."""
    return table.c.month.between(bindparam("start"), bindparam("end"))  # type: ignore[no-any-return]


def region(table: Any, asked: Shape) -> list[ColumnElement[bool]]:
    """Rows of a region-level summary: the place and months chosen, and the other filters that are set."""
    return [
        table.c.level == bindparam("level"),
        table.c.region_code == bindparam("region"),
        months(table),
        *parts(table, asked),
        *([table.c.kind == bindparam("kind")] if asked.kind else []),
    ]


def parts(table: Any, asked: Shape) -> list[ColumnElement[bool]]:
    """Filters of method, wallet and country, where the table has them."""
    made: list[ColumnElement[bool]] = []
    if asked.methods and "method" in table.c:
        made.append(table.c.method.in_(bindparam("methods", expanding=True)))
    if asked.wallet and "wallet" in table.c:
        made.append(table.c.wallet == bindparam("wallet"))
    if asked.country and "country" in table.c:
        made.append(table.c.country == bindparam("country"))
    return made


def markets(market: Table, asked: Shape) -> list[ColumnElement[bool]]:
    """Markets of the place and kind chosen; one market, or some named ones, whatever their place and kind."""
    if asked.level is Level.MARKET:
        return [market.c.market_id == MARKET_ASKED]
    if asked.among:
        return [market.c.market_id.in_(bindparam("among", expanding=True))]
    place = {
        Level.SIGUNGU: [market.c.sigungu_code == bindparam("sigungu")],
        Level.SIDO: [market.c.sido_code == bindparam("sido")],
    }.get(asked.level, [])
    return [*place, *([market.c.kind == bindparam("kind")] if asked.kind else [])]


def sido_of(told: Any, market: Table) -> ColumnElement[str]:
    """Province of a row that may name one itself, may name a market (outer-joined), or neither ('')."""
    return sql.coalesce(sql.nullif(told.c.sido_code, ""), market.c.sido_code, "")


def told_of(told: Any, market: Table, level: Level) -> list[ColumnElement[bool]]:
    """Rows about the place chosen that may name a market (outer-joined) or only a province."""
    return {
        Level.MARKET: [told.c.market_id == MARKET_ASKED],
        Level.SIGUNGU: [market.c.sigungu_code == bindparam("sigungu")],
        Level.SIDO: [sido_of(told, market) == bindparam("sido")],
    }.get(level, [])
