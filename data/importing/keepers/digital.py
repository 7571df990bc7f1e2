"""What stores do digitally. Not a subject of its own: the keepers of ``channel_use`` and ``store_item`` are made
of this."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.editions import Versioned, count_outcomes, merge
from data.importing.market_names import MarketNames

#: Two of them say that the second cannot be before the first.
ORDER = (("opened_day", "first_order_day"), ("first_order_day", "last_order_day"), ("opened_day", "closed_day"))


def keep_rows(connection: Connection, job: Job, blocks: Iterator[Block], table: str) -> Tally:
    """Rows of a known market whose days stand in order; the day the file speaks of is its own column, else the
    edition."""
    tally, tables = Tally(), Versioned.of(table)
    names = MarketNames(connection)
    for block in blocks:
        rows = _checked(block, names, tally, job)
        columns = rows[[*tables.key, *tables.values]].astype(object)
        plain = columns.where(columns.notna(), None)
        count_outcomes(tally, merge(connection, tables, plain.itertuples(index=False, name=None), job))
        if len(rows):
            tally.span(int(rows["as_of_day"].min()), int(rows["as_of_day"].max()))
    return tally


def _checked(block: Block, names: MarketNames, tally: Tally, job: Job) -> pd.DataFrame:
    """The good rows with market_id and as_of_day."""
    ids = names.ids_of(block, tally.refusals)
    rows = block.rows.assign(market_id=ids)
    own = rows["as_of"] if "as_of" in rows else pd.Series(pd.NA, index=rows.index, dtype="Int64")
    rows["as_of_day"] = own.fillna(int(job.edition.replace("-", ""))).astype("int64")
    wrong = np.zeros(len(rows), dtype=bool)
    for earlier, later in ORDER:
        if {earlier, later} <= set(rows.columns):
            mixed = (rows[later] < rows[earlier]).fillna(False).to_numpy(dtype=bool) & (ids > 0) & ~wrong
            for at in rows.index[mixed]:
                tally.refusals.append(block.refusal(at, later, "days_out_of_order"))
            wrong |= mixed
    return rows[(ids > 0) & ~wrong]
