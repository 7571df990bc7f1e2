"""Payments into the store, by the block: what the keepers of payments and of foreign payments share.

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
from sqlalchemy import Connection, Table, func, insert, select

from data.codes import Grain
from data.importing.ahead import ahead
from data.importing.block import Block, Job, Tally
from data.importing.duplicates import Seen, mixed
from data.importing.editions import STAYS_BACK, Versioned, count_outcomes, merge
from data.importing.market_names import MarketNames
from data.models import metadata

VALUES = ("amount_krw", "transaction_count", "payer_count")
#: SQLite takes 32,766 values in a statement. The fewer statements, the less often Python's lock is waited for.
VALUES_PER_STATEMENT = 30_000
#: A key as one integer: 20 bits for the market, 25 for the day, 16 for the method, or wallet and country.
MARKET_BITS, DAY_BITS, PART_BITS = 20, 25, 16


#: Rows are written in the order of the key; the more at once, the fewer pages are touched twice.
ROWS_PER_BATCH = 150_000


@dataclass(frozen=True)
class Part:
    """A column of the key besides market and period.

    number(text) gives a small integer of so many bits, value(number) what the table holds.
    """

    column: str
    number: Callable[[str], int]
    value: Callable[[int], int | str]
    bits: int


@dataclass(frozen=True)
class Batch:
    """Rows ready to be written. fresh: new for certain, the same as driver values row by row in flat, under columns;
    constant: equal in all of them. doubtful: to be held against the store."""

    fresh: dict[str, np.ndarray]
    flat: tuple[object, ...]
    columns: tuple[str, ...]
    constant: dict[str, int]
    doubtful: dict[str, np.ndarray]


class FactWriter:
    """Brings blocks of one import into a fact table."""

    def __init__(self, connection: Connection, job: Job, table: str, parts: tuple[Part, ...]) -> None:
        """Asks the store what it holds, before anything is written."""
        self.connection, self.job, self.parts = connection, job, parts
        self.tables = Versioned.of(table)
        self.grain = Grain[str(job.source.options["grain"]).upper()]
        self.period = str(job.source.options["period"])
        self.markets = MarketNames(connection)
        self.seen = Seen()
        self.tally = Tally()
        self.touched: list[tuple[list[int], list[int]]] = []
        self._held = self._days_held()

    def keep(self, blocks: Iterator[Block]) -> Tally:
        """All blocks. Names and repeats are looked up in another thread while SQLite writes the block before."""
        with contextlib.closing(ahead(self._prepared(blocks))) as batches:
            for batch in batches:
                self._write(batch)
                self.job.tell()
        return self.tally

    def _prepared(self, blocks: Iterator[Block]) -> Iterator[Batch]:
        held: list[dict[str, np.ndarray]] = []
        for block in blocks:
            held.append(self._looked_up(block))
            if sum(len(facts["day"]) for facts in held) >= ROWS_PER_BATCH:
                yield self._batch(_joined(held))
                held = []
        if any(len(facts["day"]) for facts in held):
            yield self._batch(_joined(held))

    def _days_held(self) -> pd.DataFrame:
        """First and last day of each market in the store, at this grain; by market."""
        now, market = self.tables.current, metadata.tables["market"]
        here = [now.c.market_id == market.c.market_id, now.c.grain == int(self.grain)]
        ends = [select(end(now.c.day)).where(*here).scalar_subquery() for end in (func.min, func.max)]
        rows = self.connection.execute(select(market.c.market_id, *ends)).all()
        held = pd.DataFrame([tuple(row) for row in rows if row[1] is not None], columns=["market_id", "first", "last"])
        return held.set_index("market_id")

    def _looked_up(self, block: Block) -> dict[str, np.ndarray]:
        """Columns of the fact table for the rows that are good and not repeated; the others are counted or refused."""
        ids = self.markets.ids_of(block, self.tally.refusals)
        empty = block.rows[list(VALUES)].isna().all(axis=1).to_numpy(dtype=bool) & (ids > 0)
        block.refuse_all(
            self.tally.refusals,
            block.rows.index[empty],
            "amount_krw",
            "no_values",
            ({} for _ in range(int(empty.sum()))),
        )
        good = (ids > 0) & ~empty
        if not good.all():
            block, ids = Block(block.rows[good], block.raw[good], block.lines[good], block.labels), ids[good]
        facts = self._facts(block.rows, ids)
        first = self._first_of_each(block, facts)
        return facts if first.all() else {name: column[first] for name, column in facts.items()}

    def _facts(self, rows: pd.DataFrame, ids: np.ndarray) -> dict[str, np.ndarray]:
        """Columns of the fact table as integers; a value that is not known as -1."""
        facts = {"market_id": ids, "day": rows[self.period].to_numpy(dtype=np.int64)}
        for part in self.parts:
            codes, distinct = pd.factorize(rows[part.column])
            facts[part.column] = np.array([part.number(str(text)) for text in distinct], dtype=np.int64)[codes]
        for name in VALUES:
            facts[name] = rows[name].to_numpy(dtype=np.int64, na_value=-1)
        facts["is_provisional"] = rows["is_provisional"].to_numpy(dtype=np.int64, na_value=0)
        return facts

    def _keys(self, facts: dict[str, np.ndarray], *, day_first: bool) -> np.ndarray:
        """The key as one integer, in the order of days or in that of markets."""
        part = np.zeros(len(facts["day"]), dtype=np.int64)
        for each in self.parts:
            part = part << each.bits | facts[each.column]
        if day_first:
            return facts["day"] << (MARKET_BITS + PART_BITS) | facts["market_id"] << PART_BITS | part
        return facts["market_id"] << (DAY_BITS + PART_BITS) | facts["day"] << PART_BITS | part

    def _first_of_each(self, block: Block, facts: dict[str, np.ndarray]) -> np.ndarray:
        """Mask of the rows whose key was not in the file before; the others are counted or refused."""
        said = mixed([facts[name] for name in (*VALUES, "is_provisional")])
        again = self.seen.repeats(self._keys(facts, day_first=True), block.rows["row"].to_numpy(dtype=np.int64), said)
        self.tally.repeated += int(again.same.sum())
        other = ~again.same
        fields = ({"first": str(row)} for row in again.first[other])
        at = block.rows.index[again.at[other]]
        block.refuse_all(self.tally.refusals, at, "amount_krw", "conflicting_duplicate", fields)
        mask = np.ones(len(facts["day"]), dtype=bool)
        mask[again.at] = False
        return mask

    def _batch(self, facts: dict[str, np.ndarray]) -> Batch:
        """The rows in the order of the table's key, parted into those that are new for certain and the others."""
        order = np.argsort(self._keys(facts, day_first=False), kind="stable")
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
            _insert_many(self.connection, self.tables.current, batch)
            self.tally.new += len(batch.fresh["day"])
            self._touch(batch.fresh["market_id"], batch.fresh["day"])
        if len(batch.doubtful["day"]):
            self._merge(batch.doubtful)

    def _may_be_held(self, facts: dict[str, np.ndarray]) -> np.ndarray:
        """Mask of the rows inside the days that the store has of their market already."""
        if self._held.empty:
            return np.zeros(len(facts["day"]), dtype=bool)
        held = self._held.reindex(facts["market_id"])
        day = facts["day"]
        inside: np.ndarray = (day >= held["first"].to_numpy()) & (day <= held["last"].to_numpy())
        return inside

    def _columns(self, facts: dict[str, np.ndarray]) -> dict[str, list[object]]:
        """Columns as Python values: what the driver wants; None where a value is not known."""
        values = {part.column: part.value for part in self.parts}
        return {name: _python_values(name, column, values.get(name)) for name, column in facts.items()}

    def _merge(self, facts: dict[str, np.ndarray]) -> None:
        """Rows that may be in the store: held against it one by one."""
        columns = self._columns(facts) | {"grain": [int(self.grain)] * len(facts["day"])}
        order = [*self.tables.key, *self.tables.values]
        found = merge(self.connection, self.tables, zip(*(columns[name] for name in order), strict=True), self.job)
        count_outcomes(self.tally, found)
        stands = ~np.isin(np.array(found, dtype=np.int64), STAYS_BACK)
        self._touch(facts["market_id"][stands], facts["day"][stands])

    def _touch(self, market_ids: np.ndarray, days: np.ndarray) -> None:
        """Remember the months whose summaries are stale."""
        months = np.unique(market_ids << DAY_BITS | days // 100 * 100 + 1)
        self.touched.append(((months >> DAY_BITS).tolist(), (months & (1 << DAY_BITS) - 1).tolist()))


def _joined(held: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return held[0] if len(held) == 1 else {name: np.concatenate([facts[name] for facts in held]) for name in held[0]}


def _python_values(name: str, column: np.ndarray, value: Callable[[int], int | str] | None) -> list[object]:
    if name in VALUES:
        known: list[object] = column.tolist()
        return [None if each == -1 else each for each in known] if (column == -1).any() else known
    if value is None:
        return list(column.tolist())
    codes, distinct = pd.factorize(column)
    return list(np.array([value(int(each)) for each in distinct], dtype=object)[codes])


def _insert_many(connection: Connection, table: Table, batch: Batch) -> None:
    """Many rows per statement, equal values written out: twice as fast as one row at a time."""
    width = len(batch.columns)
    if connection.dialect.name != "sqlite":
        rows = (batch.flat[at : at + width] for at in range(0, len(batch.flat), width))
        connection.execute(insert(table), [dict(zip(batch.columns, row, strict=True)) | batch.constant for row in rows])
        return
    names = ", ".join([*batch.columns, *batch.constant])
    one = "(" + ", ".join(["?"] * width + [str(value) for value in batch.constant.values()]) + ")"
    begin = f"INSERT INTO {table.name} ({names}) VALUES "
    rows_each = VALUES_PER_STATEMENT // width
    full = begin + ", ".join([one] * rows_each)
    step = rows_each * width
    whole = len(batch.flat) - len(batch.flat) % step
    # the driver's own cursor: SQLAlchemy would copy every value once more
    cursor = connection.connection.cursor()
    for at in range(0, whole, step):
        cursor.execute(full, batch.flat[at : at + step])
    if rest := len(batch.flat) - whole:
        cursor.execute(begin + ", ".join([one] * (rest // width)), batch.flat[whole:])
    cursor.close()
