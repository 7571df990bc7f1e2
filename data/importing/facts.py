"""Payments into the store, by the block: what the keepers of payments and of foreign payments share.

A row is new when the store has nothing of its key. Most rows of most files are, and which ones is told by the days
each market has in the store already, asked once before the first row is written. Only rows inside those days are
held against the store one by one (data/importing/editions.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from sqlalchemy import Connection, func, insert, select

from data.codes import Grain
from data.importing.block import Block, Job, Tally
from data.importing.duplicates import Seen, mixed
from data.importing.editions import STAYS_BACK, Versioned, count_outcomes, merge
from data.importing.market_names import MarketNames
from data.models import metadata

VALUES = ("amount_krw", "transaction_count", "payer_count")
#: Measured: fewer rows per statement cost more calls, more rows a longer parse.
ROWS_PER_STATEMENT = 500
#: A key as one integer: 20 bits for the market, 25 for the day, 16 for the method, or wallet and country.
MARKET_BITS, DAY_BITS, PART_BITS = 20, 25, 16


@dataclass(frozen=True)
class Part:
    """A column of the key besides market and period.

    number(text) gives a small integer of so many bits, value(number) what the table holds.
    """

    column: str
    number: Callable[[str], int]
    value: Callable[[int], int | str]
    bits: int


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
        """All blocks."""
        for block in blocks:
            self._keep_block(block)
        return self.tally

    def _days_held(self) -> pd.DataFrame:
        """First and last day of each market in the store, at this grain; by market."""
        now, market = self.tables.current, metadata.tables["market"]
        here = [now.c.market_id == market.c.market_id, now.c.grain == int(self.grain)]
        ends = [select(end(now.c.day)).where(*here).scalar_subquery() for end in (func.min, func.max)]
        rows = self.connection.execute(select(market.c.market_id, *ends)).all()
        held = pd.DataFrame([tuple(row) for row in rows if row[1] is not None], columns=["market_id", "first", "last"])
        return held.set_index("market_id")

    def _keep_block(self, block: Block) -> None:
        ids = self.markets.ids_of(block, self.tally.refusals)
        empty = block.rows[list(VALUES)].isna().all(axis=1).to_numpy(dtype=bool) & (ids > 0)
        for at in np.flatnonzero(empty):
            self.tally.refusals.append(block.refusal(block.rows.index[at], "amount_krw", "no_values"))
        good = (ids > 0) & ~empty
        if not good.all():
            block, ids = Block(block.rows[good], block.raw[good], block.lines[good], block.labels), ids[good]
        facts = self._facts(block.rows, ids)
        first = self._first_of_each(block, facts)
        facts = {name: column[first] for name, column in facts.items()} if not first.all() else facts
        if len(facts["day"]):
            self._write(facts)

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

    def _write(self, facts: dict[str, np.ndarray]) -> None:
        self.tally.span(int(facts["day"].min()), int(facts["day"].max()))
        order = np.argsort(self._keys(facts, day_first=False), kind="stable")
        facts = {name: column[order] for name, column in facts.items()}
        doubtful = self._may_be_held(facts)
        fresh = {name: column[~doubtful] for name, column in facts.items()} if doubtful.any() else facts
        self._insert(fresh)
        self.tally.new += len(fresh["day"])
        self._touch(fresh["market_id"], fresh["day"])
        if doubtful.any():
            self._merge({name: column[doubtful] for name, column in facts.items()})

    def _may_be_held(self, facts: dict[str, np.ndarray]) -> np.ndarray:
        """Mask of the rows inside the days that the store has of their market already."""
        if self._held.empty:
            return np.zeros(len(facts["day"]), dtype=bool)
        held = self._held.reindex(facts["market_id"])
        day = facts["day"]
        inside: np.ndarray = (day >= held["first"].to_numpy()) & (day <= held["last"].to_numpy())
        return inside

    def _insert(self, facts: dict[str, np.ndarray]) -> None:
        columns = self._columns(facts)
        constant = {"grain": int(self.grain), "import_id": self.job.import_id}
        if not facts["is_provisional"].any():
            constant["is_provisional"] = 0
            del columns["is_provisional"]
        if self.connection.dialect.name == "sqlite":
            _insert_many(self.connection, self.tables.current.name, columns, constant)
            return
        rows = [dict(zip(columns, row, strict=True)) | constant for row in zip(*columns.values(), strict=True)]
        if rows:
            self.connection.execute(insert(self.tables.current), rows)

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


def _python_values(name: str, column: np.ndarray, value: Callable[[int], int | str] | None) -> list[object]:
    if name in VALUES:
        known: list[object] = column.tolist()
        return [None if each == -1 else each for each in known] if (column == -1).any() else known
    if value is None:
        return list(column.tolist())
    codes, distinct = pd.factorize(column)
    return list(np.array([value(int(each)) for each in distinct], dtype=object)[codes])


def _insert_many(
    connection: Connection, table: str, columns: dict[str, list[object]], constant: dict[str, int]
) -> None:
    """Many rows per statement, equal values written out: twice as fast as one row at a time."""
    names = ", ".join([*columns, *constant])
    one = "(" + ", ".join(["?"] * len(columns) + [str(value) for value in constant.values()]) + ")"
    begin = f"INSERT INTO {table} ({names}) VALUES "
    full = begin + ", ".join([one] * ROWS_PER_STATEMENT)
    flat = tuple(chain.from_iterable(zip(*columns.values(), strict=True)))
    step = ROWS_PER_STATEMENT * len(columns)
    whole = len(flat) - len(flat) % step
    # two thousand calls a million rows, of which SQLAlchemy's own share would be a fifth
    cursor = connection.connection.cursor()
    for at in range(0, whole, step):
        cursor.execute(full, flat[at : at + step])
    cursor.close()
    if rest := len(flat) - whole:
        connection.exec_driver_sql(begin + ", ".join([one] * (rest // len(columns))), flat[whole:])
