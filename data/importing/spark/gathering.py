"""Three stages on the cluster: look at the files, read their units, bring together what speaks of the same thing.

Only counts, the first refusals and the facts come back. What one machine tells, and in which order, is what comes out
here: refusals by unit, those of the reader before those of the keeper, the first 20,000 of all.
"""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data import errors
from data.importing.block import REFUSALS_TOLD, Refusals
from data.importing.fact_rows import Facts
from data.importing.history import from_json
from data.importing.report import RefusedCell
from data.importing.spark import tasks
from data.importing.spark.places import Stored
from data.importing.spark.session import complaints
from data.importing.spark.surveying import Surveyed
from data.importing.spark.tasks import CELLS, COLUMNS, COUNTS, DDL, FACT, ROW_BITS, WRONG, Again, Cells, Counts
from data.importing.spark.units import Plan

#: Units that one task reads one after another: some 130 MB of text.
UNITS_PER_TASK = 16
#: Rows of the keys that one task brings together: some 500 MB while it does.
ROWS_PER_TASK = 2_000_000


@dataclass(frozen=True)
class Gathered:
    """What came of all files. refused: by the reader; kept_out: by the keeper. spool: files of facts."""

    rows_read: int
    repeated: int
    refused: Refusals
    kept_out: Refusals
    blanked: Refusals
    spool: list[Path]

    def facts(self) -> Iterator[Facts]:
        """The facts, none of a key twice."""
        for path in self.spool:
            yield pickle.loads(path.read_bytes())


def surveyed(session: Any, places: dict[str, Stored]) -> list[Surveyed]:
    """One look at each file. Raises: FileProblem for the first that is wrong, EngineFailed."""
    asked = session.sparkContext.broadcast(list(places.items()))
    side_by_side = min(len(places), 4 * session.sparkContext.defaultParallelism)
    with complaints():
        rows = session.range(0, len(places), 1, side_by_side).mapInArrow(tasks.looking(asked), DDL).collect()
    return [told for _, told in _in_order(rows)]


