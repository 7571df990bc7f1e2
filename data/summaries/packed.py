"""Summaries that hold many rows side by side in one (``data.packing``): what is read by the thousand.

Counting would not do: the 49,000 uses of channels of a nation fall into more different groups of channel, half-year,
trade, age and day than there are uses, medians cannot be added, and a reader narrows by any of them. Side by side they
are exact, whatever is asked of them, and are read in a tenth of the time.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, text

from data.messages import say
from data.packing import MISSING, Numbers, packed
from data.summaries.stale import fill

Row = dict[str, Any]


@dataclass(frozen=True)
class Packed:
    """One such table. words, numbers: columns of ``source``, separated by blanks, in the order in which they lie.

    order: how the rows of one key stand.
    """

    table: str
    key: str
    source: str
    words: str
    numbers: str
    order: str

    @property
    def width(self) -> int:
        """Numbers of one row: a place among the words for each word, then the numbers."""
        return len(self.words.split()) + len(self.numbers.split())

    def place(self, column: str) -> int:
        """Where a column lies."""
        return [*self.words.split(), *self.numbers.split()].index(column)

    def rows(self, connection: Connection, only: str = "") -> Iterator[Row]:
        """The rows that should stand in the table. The driver's own tuples: a million payments bring 84,000 of them."""
        known = [f"coalesce({name}, {MISSING})" for name in self.numbers.split()]
        columns = ", ".join([self.key, *known, *self.words.split()])
        facts = connection.execute(
            text(f"SELECT {columns} FROM {self.source} {only} ORDER BY {self.key}, {self.order}")
        )
        found = list(facts.cursor.fetchall()) if facts.cursor is not None else []
        facts.close()
        if not found:
            return
        numbers = np.array([row[: len(known) + 1] for row in found] if self.words else found, dtype=np.int64)
        keys, starts = np.unique(numbers[:, 0], return_index=True)
        for key, first, last in zip(keys, starts, [*starts[1:], len(found)], strict=True):
            told = [row[len(known) + 1 :] for row in found[first:last]]
            yield {self.key: int(key), **self._packed(numbers[first:last, 1:], told)}

    def _packed(self, numbers: Numbers, told: list[tuple[str, ...]]) -> Row:
        if not self.words:
            return {"row_count": len(numbers), "records": packed(numbers)}
        words = sorted({word for row in told for word in row})
        places = {word: at for at, word in enumerate(words)}
        spelled = np.array([[places[word] for word in row] for row in told], dtype=np.int64)
        records = packed(np.hstack([spelled, numbers]))
        return {"row_count": len(numbers), "records": records, "words": json.dumps(words, ensure_ascii=False)}

    def refresh(self, connection: Connection, keys: Collection[int]) -> None:
        """Pack the rows of these keys anew."""
        named = f"stale_{self.table}"
        fill(connection, named, (self.key,), {(key,) for key in keys})
        stale = f"WHERE {self.key} IN (SELECT {self.key} FROM {named})"
        connection.execute(text(f"DELETE FROM {self.table} {stale}"))
        self._insert(connection, self.rows(connection, stale))

    def rebuild(self, connection: Connection) -> None:
        """Pack all of them anew."""
        connection.execute(text(f"DELETE FROM {self.table}"))
        self._insert(connection, self.rows(connection))

    def _insert(self, connection: Connection, rows: Iterator[Row]) -> None:
        made = list(rows)
        if made:
            names = list(made[0])
            values = f"({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
            connection.execute(text(f"INSERT INTO {self.table} {values}"), made)

    def differences(self, connection: Connection, lang: str) -> list[str]:
        """A sentence when the table is not what its source gives."""
        due = {row[self.key]: row for row in self.rows(connection)}
        held = {row[self.key]: dict(row) for row in connection.execute(text(f"SELECT * FROM {self.table}")).mappings()}
        extra = [key for key, row in held.items() if row != due.get(key)]
        lacking = [key for key, row in due.items() if row != held.get(key)]
        if not extra and not lacking:
            return []
        said = {"table": self.table, "extra": len(extra), "lacking": len(lacking)}
        return [say("check.summary_differs", lang, first=f"{self.key}={(extra or lacking)[0]}", **said)]


USES = Packed(
    "market_uses",
    "market_id",
    "channel_use",
    "channel sector age_band",
    "trained_day opened_day first_order_day last_order_day closed_day as_of_day order_count sales_krw recent_sales_krw"
    " buyer_count repeat_buyer_count",
    "store_name, channel",
)
MONTHS = Packed(
    "month_of_markets",
    "month",
    "market_month",
    "",
    "market_id amount_krw matched_amount_krw matched_previous_amount_krw foreign_amount_krw methods_told"
    " is_provisional digital_amount_krw transaction_count ticketed_amount_krw foreign_transaction_count"
    " matched_foreign_amount_krw matched_previous_foreign_amount_krw",
    "market_id",
)
