"""Facts into the store: what the keepers of payments and of foreign payments share (rows to facts: fact_rows.py).

A row is new when the store has nothing of its key. Most rows of most files are, and which ones is told by the days
each market has in the store already, asked once before the first row is written. Only rows inside those days are
held against the store one by one (data/importing/editions.py).
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from sqlalchemy import Connection, func, select

from data.codes import Grain
from data.engines import way
from data.importing.ahead import ahead
from data.importing.block import Job, Tally
from data.importing.editions import STAYS_BACK, Versioned, count_outcomes, merge
from data.importing.fact_rows import DAY_BITS, VALUES, Facts, Part, joined, keys
from data.models import metadata

#: Rows are written in the order of the key; the more at once, the fewer pages are touched twice.
ROWS_PER_BATCH = 150_000


@dataclass(frozen=True)
class Batch:
    """Rows ready to be written. fresh: new for certain, the same as driver values row by row in flat, under columns;
    constant: equal in all of them. doubtful: to be held against the store."""

    fresh: Facts
    flat: tuple[object, ...]
    columns: tuple[str, ...]
    constant: dict[str, int]
    doubtful: Facts


class FactWriter:
    """Brings the facts of one import into a fact table."""

    def __init__(self, connection: Connection, job: Job, table: str, parts: tuple[Part, ...], tally: Tally) -> None:
        """Asks the store what it holds, before anything is written. tally: told what becomes of the facts."""
        self.connection, self.job, self.parts, self.tally = connection, job, parts, tally
        self.tables = Versioned.of(table)
        self.grain = Grain[str(job.source.options["grain"]).upper()]
        self.touched: list[tuple[list[int], list[int]]] = []
        self._held = self._days_held()

    def keep(self, facts: Iterator[Facts]) -> None:
        """All facts, none of a key twice. They are made ready in another thread while SQLite writes those before."""
        with contextlib.closing(ahead(self._prepared(facts))) as batches:
            for batch in batches:
                self._write(batch)
                self.job.tell()

    def _prepared(self, read: Iterator[Facts]) -> Iterator[Batch]:
        held: list[Facts] = []
        for facts in read:
            held.append(facts)
            if sum(len(facts["day"]) for facts in held) >= ROWS_PER_BATCH:
                yield self._batch(joined(held))
                held = []
        if any(len(facts["day"]) for facts in held):
            yield self._batch(joined(held))

    def _days_held(self) -> pd.DataFrame:
        """First and last day of each market in the store, at this grain; by market."""
        now, market = self.tables.current, metadata.tables["market"]
        here = [now.c.market_id == market.c.market_id, now.c.grain == int(self.grain)]
        ends = [select(end(now.c.day)).where(*here).scalar_subquery() for end in (func.min, func.max)]
        rows = self.connection.execute(select(market.c.market_id, *ends)).all()
        held = pd.DataFrame([tuple(row) for row in rows if row[1] is not None], columns=["market_id", "first", "last"])
        return held.set_index("market_id")

    def _batch(self, facts: Facts) -> Batch:
        """The rows in the order of the table's key, parted into those that are new for certain and the others."""
        order = np.argsort(keys(facts, self.parts, day_first=False), kind="stable")
        facts = {name: column[order] for name, column in facts.items()}
        doubtful = self._may_be_held(facts)
        fresh = {name: column[~doubtful] for name, column in facts.items()} if doubtful.any() else facts
        constant = {"grain": int(self.grain), "import_id": self.job.import_id}
        columns = self._columns(fresh)
        if not fresh["is_provisional"].any():
            constant["is_provisional"] = 0
            del columns["is_provisional"]
        flat = tuple(chain.from_iterable(zip(*columns.values(), strict=True)))
        return Batch(fresh, flat, tuple(columns), constant, {name: column[doubtful] for name, column in facts.items()})

    def _write(self, batch: Batch) -> None:
        for part in (batch.fresh, batch.doubtful):
            if len(part["day"]):
                self.tally.span(int(part["day"].min()), int(part["day"].max()))
        if batch.flat:
            into = self.tables.current.name
            way(self.connection).put_flat(self.connection, into, batch.columns, batch.flat, batch.constant)
            self.tally.new += int(rows_behind(batch.fresh).sum())
            self._touch(batch.fresh["market_id"], batch.fresh["day"])
        if len(batch.doubtful["day"]):
            self._merge(batch.doubtful)

    def _may_be_held(self, facts: Facts) -> np.ndarray:
        """Mask of the rows inside the days that the store has of their market already."""
        if self._held.empty:
            return np.zeros(len(facts["day"]), dtype=bool)
        held = self._held.reindex(facts["market_id"])
        day = facts["day"]
        inside: np.ndarray = (day >= held["first"].to_numpy()) & (day <= held["last"].to_numpy())
        return inside

    def _columns(self, facts: Facts) -> dict[str, list[object]]:
        """Columns as Python values: what the driver wants; None where a value is not known."""
        values = {part.column: part.value for part in self.parts}
        kept = {name: column for name, column in facts.items() if name != "row_count"}
        return {name: _python_values(name, column, values.get(name)) for name, column in kept.items()}

    def _merge(self, facts: Facts) -> None:
        """Rows that may be in the store: held against it one by one."""
        columns = self._columns(facts) | {"grain": [int(self.grain)] * len(facts["day"])}
        order = [*self.tables.key, *self.tables.values]
        found = merge(self.connection, self.tables, zip(*(columns[name] for name in order), strict=True), self.job)
        count_outcomes(self.tally, found, rows_behind(facts).tolist())
        stands = ~np.isin(np.array(found, dtype=np.int64), STAYS_BACK)
        self._touch(facts["market_id"][stands], facts["day"][stands])

    def _touch(self, market_ids: np.ndarray, days: np.ndarray) -> None:
        """Remember the months whose summaries are stale."""
        months = np.unique(market_ids << DAY_BITS | days // 100 * 100 + 1)
        self.touched.append(((months >> DAY_BITS).tolist(), (months & (1 << DAY_BITS) - 1).tolist()))


def rows_behind(facts: Facts) -> np.ndarray:
    """How many rows of the file stand behind each fact."""
    return facts["row_count"] if "row_count" in facts else np.ones(len(facts["day"]), dtype=np.int64)


def _python_values(name: str, column: np.ndarray, value: Callable[[int], int | str] | None) -> list[object]:
    if name in VALUES:
        known: list[object] = column.tolist()
        return [None if each == -1 else each for each in known] if (column == -1).any() else known
    if value is None:
        return list(column.tolist())
    codes, distinct = pd.factorize(column)
    return list(np.array([value(int(each)) for each in distinct], dtype=object)[codes])
