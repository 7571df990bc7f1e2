"""Payments by the row, before they meet the store: whose market each is, what it says, and which rows repeat others.

One definition for every way of reading: one machine takes the blocks of a file one after another, a cluster takes them
side by side (data/importing/spark). Where the rows are single transactions (``options.transactions`` of the source),
a fact is their sum by market, day and method; else each row is a fact.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.importing.block import Block, Refusals, Tally
from data.importing.duplicates import Repeats, Seen, mixed, said_of
from data.importing.market_names import MarketNames
from data.sources import Source

VALUES = ("amount_krw", "transaction_count", "payer_count")
#: A key as one integer: 20 bits for the market, 25 for the day, 16 for the method, or wallet and country.
MARKET_BITS, DAY_BITS, PART_BITS = 20, 25, 16

#: Columns of a fact table as integers, side by side; a value that is not known is -1.
Facts = dict[str, np.ndarray]


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
class Named:
    """Rows whose market is known, as facts. same: rows with an equal number speak of the same thing, once in a file;
    said: of those, rows with an equal number say the same of it.
    """

    block: Block
    facts: Facts
    same: np.ndarray
    said: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        """Row of the file of each."""
        numbers: np.ndarray = self.block.rows["row"].to_numpy(dtype=np.int64)
        return numbers


class FactRows:
    """Turns blocks of one import into facts. tally: what was refused and repeated on the way."""

    def __init__(self, source: Source, parts: tuple[Part, ...], markets: MarketNames) -> None:
        """Reads the markets, of the files nothing yet."""
        self.parts, self.markets = parts, markets
        markets.read_now()
        self.period = str(source.options["period"])
        self.are_transactions = bool(source.options.get("transactions", False))
        self.tally = Tally()
        self._seen = Seen()

    def read(self, blocks: Iterator[Block]) -> Iterator[Facts]:
        """Facts of the file, none of a key twice. Transactions of a day stand anywhere in it: their sums come last."""
        sums: Facts | None = None
        for block in blocks:
            facts = self._first_of_each(self.named(block, self.tally.refusals))
            if not self.are_transactions:
                yield facts
            elif len(facts["day"]):
                sums = summed(facts if sums is None else joined([sums, facts]), self.parts)
        if sums is not None:
            yield sums

    def named(self, block: Block, refusals: Refusals) -> Named:
        """The rows of known markets that say anything; the others are refused."""
        ids = self.markets.ids_of(block, refusals)
        good = ids > 0
        if not self.are_transactions:
            empty = block.rows[list(VALUES)].isna().all(axis=1).to_numpy(dtype=bool) & good
            nothing: Iterator[dict[str, str]] = ({} for _ in range(int(empty.sum())))
            block.refuse_all(refusals, block.rows.index[empty], "amount_krw", "no_values", nothing)
            good &= ~empty
        if not good.all():
            block, ids = Block(block.rows[good], block.raw[good], block.lines[good], block.labels), ids[good]
        facts = self._facts(block.rows, ids)
        key = keys(facts, self.parts, day_first=True)
        if not self.are_transactions:
            return Named(block, facts, key, mixed([facts[name] for name in (*VALUES, "is_provisional")]))
        # a payment is told by its number; the same number elsewhere or on another day is another payment
        numbers = said_of(block.rows[["transaction_id"]])
        return Named(block, facts, mixed([key, numbers]).view(np.int64), mixed([facts[name] for name in VALUES[:2]]))

    def _facts(self, rows: pd.DataFrame, ids: np.ndarray) -> Facts:
        facts = {"market_id": ids, "day": rows[self.period].to_numpy(dtype=np.int64)}
        for part in self.parts:
            codes, distinct = pd.factorize(rows[part.column])
            facts[part.column] = np.array([part.number(str(text)) for text in distinct], dtype=np.int64)[codes]
        if self.are_transactions:
            return facts | _of_transactions(rows)
        for name in VALUES:
            facts[name] = rows[name].to_numpy(dtype=np.int64, na_value=-1)
        facts["is_provisional"] = rows["is_provisional"].to_numpy(dtype=np.int64, na_value=0)
        return facts

    def _first_of_each(self, named: Named) -> Facts:
        """The facts of rows that were not in the file before; the others are counted or refused."""
        again = self._seen.repeats(named.same, named.rows, named.said)
        if not len(again.at):
            return named.facts
        self.tally.repeated += int(again.same.sum())
        refuse_conflicts(named.block, again, self.tally.refusals)
        mask = np.ones(len(named.same), dtype=bool)
        mask[again.at] = False
        return {name: column[mask] for name, column in named.facts.items()}


def refuse_conflicts(block: Block, again: Repeats, refusals: Refusals) -> None:
    """Refuse the rows that say something else about what an earlier row of the file told."""
    other = ~again.same
    fields = ({"first": str(row)} for row in again.first[other])
    block.refuse_all(refusals, block.rows.index[again.at[other]], "amount_krw", "conflicting_duplicate", fields)


def keys(facts: Facts, parts: tuple[Part, ...], *, day_first: bool) -> np.ndarray:
    """The key as one integer, in the order of days or in that of markets."""
    part = np.zeros(len(facts["day"]), dtype=np.int64)
    for each in parts:
        part = part << each.bits | facts[each.column]
    if day_first:
        return facts["day"] << (MARKET_BITS + PART_BITS) | facts["market_id"] << PART_BITS | part
    return facts["market_id"] << (DAY_BITS + PART_BITS) | facts["day"] << PART_BITS | part


def key_columns(key: np.ndarray, parts: tuple[Part, ...]) -> Facts:
    """The reverse of ``keys(day_first=True)``."""
    facts = {
        "market_id": key >> PART_BITS & (1 << MARKET_BITS) - 1,
        "day": key >> (MARKET_BITS + PART_BITS),
    }
    shift = sum(part.bits for part in parts)
    for part in parts:
        shift -= part.bits
        facts[part.column] = key >> shift & (1 << part.bits) - 1
    return facts


def _of_transactions(rows: pd.DataFrame) -> Facts:
    """What each transaction adds to its sum: one that was cancelled adds nothing. How many people paid is not known."""
    stands = 1 - rows["is_cancelled"].to_numpy(dtype=np.int64, na_value=0)
    count = len(rows)
    return {
        "amount_krw": rows["amount_krw"].to_numpy(dtype=np.int64) * stands,
        "transaction_count": stands,
        "payer_count": np.full(count, -1, dtype=np.int64),
        "is_provisional": np.zeros(count, dtype=np.int64),
        "row_count": np.ones(count, dtype=np.int64),
    }


def summed(facts: Facts, parts: tuple[Part, ...]) -> Facts:
    """One fact for each key: sums of transactions, or of sums of them."""
    key = keys(facts, parts, day_first=True)
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.r_[True, key[order][1:] != key[order][:-1]])
    if len(starts) == len(key):
        return facts
    added = ("amount_krw", "transaction_count", "row_count")
    # what is not added is the same in all rows of a key
    return {
        name: np.add.reduceat(column[order], starts) if name in added else column[order][starts]
        for name, column in facts.items()
    }


def joined(held: list[Facts]) -> Facts:
    """Facts one after another."""
    return held[0] if len(held) == 1 else {name: np.concatenate([facts[name] for facts in held]) for name in held[0]}
