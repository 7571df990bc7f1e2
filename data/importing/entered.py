"""Rows that stand in the store, as a form would have them typed; and what was said of one of them before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from data.disclosure import LOCAL_OFFICER, Viewer
from data.errors import StoreMissing
from data.geo.regions import shipped
from data.importing.editions import Versioned
from data.importing.entering import MARKET, file_name, key_of
from data.importing.recognition import named_source
from data.importing.spellings import code_names
from data.models import metadata
from data.sources import Column, Source
from data.store import reading

#: Columns that name a row to a person, the first that the table has.
NAMES = ("programme_name", "promotion_name", "title", "text", "figure", "item", "funder", "asset_name")
#: Between the parts of a key in an address.
JOINT = "|"
_IMPORT, _MARKET = metadata.tables["import"], metadata.tables["market"]


@dataclass(frozen=True)
class Kept:
    """One row that stands. key: its key in one word, for an address; name: for people; import_id: who said it."""

    key: str
    name: str
    import_id: int


@dataclass(frozen=True)
class Version:
    """What one import said of a row. changes: (column, before, after) against the version before.

    is_standing: it is what counts now. is_alone: the import is this row alone, so that undoing it takes back nothing
    else. undone_at: '' unless it was taken back, of which the texts are not known any more.
    """

    import_id: int
    imported_by: str
    at: str
    file_name: str
    is_standing: bool
    is_alone: bool
    undone_at: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()


def rows(source_name: str, viewer: Viewer = LOCAL_OFFICER, *, url: str | None = None) -> list[Kept]:
    """Every row that stands and that this officer may change, in the order of its key. An officer of regions: those of
    the markets there, those of no market, and what it put in itself. Raises: StoreProblem."""
    source = named_source(source_name)
    table, key = Versioned.of(source.subject).current, key_of(source)
    try:
        with reading(url) as connection:
            asked = select(table).order_by(*(table.c[name] for name in key))
            found = connection.execute(asked.where(*_theirs(table, viewer))).all()
            markets = _market_names(connection) if "market_id" in key else {}
    except StoreMissing:
        return []
    return [Kept(_joined(row, key), _name(row, key, table, markets), int(row.import_id)) for row in found]


def _theirs(table: Table, viewer: Viewer) -> list[Any]:
    if viewer.sees_all or "market_id" not in table.c:
        return []
    mine = select(_IMPORT.c.import_id).where(_IMPORT.c.imported_by == viewer.name)
    theirs = table.c.market_id.in_(viewer.market_ids) | table.c.import_id.in_(mine)
    # who took part without a market may be of anywhere
    return [theirs if "participant_name" in table.c else theirs | table.c.market_id.is_(None)]


def texts_of(source_name: str, key: str, *, url: str | None = None) -> tuple[dict[str, str], int] | None:
    """The row as it would be typed, and the import that said it; None when no such row stands. Raises: StoreProblem."""
    source = named_source(source_name)
    table = Versioned.of(source.subject).current
    try:
        with reading(url) as connection:
            row = connection.execute(select(table).where(*_is(table, source, key))).first()
            return None if row is None else (_texts(connection, source, row), int(row.import_id))
    except StoreMissing:
        return None


def past(source_name: str, key: str, *, url: str | None = None) -> list[Version]:
    """Everything that was said of the row and stands or stood, newest first, with what each changed; and what was
    typed and taken back again. Raises: StoreProblem."""
    source = named_source(source_name)
    tables = Versioned.of(source.subject)
    with reading(url) as connection:
        found = []
        for table in (tables.current, tables.past):
            asked = select(table, _IMPORT.c.imported_by, _IMPORT.c.started_at, _IMPORT.c.file_name, _IMPORT.c.rows_read)
            joined = asked.join(_IMPORT, _IMPORT.c.import_id == table.c.import_id).where(*_is(table, source, key))
            found += [(row, table is tables.current, _texts(connection, source, row)) for row in
                      connection.execute(joined)]  # fmt: skip
        found.sort(key=lambda each: int(each[0].import_id))
        texts = texts_of(source_name, key, url=url)
        undone = _taken_back(connection, source, texts[0] if texts else _key_texts(source, key))
    versions, before = [], dict.fromkeys(source.columns, "")
    for row, stands, now in found:
        changes = tuple((name, before.get(name, ""), now[name]) for name in now if now[name] != before.get(name, ""))
        told = (int(row.import_id), str(row.imported_by), str(row.started_at), str(row.file_name))
        versions.append(Version(*told, stands, int(row.rows_read) == 1, changes=changes))
        before = now
    return sorted([*versions, *undone], key=lambda each: -each.import_id)


def _taken_back(connection: Connection, source: Source, texts: Mapping[str, str]) -> list[Version]:
    """Imports of a form about the row that were undone."""
    asked = select(_IMPORT).where(
        _IMPORT.c.source == source.name, _IMPORT.c.file_name == file_name(source, texts), _IMPORT.c.status == "undone"
    )
    return [
        Version(int(row.import_id), str(row.imported_by), str(row.started_at), str(row.file_name), False, True,
                undone_at=str(row.undone_at))
        for row in connection.execute(asked)
    ]  # fmt: skip


def _is(table: Table, source: Source, key: str) -> list[Any]:
    """Conditions for the row of that key; none fits a key of another form."""
    names, parts = key_of(source), key.split(JOINT)
    if len(names) != len(parts):
        return [table.c[names[0]].is_(None)]
    return [
        table.c[name] == (int(part) if part.lstrip("-").isdigit() else -1)
        if table.c[name].type.python_type is int
        else table.c[name] == part
        for name, part in zip(names, parts, strict=True)
    ]


def _key_texts(source: Source, key: str) -> dict[str, str]:
    return dict(zip(key_of(source), key.split(JOINT), strict=False))


def _joined(row: Row[Any], key: list[str]) -> str:
    return JOINT.join(str(getattr(row, name)) for name in key)


def _name(row: Row[Any], key: list[str], table: Table, markets: Mapping[int, str]) -> str:
    told = [markets.get(int(row.market_id), "") if name == "market_id" else _shown(table, row, name) for name in key]
    own = next((str(getattr(row, name)) for name in NAMES if name in table.c and name not in key), "")
    return " · ".join(dict.fromkeys(each for each in [*told, own[:60]] if each not in ("", "0")))


def _shown(table: Table, row: Row[Any], name: str) -> str:
    value = getattr(row, name)
    return _day(value) if name.endswith("_day") else str(value)


def _market_names(connection: Connection) -> dict[int, str]:
    asked = select(_MARKET.c.market_id, _MARKET.c.market_name)
    return {int(number): str(name) for number, name in connection.execute(asked)}


def _texts(connection: Connection, source: Source, row: Row[Any]) -> dict[str, str]:
    """The columns of the form; those of the market or the region from their names as they are now."""
    told = row._mapping
    made = {name: _text(column, told.get(name)) for name, column in source.columns.items()}
    return made | {name: text for name, text in _place(connection, told).items() if name in source.columns}


def _place(connection: Connection, told: Mapping[Any, Any]) -> dict[str, str]:
    number = told.get("market_id")
    if number is not None:
        asked = select(_MARKET.c.market_name, _MARKET.c.sido_code, _MARKET.c.sigungu_code)
        market = connection.execute(asked.where(_MARKET.c.market_id == number)).first()
        if market is not None:
            names = (str(number), str(market[0]), _region(market[1]), _region(market[2]))
            return dict(zip(MARKET, names, strict=True))
    return {name: _region(told.get(f"{name}_code")) for name in ("sido", "sigungu")}


def _region(code: str | None) -> str:
    known = shipped().by_code.get(code or "")
    return known[-1].name_ko if known else ""


def _text(column: Column, value: Any) -> str:
    """A value as it would be typed, so that reading it again gives the same."""
    if value is None or value == "":
        return ""
    match column.type:
        case "day" | "month" | "quarter" | "period":
            return _day(value)[: 7 if column.type == "month" else 10]
        case "year" | "integer" | "count" | "krw":
            return "" if column.name == "year" and value == 0 else str(int(value))
        case "share":
            return f"{float(value) * 100:.10g}%"
        case "code":
            return code_names(column.codes).get(str(value), str(value))
        case "yes_no":
            return "Y" if value else "N"
        case _:
            return str(value)


def _day(value: Any) -> str:
    """yyyymmdd as YYYY-MM-DD, '' for 0."""
    number = int(value)
    return f"{number // 10000:04d}-{number // 100 % 100:02d}-{number % 100:02d}" if number else ""
