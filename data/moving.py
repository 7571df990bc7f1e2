"""A whole store copied from one engine to another: every row, verified, and gone on with where it was broken off.

Table by table in the order of their keys, a batch to a transaction, with a note of how far it came in the same
transaction: whatever ends it, the next run goes on behind the last batch. Until everything was compared the target
calls itself half moved, and neither pages nor imports open it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, MetaData, String, Table, func, select, text, tuple_
from sqlalchemy.engine import make_url

from data import checking, store
from data.engines import way
from data.errors import MoveDiffers, MoveRefused
from data.journal import timed
from data.messages import Words, both
from data.migrations import HALF_MOVED, HEAD, bring_up_to_date, revision
from data.models import metadata
from data.store import reading, sqlite_path, store_url, words_for, writer

ROWS_AT_ONCE = 50_000
#: Tables up to so many rows are compared row by row, larger ones by their sums.
ROWS_COMPARED = 200_000
#: Written without a new version of the store (drafts, rights, the log, briefings), so they may have changed since a
#: run that was broken off: whichever differs in the end is copied anew. The log cannot be emptied and comes last.
LAST = "audit"
Progress = Callable[[str, int], None]
_NOTE = Table("moving", MetaData(), Column("note", String, nullable=False))


@dataclass
class _Reached:
    """How far it came. version: of the source. at: key of the last row of the table that is being copied."""

    version: int
    done: list[str] = field(default_factory=list)
    at: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Moved:
    """What was moved and compared. is_resumed: an earlier run had begun it."""

    tables: int
    rows: int
    is_resumed: bool


def move(to: str, url: str | None = None, *, progress: Progress | None = None) -> Moved:
    """Copy the store to an empty place. progress: is told the table and how many rows of it are there.

    Raises: MoveRefused (the target is the store itself, or holds something), MoveDiffers (what came is not what was
    there: the target stays closed), StoreProblem of either.
    """
    address = store_url(url)
    sqlite_path(to)
    if _same(address, to):
        raise MoveRefused(store=_shown(to), why=both("detail.move_itself"))
    with timed("move", url=address, to=_shown(to)) as told, reading(address) as source:
        is_resumed = _opened(to, source)
        for table in _order():
            _copied(source, to, table, progress)
        rows = _compared(source, to, address)
        told["rows"] = rows
    return Moved(len(_order()), rows, is_resumed)


def _same(one: str, other: str) -> bool:
    files = sqlite_path(one), sqlite_path(other)
    if files[0] is not None and files[1] is not None:
        return files[0].resolve() == files[1].resolve()
    return one == other


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _order() -> list[Table]:
    """Parents before children, the log last."""
    tables = [table for table in metadata.sorted_tables if table.name != LAST]
    return [*tables, metadata.tables[LAST]]


class _Writing:
    """One transaction of the target, which no other way opens now."""

    def __init__(self, to: str) -> None:
        self.to = to
        self.engine = writer(to, store.BUSY_TIMEOUT_S)

    def __enter__(self) -> Connection:
        self.connection = self.engine.connect()
        way(self.connection).begin_writing(self.connection, store.BUSY_TIMEOUT_S)
        return self.connection

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self.connection.commit()
            else:
                self.connection.rollback()
        finally:
            self.connection.close()


def _opened(to: str, source: Connection) -> bool:
    """The target made and closed to others; whether an earlier run had done so for this state of the source.

    Raises: MoveRefused.
    """
    version = _version(source)
    with words_for(to):
        if not _is_half_moved(to):
            bring_up_to_date(to)
        with _Writing(to) as target:
            if revision(target) == HALF_MOVED:
                reached = _reached(target)
                if reached.version == version:
                    return True
                if _count(target, metadata.tables[LAST]):
                    raise MoveRefused(store=_shown(to), why=both("detail.move_changed"))
            elif _holds_rows(target):
                raise MoveRefused(store=_shown(to), why=both("detail.move_not_empty"))
            else:
                _NOTE.create(target)
            for table in reversed(_order()[:-1]):
                target.execute(table.delete())
            target.execute(text("UPDATE alembic_version SET version_num = :half"), {"half": HALF_MOVED})
            _note(target, _Reached(version))
    return False


def _is_half_moved(to: str) -> bool:
    path = sqlite_path(to)
    if path is not None and not path.exists():
        return False
    with writer(to, store.BUSY_TIMEOUT_S).connect() as connection:
        return revision(connection) == HALF_MOVED


def _holds_rows(target: Connection) -> bool:
    """Anything besides what every new store has."""
    return any(
        target.execute(select(*table.primary_key).limit(1)).first() is not None
        for table in metadata.sorted_tables
        if table.name not in ("store_state", "region")
    )


def _version(connection: Connection) -> int:
    return int(connection.execute(select(metadata.tables["store_state"].c.version)).scalar_one())


def _reached(target: Connection) -> _Reached:
    return _Reached(**json.loads(target.execute(select(_NOTE.c.note)).scalar_one()))


def _note(target: Connection, reached: _Reached) -> None:
    target.execute(_NOTE.delete())
    target.execute(_NOTE.insert().values(note=json.dumps(asdict(reached))))


def _copied(source: Connection, to: str, table: Table, progress: Progress | None) -> None:
    """The rows of a table that are not there yet, each batch with the note of it."""
    count, is_done = 0, False
    while not is_done:
        with words_for(to), _Writing(to) as target:
            reached = _reached(target)
            if table.name in reached.done:
                return
            rows = list(_batch(source, table, reached.at))
            way(target).put(target, table.name, table.columns.keys(), rows)
            is_done = len(rows) < ROWS_AT_ONCE
            if rows:
                reached.at = _key_of(table, rows[-1])
            if is_done:
                reached.done, reached.at = [*reached.done, table.name], []
            _note(target, reached)
        count += len(rows)
        if progress is not None:
            progress(table.name, count)


def _batch(source: Connection, table: Table, after: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of the key, behind that one."""
    key = list(table.primary_key.columns)
    asked = select(*table.columns).order_by(*key).limit(ROWS_AT_ONCE)
    if after:
        asked = asked.where(tuple_(*key) > tuple_(*after))
    for row in source.execute(asked):
        yield tuple(row)


