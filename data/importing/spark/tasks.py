"""What the machines of a cluster are asked to do: numbers of files or units in, rows and small packed answers out."""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from data.errors import FileProblem, UnreadableFile
from data.importing.block import REFUSALS_TOLD
from data.importing.fact_rows import VALUES, Facts
from data.importing.history import as_json
from data.importing.report import RefusedCell
from data.importing.spark.merging import merged
from data.importing.spark.surveying import survey
from data.importing.spark.units import Plan, UnitRead, UnitReader
from data.messages import both

FACTS_PER_ANSWER = 500_000
#: A row as one number: its unit, then 32 bits for the row.
ROW_BITS = 32
#: Kinds of a row that comes back. Of FACT the columns count, of the others ``told``.
FACT, CELLS, COUNTS, DONE, WRONG = range(5)
COLUMNS = ("fact", "same", "said", "at", *VALUES, "is_provisional")
DDL = f"kind long, number long, {', '.join(f'{name} long' for name in COLUMNS)}, told binary"
NAMES = ["kind", "number", *COLUMNS, "told"]

Batches = Iterator[pa.RecordBatch]
Task = Callable[[Batches], Batches]


@dataclass(frozen=True)
class Counts:
    """Of one unit: rows read, number of the row behind its last, and how many cells were refused, and why not more."""

    rows_read: int
    after: int
    refused: int
    kept_out: int
    blanked: int


@dataclass(frozen=True)
class Cells:
    """Of one unit: the cells that are told."""

    refused: list[RefusedCell]
    kept_out: list[RefusedCell]
    blanked: list[RefusedCell]


@dataclass(frozen=True)
class Again:
    """Of some keys: rows that repeat others, and how many of each unit contradict one; the first of those in order."""

    repeated: int
    units: dict[int, int]
    conflicts: Facts


def looking(asked: Any) -> Task:
    """Broadcast list of (name, place): one look at each."""

    def look(batches: Batches) -> Batches:
        for number in _numbers(batches):
            name, place = asked.value[number]
            yield _answer(number, *_tried(partial(survey, place, name), name))

    return look


def reading(told: Any) -> Task:
    """Broadcast plan: the rows of each unit, its cells and its counts."""

    def read(batches: Batches) -> Batches:
        reader = reader_of(told.value)
        for number in _numbers(batches):
            kind, found = _tried(partial(reader.read, number), reader.plan.name_of(number))
            if kind == WRONG:
                yield _answer(number, kind, found)
            else:
                yield from _told_of(number, found)

    return read


def refusing(told: Any, wanted: Any) -> Task:
    """Broadcast plan and list of (unit, row -> earlier row of the file): the refused cells of each, as the file has
    them."""

    def refuse(batches: Batches) -> Batches:
        reader = reader_of(told.value)
        for number in _numbers(batches):
            unit, conflicts = wanted.value[number]
            kind, found = _tried(partial(reader.read, unit, conflicts), reader.plan.name_of(unit))
            yield _answer(unit, kind, found if kind == WRONG else list(found.kept_out))

    return refuse


def bringing_together(told: Any) -> Task:
    """Broadcast plan: facts of rows that hold all of their keys."""

    def together(batches: Batches) -> Batches:
        held = [{name: batch.column(name).to_numpy() for name in COLUMNS} for batch in batches if len(batch)]
        if not held:
            return
        reader = reader_of(told.value)
        columns = {name: np.concatenate([each[name] for each in held]) for name in COLUMNS}
        found = merged(columns, reader.parts, are_transactions=reader.rows.are_transactions)
        for at in range(0, len(found.facts["day"]), FACTS_PER_ANSWER):
            yield _answer(0, FACT, {name: column[at : at + FACTS_PER_ANSWER] for name, column in found.facts.items()})
        yield _answer(0, COUNTS, _again(found.repeated, found.conflicts))

    return together


_readers: dict[str, UnitReader] = {}


def reader_of(plan: Plan) -> UnitReader:
    """A process keeps what it made ready for the plan under way."""
    if plan.run not in _readers:
        _readers.clear()
        _readers[plan.run] = UnitReader(plan)
    return _readers[plan.run]


def _again(repeated: int, conflicts: Facts) -> Again:
    unit = conflicts["at"] >> ROW_BITS
    numbers, counts = np.unique(unit, return_counts=True)
    order = np.lexsort((conflicts["same"], unit))[:REFUSALS_TOLD]
    first = {name: column[order] for name, column in conflicts.items()}
    return Again(repeated, dict(zip(numbers.tolist(), counts.tolist(), strict=True)), first)


def _told_of(number: int, unit: UnitRead) -> Batches:
    if unit.columns:
        at = unit.columns.pop("row") | np.int64(number << ROW_BITS)
        columns = unit.columns | {"at": at}
        count = len(at)
        fixed = [np.full(count, FACT), np.full(count, number)]
        arrays = [pa.array(column) for column in (*fixed, *(columns[name] for name in COLUMNS))]
        yield pa.RecordBatch.from_arrays([*arrays, pa.nulls(count, pa.binary())], names=NAMES)
    cells = Cells(list(unit.refused), list(unit.kept_out), list(unit.blanked))
    if cells.refused or cells.kept_out or cells.blanked:
        yield _answer(number, CELLS, cells)
    totals = (unit.refused.total, unit.kept_out.total, unit.blanked.total)
    yield _answer(number, COUNTS, Counts(unit.rows_read, unit.after, *totals))


def _answer(number: int, kind: int, told: object) -> pa.RecordBatch:
    empty = [pa.nulls(1, pa.int64()) for _ in COLUMNS]
    packed = pa.array([pickle.dumps(told, protocol=5)], pa.binary())
    return pa.RecordBatch.from_arrays([pa.array([kind]), pa.array([number]), *empty, packed], names=NAMES)


def _numbers(batches: Batches) -> Iterator[int]:
    for batch in batches:
        yield from batch.column(0).to_pylist()


def _tried(task: Callable[[], Any], file_name: str) -> tuple[int, Any]:
    """What is wrong with a file comes back as an answer: as an error the task would be tried three more times."""
    wrong: FileProblem
    try:
        return DONE, task()
    except FileProblem as found:
        wrong = found
    except (OSError, pa.ArrowException):
        wrong = UnreadableFile(file=file_name, detail=both("detail.place_unreachable"))
    return WRONG, (type(wrong).__name__, as_json(wrong.fields))