def gathered(session: Any, plan: Plan, folder: Path) -> Gathered:
    """Read all units and bring them together. folder: for the facts. Raises: FileProblem, EngineFailed."""
    context = session.sparkContext
    told = context.broadcast(plan)
    side_by_side = max(-(-len(plan.units) // UNITS_PER_TASK), min(len(plan.units), 4 * context.defaultParallelism))
    with complaints():
        read = session.range(0, len(plan.units), 1, side_by_side).mapInArrow(tasks.reading(told), DDL)
        read = read.persist()
        counts = dict(_in_order(read.where(f"kind IN ({COUNTS}, {WRONG})").select("kind", "number", "told").collect()))
        rows = sum(each.rows_read for each in counts.values())
        parts = max(context.defaultParallelism, -(-rows // ROWS_PER_TASK))
        by_key = read.where(f"kind = {FACT}").select(*COLUMNS).repartition(parts, "fact")
        made = by_key.mapInArrow(tasks.bringing_together(told), DDL).select("kind", "told")
        spool, again = _spooled(made.persist(), folder)
        cells = _Cells(session, told, read, plan, counts)
        kept_out = cells.kept_out(again)
        return Gathered(rows, sum(each.repeated for each in again), cells.refused(), kept_out, cells.blanked(), spool)


def _spooled(made: Any, folder: Path) -> tuple[list[Path], list[Again]]:
    """The facts on this machine's disk, and what was said about repeated rows."""
    made.count()  # all of it side by side: what follows fetches one part after another
    spool: list[Path] = []
    again: list[Again] = []
    for row in made.toLocalIterator():
        if row.kind == FACT:
            spool.append(folder / f"{len(spool):06d}")
            spool[-1].write_bytes(row.told)
        else:
            again.append(pickle.loads(row.told))
    return spool, again


class _Cells:
    """Fetches the refused cells that are told, and says in which row of their file they stand."""

    def __init__(self, session: Any, told: Any, read: Any, plan: Plan, counts: dict[int, Counts]) -> None:
        self._session, self._told, self._read = session, told, read
        self._counts = counts
        self._starts = _starts(plan, counts)
        names = ("refused", "kept_out", "blanked")
        totals = ({unit: int(getattr(each, name)) for unit, each in counts.items()} for name in names)
        wanted = {unit for total in totals for unit in _units_told(total)}
        self._cells: dict[int, Cells] = self._fetched(wanted)

    def refused(self) -> Refusals:
        """By the reader."""
        return self._gathered((unit, self._of(unit).refused, each.refused) for unit, each in self._counts.items())

    def blanked(self) -> Refusals:
        """Left blank by the reader, their rows kept."""
        return self._gathered((unit, self._of(unit).blanked, each.blanked) for unit, each in self._counts.items())

    def kept_out(self, again: list[Again]) -> Refusals:
        """By the keeper: market by market, then rows that contradict another."""
        found = self._contradictions(again)
        return self._gathered(
            (unit, self._of(unit).kept_out + found.get(unit, ([], 0))[0], each.kept_out + found.get(unit, ([], 0))[1])
            for unit, each in self._counts.items()
        )

    def _of(self, unit: int) -> Cells:
        return self._cells.get(unit, Cells([], [], []))

    def _gathered(self, units: Iterable[tuple[int, list[RefusedCell], int]]) -> Refusals:
        found = Refusals()
        for unit, cells, total in units:
            start = self._starts[unit]
            before = len(found)
            found.extend(replace(cell, row=cell.row + start) for cell in cells[: found.room])
            found.skip(total - (len(found) - before))
        return found

    def _fetched(self, units: set[int]) -> dict[int, Cells]:
        if not units:
            return {}
        rows = self._read.where(f"kind = {CELLS}").select("kind", "number", "told")
        return dict(_in_order(rows.where(rows.number.isin(sorted(units))).collect()))

    def _contradictions(self, again: list[Again]) -> dict[int, tuple[list[RefusedCell], int]]:
        """Unit -> its cells, as the file has them, and how many there are. The file is read once more for them."""
        totals: dict[int, int] = {}
        for each in again:
            for unit, count in each.units.items():
                totals[unit] = totals.get(unit, 0) + count
        asked: dict[int, list[tuple[int, int, int]]] = {unit: [] for unit in _units_told(totals)}
        for each in again:
            columns = (each.conflicts[name].tolist() for name in ("same", "at", "first"))
            for same, at, first in zip(*columns, strict=True):
                if at >> ROW_BITS in asked:
                    asked[at >> ROW_BITS].append((same, at & (1 << ROW_BITS) - 1, self._row(first)))
        if not asked:
            return {}
        asked = {unit: sorted(told)[:REFUSALS_TOLD] for unit, told in asked.items()}
        jobs = [(unit, {row: first for _, row, first in told}) for unit, told in asked.items()]
        broadcast = self._session.sparkContext.broadcast(jobs)
        run = tasks.refusing(self._told, broadcast)
        rows = self._session.range(0, len(jobs), 1, len(jobs)).mapInArrow(run, DDL).select("kind", "number", "told")
        found = {}
        for unit, cells in _in_order(rows.collect()):
            by_row = {cell.row: cell for cell in cells}
            found[unit] = ([by_row[row] for _, row, _ in asked[unit]], totals[unit])
        # of units past those that are told only the number counts
        return {unit: found.get(unit, ([], total)) for unit, total in totals.items()}

    def _row(self, at: int) -> int:
        """Row of its file."""
        return self._starts[at >> ROW_BITS] + (at & (1 << ROW_BITS) - 1)


def _units_told(totals: dict[int, int]) -> list[int]:
    """The first units that hold as many cells as are told."""
    found, room = [], REFUSALS_TOLD
    for unit, total in sorted(totals.items()):
        if total and room > 0:
            found.append(unit)
            room -= total
    return found


def _starts(plan: Plan, counts: dict[int, Counts]) -> dict[int, int]:
    """Unit -> what is to be added to its rows."""
    starts: dict[int, int] = {}
    at = 0
    for number, unit in enumerate(plan.units):
        starts[number] = at = 0 if unit.is_first else at
        at += counts[number].after
    return starts


def _in_order(rows: Iterable[Any]) -> list[tuple[int, Any]]:
    """Number and what is told, by number. Raises: FileProblem for the first that is wrong."""
    found = []
    for row in sorted(rows, key=lambda row: row.number):
        told = pickle.loads(row.told)
        if row.kind == WRONG:
            name, fields = told
            raise getattr(errors, name)(**from_json(fields))
        found.append((row.number, told))
    return found