def _key_of(table: Table, row: tuple[Any, ...]) -> list[Any]:
    places = {name: at for at, name in enumerate(table.columns.keys())}
    return [row[places[column.name]] for column in table.primary_key.columns]


def _compared(source: Connection, to: str, address: str) -> int:
    """Rows that are there. The target is opened to all once nothing differs. Raises: MoveDiffers."""
    with words_for(to), _Writing(to) as target:
        _copied_anew(source, target, [table for table in _order() if _differs(source, target, table)])
        for table in _order():
            if _differs(source, target, table):
                raise MoveDiffers(store=_shown(to), first=Words(table.name, table.name))
        for found, in_english in zip(checking.found_in(target, "ko"), checking.found_in(target, "en"), strict=True):
            if found not in checking.found_in(source, "ko"):
                raise MoveDiffers(store=_shown(to), first=Words(found, in_english))
        rows = sum(_count(target, table) for table in _order())
        target.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
        _NOTE.drop(target)
    return rows


def _differs(source: Connection, target: Connection, table: Table) -> bool:
    return _told(source, table) != _told(target, table)


def _copied_anew(source: Connection, target: Connection, tables: list[Table]) -> None:
    """What changed since a run that was broken off, and whatever points at it."""
    names = {table.name for table in tables} - {LAST}
    for table in _order():
        if names & {key.column.table.name for key in table.foreign_keys}:
            names.add(table.name)
    anew = [table for table in _order() if table.name in names]
    for table in reversed(anew):
        target.execute(table.delete())
    for table in anew:
        way(target).put(target, table.name, table.columns.keys(), _all(source, table))
    if LAST in {table.name for table in tables}:
        _copy_behind(source, target, metadata.tables[LAST])


def _all(source: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    at: list[Any] = []
    while rows := list(_batch(source, table, at)):
        yield from rows
        at = _key_of(table, rows[-1])


def _copy_behind(source: Connection, target: Connection, table: Table) -> None:
    """Of a log that only grows: the rows that were written since."""
    (key,) = table.primary_key.columns
    last = target.execute(select(func.max(key))).scalar() or 0
    rows = [tuple(row) for row in source.execute(select(*table.columns).where(key > last).order_by(key))]
    way(target).put(target, table.name, table.columns.keys(), rows)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _told(connection: Connection, table: Table) -> object:
    """What two equal tables have in common: all their rows, or, of many, their sums."""
    count = _count(connection, table)
    if count <= ROWS_COMPARED:
        return Counter(tuple(row) for row in connection.execute(select(*table.columns)))
    sums = [part for column in table.columns for part in _sums(column)]
    return count, tuple(None if one is None else int(one) for one in connection.execute(select(*sums)).one())


def _sums(column: "Column[Any]") -> list[Any]:
    """How many cells hold something, and what they come to: whole numbers, and lengths of everything else."""
    if issubclass(column.type.python_type, int):
        return [func.count(column), func.sum(column)]
    if isinstance(column.type, String):
        return [func.count(column), func.sum(func.length(column))]
    if isinstance(column.type, LargeBinary):
        return [func.count(column), func.sum(func.length(column))]
    # sums of fractions depend on their order
    return [func.count(column)]
