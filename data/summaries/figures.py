"""Summary of published figures: one monthly total per measure and place."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, text

from data.codes import Grain
from data.messages import say

#: Units whose values of several categories make a total. An index or a share does not.
ADDITIVE_UNITS = frozenset({"krw", "count", "persons", "markets", "stores"})
#: One person pays in several sectors: these heads cannot be added.
COUNTED_AGAIN = frozenset({"tourism_payers"})
COLUMNS = ("measure", "level", "place_code", "month", "place_name", "value", "unit", "import_id")
KEY = 4

Row = tuple[Any, ...]


def refresh(connection: Connection, measures: Iterable[str]) -> None:
    """Recompute the monthly totals of these measures."""
    names = sorted(measures)
    gone = text("DELETE FROM figure_month WHERE measure IN :names").bindparams(bindparam("names", expanding=True))
    connection.execute(gone, {"names": names})
    _insert(connection, totals(connection, names))


def rebuild(connection: Connection) -> None:
    """Recompute all monthly totals."""
    connection.execute(text("DELETE FROM figure_month"))
    _insert(connection, totals(connection))


def differences(connection: Connection, lang: str) -> list[str]:
    """A sentence when the kept totals are not the ones the figures give (values to a billionth)."""
    kept = {_rounded(row) for row in connection.execute(text(f"SELECT {', '.join(COLUMNS)} FROM figure_month"))}
    due = {_rounded(row) for row in totals(connection)}
    extra, lacking = sorted(kept - due, key=str), sorted(due - kept, key=str)
    if not extra and not lacking:
        return []
    first = ", ".join(f"{name}={value}" for name, value in zip(COLUMNS, (extra or lacking)[0], strict=True))
    return [
        say("check.summary_differs", lang, table="figure_month", extra=len(extra), lacking=len(lacking), first=first)
    ]


def totals(connection: Connection, measures: list[str] | None = None) -> list[Row]:
    """Rows of figure_month as the monthly figures give them."""
    groups: dict[Row, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _monthly(connection, measures):
        *key, category, _name, _value, _unit, _import = row
        groups[tuple(key)][_kind(category)].append(tuple(row))
    found = (_total(key, kinds) for key, kinds in groups.items())
    return [row for row in found if row is not None]


def _monthly(connection: Connection, measures: list[str] | None) -> Iterable[Row]:
    narrow = "AND measure IN :names" if measures is not None else ""
    statement = text(
        "SELECT measure, level, place_code, day, category, place_name, value, unit, import_id FROM figure "
        f"WHERE grain = :grain {narrow} ORDER BY measure, level, place_code, day, category"
    )
    if measures is None:
        return (tuple(row) for row in connection.execute(statement, {"grain": int(Grain.MONTH)}))
    narrowed = statement.bindparams(bindparam("names", expanding=True))
    return (tuple(row) for row in connection.execute(narrowed, {"grain": int(Grain.MONTH), "names": measures}))


def _kind(category: str) -> str:
    """The keys of a category without their values: ``country=JP|sex=F`` is of kind ``country|sex``."""
    return "|".join(pair.partition("=")[0] for pair in category.split("|")) if category else ""


def _total(key: Row, kinds: dict[str, list[Row]]) -> Row | None:
    kind = min(kinds, key=lambda name: (name.count("|") + bool(name), name))
    rows = kinds[kind]
    name, value, unit, import_id = rows[-1][KEY + 1 :]
    if kind == "":
        return (*key, name, value, unit, import_id)
    if unit not in ADDITIVE_UNITS or key[0] in COUNTED_AGAIN or len({row[KEY + 3] for row in rows}) > 1:
        return None
    known = [row[KEY + 2] for row in rows if row[KEY + 2] is not None]
    return (*key, name, sum(known) if known else None, unit, max(row[KEY + 4] for row in rows))


def _insert(connection: Connection, rows: list[Row]) -> None:
    if rows:
        names = ", ".join(f":{name}" for name in COLUMNS)
        statement = text(f"INSERT INTO figure_month ({', '.join(COLUMNS)}) VALUES ({names})")
        connection.execute(statement, [dict(zip(COLUMNS, row, strict=True)) for row in rows])


def _rounded(row: Iterable[Any]) -> Row:
    return tuple(float(f"{value:.9g}") if isinstance(value, float) else value for value in row)
