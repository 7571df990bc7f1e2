"""Sums of each market over the months chosen, beside its row of the register: what maps and lists of markets show.

For the nation the rows that lie side by side are added here: of 84,000 rows SQLite alone takes three times as long.
Smaller places, methods and markets by number are few rows along a key, which SQL adds.
"""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, select

from data.codes import Level
from data.packing import MISSING, Numbers, unpacked, whole
from data.queries import scope
from data.queries.by_place import amounts_of_markets, place_columns, with_places
from data.queries.frames import read
from data.queries.places import sido_and_sigungu_names
from data.queries.side_by_side import OF_MONTHS, Columns, packed_months, placed
from data.queries.tables import MARKET

#: Of the register, before the names of places and after them.
_FIRST = ("market_id", "market_name", "kind")
_BASE = "foreign_base_amount_krw"
#: Sums that are no column added up.
_MADE_OF = {
    _BASE: ("amount_krw", "foreign_amount_krw"),
    "months_reported": ("amount_krw",),
    "previous_amount_krw": ("amount_krw", "matched_amount_krw", "matched_previous_amount_krw"),
}


def markets_with_sums(
    connection: Connection, asked: scope.Shape, values: dict[str, Any], own: tuple[str, ...], names: tuple[str, ...]
) -> tuple[pd.DataFrame, Any]:
    """Every market of the choice, by number, and for each whether it has a row in the months chosen.

    own: further columns of ``market``. names: sums out of ``by_place.amounts_of_markets``, missing where nothing was
    reported. Columns: market_id, market_name, kind, codes and names of province and city, own, names.
    """
    if asked.level is not Level.NATION or asked.methods or asked.among:
        rows = read(connection, _with_sums(asked, own, names), values)
        return rows, rows.pop("told_id").notna().to_numpy()
    rows = read(connection, _register(asked, own), values)
    sums = sums_of_markets(connection, values["start"], values["end"], names)
    at, told = placed(rows["market_id"].to_numpy("int64"), sums["market_id"])
    # one frame of all columns: putting them in one by one costs more than adding up
    made = {str(name): column.array for name, column in rows.items()}
    return pd.DataFrame(made | {name: _column(name, sums, at, told) for name in names}, copy=False), told


def only(rows: pd.DataFrame, which: Any) -> pd.DataFrame:
    """The rows that a question keeps, numbered anew."""
    return rows if which.all() else rows[which].reset_index(drop=True)


def sums_of_markets(connection: Connection, start: int, end: int, names: tuple[str, ...]) -> Columns:
    """Sums of every market with a row from one month to another (yyyymm01): market_id in order, and those named, out of
    what ``by_place.amounts_of_markets`` can name. A sum of nothing known is ``data.packing.MISSING``.
    """
    months = [unpacked([cells], len(OF_MONTHS)) for _, _, cells in packed_months(connection, start, end)]
    markets, needed = _markets_of(months), _needed(names)
    places = [OF_MONTHS.index(name) for name in needed]
    total, count = (np.zeros((len(markets), len(needed)), dtype=np.int64) for _ in range(2))
    base, base_count = (np.zeros(len(markets), dtype=np.int64) for _ in range(2))
    with_base = _BASE in names
    for rows in months:
        # a market stands once in a month, so each place is added to once
        at = slice(None) if len(rows) == len(markets) else np.searchsorted(markets, rows[:, 0])
        numbers = rows[:, places]
        known = numbers != MISSING
        numbers[~known] = 0
        total[at] += numbers
        count[at] += known
        if with_base:
            both = known[:, needed.index("amount_krw")] & known[:, needed.index("foreign_amount_krw")]
            base[at] += numbers[:, needed.index("amount_krw")] * both
            base_count[at] += both
    made = {name: np.where(count[:, at] > 0, total[:, at], MISSING) for at, name in enumerate(needed)}
    made |= {"market_id": markets, _BASE: np.where(base_count > 0, base, MISSING)}
    if "months_reported" in names:
        made["months_reported"] = count[:, needed.index("amount_krw")]
    return made | ({"previous_amount_krw": _previous(made)} if "previous_amount_krw" in names else {})


def _needed(names: tuple[str, ...]) -> list[str]:
    """Columns that lie there of which the named sums are made."""
    return list(dict.fromkeys(own for name in names for own in _MADE_OF.get(name, (name,))))


def _previous(made: Columns) -> Numbers:
    """The year before of the very same months; missing unless all of the amount has one."""
    matched = made["matched_amount_krw"]
    is_whole = (matched != MISSING) & (matched == made["amount_krw"])
    return np.where(is_whole, made["matched_previous_amount_krw"], MISSING)


def spread(sums: Numbers, at: Numbers, told: Any) -> Numbers:
    """Each market's sum at its place in a list (``side_by_side.placed``), missing where it has none."""
    found = np.full(len(at), MISSING)
    found[told] = sums[at[told]]
    return found


def _column(name: str, sums: Columns, at: Numbers, told: Any) -> Any:
    found = spread(sums[name], at, told)
    return found > 0 if name == "is_provisional" else whole(found)


def _markets_of(months: list[Numbers]) -> Numbers:
    """Every market of any of the months, in order; mostly they are the same."""
    found = np.zeros(0, dtype=np.int64)
    for rows in months:
        if not np.array_equal(found, rows[:, 0]):
            found = np.union1d(found, rows[:, 0])
    return found


@lru_cache(maxsize=64)
def _register(asked: scope.Shape, own: tuple[str, ...]) -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    statement = select(*_columns(sido, sigungu, own)).where(*scope.markets(MARKET, asked))
    return with_places(statement, sido, sigungu).order_by(MARKET.c.market_id)


@lru_cache(maxsize=64)
def _with_sums(asked: scope.Shape, own: tuple[str, ...], names: tuple[str, ...]) -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    amounts = amounts_of_markets(asked, names)
    sums = [*(amounts.c[name] for name in names), amounts.c.market_id.label("told_id")]
    statement = select(*_columns(sido, sigungu, own), *sums).outerjoin(
        amounts, amounts.c.market_id == MARKET.c.market_id
    )
    shown = with_places(statement, sido, sigungu).where(*scope.markets(MARKET, asked))
    return shown.order_by(MARKET.c.market_id)


def _columns(sido: Any, sigungu: Any, own: tuple[str, ...]) -> list[Any]:
    return [*(MARKET.c[name] for name in _FIRST), *place_columns(sido, sigungu), *(MARKET.c[name] for name in own)]
