"""Newer editions replace rows of the same key; what they replace stays findable, and comes back when they are undone.

Every fact table has a twin ``*_past`` with the same columns, ``import_id`` in its key and ``replaced_by``. Whatever an
import said about a key and is not the standing row lies in the twin, also when it said the same, so that any import can
be undone in any order and the store is as if it had never been loaded.
"""

import functools
import operator
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    update,
)

from data.engines import way
from data.importing.block import Job, Tally
from data.models import Import, metadata


class Outcome(IntEnum):
    """What became of one row that was offered. Only the first three stand; the others lie in the twin."""

    NEW = 0
    CHANGED = 1
    UNCHANGED = 2
    OLDER = 3
    OLDER_UNCHANGED = 4


_TAKES_OVER = (Outcome.CHANGED, Outcome.UNCHANGED)
STAYS_BACK = (Outcome.OLDER, Outcome.OLDER_UNCHANGED)


@dataclass(frozen=True)
class Versioned:
    """A fact table and its twin."""

    current: Table
    past: Table

    @classmethod
    def of(cls, name: str) -> "Versioned":
        """The table of that name and ``<name>_past``."""
        return cls(metadata.tables[name], metadata.tables[f"{name}_past"])

    @property
    def key(self) -> list[str]:
        """Columns that say what a row is about."""
        return [c.name for c in self.past.primary_key.columns if c.name != "import_id"]

    @property
    def values(self) -> list[str]:
        """Columns that say what it says."""
        return [c.name for c in self.past.columns if c.name not in (*self.key, "import_id", "replaced_by")]


def merge(
    connection: Connection, tables: Versioned, rows: Iterable[Sequence[object]], job: Job, tally: Tally | None = None
) -> list[Outcome]:
    """Bring rows (key columns, then value columns, in the twin's order) in; no key twice. One outcome per row.

    tally: is told how many cells are blank now that held a value, for a blank may also mean "nothing new".
    """
    staged = _stage(connection, tables, rows)
    now, past = tables.current, tables.past
    same_key = and_(*[now.c[k] == staged.c[k] for k in tables.key])
    said: list[Any] = [staged.c[c] for c in (*tables.key, *tables.values)]
    names = [*tables.key, *tables.values]
    _judge(connection, tables, staged, same_key, job)
    if tally is not None and (emptied := _emptied(connection, tables, staged, same_key)):
        tally.note("values_emptied", emptied)
    _insert(
        connection,
        past,
        [*names, "import_id", "replaced_by"],
        select(*[now.c[c] for c in names], now.c.import_id, literal(job.import_id))
        .select_from(now.join(staged, same_key))
        .where(staged.c.outcome.in_(_TAKES_OVER)),
    )
    _insert(
        connection,
        past,
        [*names, "import_id", "replaced_by"],
        select(*said, literal(job.import_id), now.c.import_id)
        .select_from(now.join(staged, same_key))
        .where(staged.c.outcome.in_(STAYS_BACK)),
    )
    connection.execute(
        update(now)
        .where(same_key, staged.c.outcome.in_(_TAKES_OVER))
        .values({**{c: staged.c[c] for c in tables.values}, "import_id": job.import_id})
    )
    _insert(
        connection,
        now,
        [*names, "import_id"],
        select(*said, literal(job.import_id)).where(staged.c.outcome == Outcome.NEW),
    )
    outcomes = [Outcome(o) for o in connection.execute(select(staged.c.outcome).order_by(staged.c.n)).scalars()]
    staged.drop(connection)
    return outcomes


def count_outcomes(tally: Tally, outcomes: Sequence[Outcome], rows: Sequence[int] | None = None) -> None:
    """Add the outcomes of rows to the tally; rows of an older edition than the store's change nothing but a note.

    rows: how many rows of the file stand behind each outcome; one each where it is not told.
    """
    weighed = Counter(outcomes) if rows is None else Counter[Outcome]()
    for outcome, count in zip(outcomes, rows or (), strict=rows is not None):
        weighed[outcome] += count
    tally.new += weighed[Outcome.NEW]
    tally.changed += weighed[Outcome.CHANGED]
    older = sum(weighed[outcome] for outcome in STAYS_BACK)
    tally.unchanged += weighed[Outcome.UNCHANGED] + older
    if older:
        tally.note("older_than_store", older)


