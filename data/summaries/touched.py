"""What a change to the facts makes stale."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import Connection, text

#: yyyymm01 of the same month a year on, less this one.
A_YEAR = 10000


@dataclass
class Touched:
    """Collected while rows are written, handed to ``refresh`` once at the end.

    payment, foreign: market and month (yyyymm01) with a row new, changed or gone. markets: any that may lie, count
    or be called otherwise than before; what that makes stale is found by itself. measures: of figures. stores: any row.
    digital: markets with a row of channel_use or store_item new, changed or gone. assets: of asset or asset_reading.
    """

    payment: set[tuple[int, int]] = field(default_factory=set)
    foreign: set[tuple[int, int]] = field(default_factory=set)
    markets: set[int] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)
    stores: bool = False
    digital: set[int] = field(default_factory=set)
    assets: set[int] = field(default_factory=set)

    @property
    def months(self) -> set[int]:
        """Months of which a sum of a market may be another one: those touched, and a year on, which look back."""
        touched = {month for _, month in self.payment | self.foreign}
        return touched | {month + A_YEAR for month in touched}

    def add_payment(self, market_ids: Sequence[int], days: Sequence[int]) -> None:
        """Payment rows of these markets on these days (yyyymmdd), side by side. A million rows take 0.1 s."""
        self.payment |= _market_months(market_ids, days)

    def add_foreign(self, market_ids: Sequence[int], days: Sequence[int]) -> None:
        """The same for foreign payments."""
        self.foreign |= _market_months(market_ids, days)


def _market_months(market_ids: Sequence[int], days: Sequence[int]) -> set[tuple[int, int]]:
    market = np.asarray(market_ids, dtype=np.int64)
    month = np.asarray(days, dtype=np.int64) // 100 * 100 + 1
    pairs: Any = np.unique(market * 100_000_000 + month)
    return set(zip((pairs // 100_000_000).tolist(), (pairs % 100_000_000).tolist(), strict=True))


def touched_by(connection: Connection, import_id: int) -> Touched:
    """What the rows of this import stand behind, to be refreshed once it is undone. Ask before removing them."""
    pairs = "SELECT DISTINCT market_id, day / 100 * 100 + 1 FROM {} WHERE import_id = :id"
    found = Touched()
    for table, target in (("payment", found.payment), ("foreign_payment", found.foreign)):
        target.update((row[0], row[1]) for row in connection.execute(text(pairs.format(table)), {"id": import_id}))
    measures = connection.execute(text("SELECT DISTINCT measure FROM figure WHERE import_id = :id"), {"id": import_id})
    found.measures.update(row[0] for row in measures)
    store = connection.execute(text("SELECT 1 FROM store WHERE import_id = :id LIMIT 1"), {"id": import_id})
    found.stores = store.first() is not None
    by_market = {"channel_use": found.digital, "store_item": found.digital}
    by_market |= {"asset": found.assets, "asset_reading": found.assets}
    for table, markets in by_market.items():
        held = text(f"SELECT DISTINCT market_id FROM {table} WHERE import_id = :id")
        markets.update(connection.execute(held, {"id": import_id}).scalars())
    return found