def take_out(connection: Connection, tables: Versioned, import_id: int) -> None:
    """Remove what an import said; where it stood, the best of what others said stands again."""
    now, past = tables.current, tables.past
    connection.execute(delete(past).where(past.c.import_id == import_id))
    waiting = _waiting(connection, tables, import_id)
    connection.execute(delete(now).where(now.c.import_id == import_id))
    names = [*tables.key, *tables.values, "import_id"]
    _insert(connection, now, names, select(*[waiting.c[c] for c in names]))
    stands = and_(waiting.c.import_id == past.c.import_id, *[waiting.c[k] == past.c[k] for k in tables.key])
    connection.execute(delete(past).where(exists(select(literal(1)).select_from(waiting).where(stands))))
    waiting.drop(connection)
    _rename_replacers(connection, tables, import_id)


def _waiting(connection: Connection, tables: Versioned, import_id: int) -> Table:
    """Temporary table of the rows that stand again once this import's are gone: of each key the newest edition's."""
    past, imports, gone = tables.past, metadata.tables["import"], tables.current.alias("gone")
    names = [*tables.key, *tables.values, "import_id"]
    rank = func.row_number().over(
        partition_by=[past.c[k] for k in tables.key], order_by=[imports.c.edition.desc(), past.c.import_id.desc()]
    )
    ranked = (
        select(*[past.c[c] for c in names], rank.label("place"))
        .select_from(gone)
        .join(past, and_(*[gone.c[k] == past.c[k] for k in tables.key]))
        .join(imports, imports.c.import_id == past.c.import_id)
        .where(gone.c.import_id == import_id)
        .subquery("ranked")
    )
    columns = [Column(c.name, c.type, primary_key=c.name in tables.key) for c in past.columns if c.name in names]
    waiting = Table(f"waiting_{tables.current.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
    waiting.create(connection)
    _insert(connection, waiting, names, select(*[ranked.c[c] for c in names]).where(ranked.c.place == 1))
    return waiting


def _rename_replacers(connection: Connection, tables: Versioned, import_id: int) -> None:
    """Rows that the import had replaced are now held back by whatever stands."""
    now, past = tables.current, tables.past
    standing = select(now.c.import_id).where(and_(*[now.c[k] == past.c[k] for k in tables.key])).scalar_subquery()
    connection.execute(past.update().where(past.c.replaced_by == import_id).values(replaced_by=standing))


def _stage(connection: Connection, tables: Versioned, rows: Iterable[Sequence[object]]) -> Table:
    columns = [Column(c.name, c.type) for c in tables.past.columns if c.name in (*tables.key, *tables.values)]
    order = [*tables.key, *tables.values]
    columns.sort(key=lambda c: order.index(c.name))
    staged = Table(
        f"staged_{tables.current.name}",
        MetaData(),
        Column("n", Integer, primary_key=True),
        *columns,
        Column("outcome", Integer),
        prefixes=["TEMPORARY"],
    )
    staged.create(connection)
    way(connection).put(connection, staged.name, ["n", *order], ((n, *row) for n, row in enumerate(rows)))
    return staged


def _judge(connection: Connection, tables: Versioned, staged: Table, same_key: object, job: Job) -> None:
    now, imports = tables.current, metadata.tables[str(Import.__tablename__)]
    same = and_(true(), *[now.c[c].is_not_distinct_from(staged.c[c]) for c in tables.values])
    newer = select(imports.c.edition).where(imports.c.import_id == now.c.import_id).scalar_subquery() > job.edition
    found = select(
        case(
            (and_(same, newer), int(Outcome.OLDER_UNCHANGED)),
            (same, int(Outcome.UNCHANGED)),
            (newer, int(Outcome.OLDER)),
            else_=int(Outcome.CHANGED),
        )
    ).where(same_key)  # type: ignore[arg-type]
    connection.execute(staged.update().values(outcome=func.coalesce(found.scalar_subquery(), int(Outcome.NEW))))


def _emptied(connection: Connection, tables: Versioned, staged: Table, same_key: Any) -> int:
    """Cells that hold a value now and will be blank."""
    blanks = [
        case((and_(~_is_blank(now), _is_blank(staged.c[now.name])), 1), else_=0)
        for now in (tables.current.c[name] for name in tables.values)
    ]
    changed = staged.c.outcome == Outcome.CHANGED
    found = select(func.sum(functools.reduce(operator.add, blanks))).where(same_key, changed)
    return int(connection.execute(found).scalar() or 0)


def _is_blank(column: Any) -> Any:
    """Nothing, or an empty text."""
    is_number = issubclass(column.type.python_type, int | float)
    return column.is_(None) if is_number else or_(column.is_(None), column == "")


def _insert(connection: Connection, into: Table, names: list[str], rows: Select[tuple[object, ...]]) -> None:
    connection.execute(insert(into).from_select(names, rows))
