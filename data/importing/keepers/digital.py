"""What stores do digitally. Not a subject of its own: the keepers of ``channel_use`` and ``store_item`` are made
of this."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.editions import Versioned, count_outcomes, merge, take_out
from data.importing.market_names import MarketNames
from data.summaries import Touched, refresh, touched_by

#: Two of them say that the second cannot be before the first.
ORDER = (("opened_day", "first_order_day"), ("first_order_day", "last_order_day"), ("opened_day", "closed_day"))

#: The first of them is a part of the second.
PARTS = (("repeat_buyer_count", "buyer_count"), ("recent_sales_krw", "sales_krw"))


def keep_rows(connection: Connection, job: Job, blocks: Iterator[Block], table: str) -> Tally:
    """Rows of a known market whose days stand in order; the day the file speaks of is its own column, else the
    edition."""
    tally, tables, touched = Tally(), Versioned.of(table), Touched()
    names = MarketNames(connection)
    for block in blocks:
        rows = _checked(block, names, tally, job)
        columns = rows[[*tables.key, *tables.values]].astype(object)
        plain = columns.where(columns.notna(), None)
        count_outcomes(tally, merge(connection, tables, plain.itertuples(index=False, name=None), job, tally))
        touched.digital.update(rows["market_id"].tolist())
        if len(rows):
            tally.span(int(rows["as_of_day"].min()), int(rows["as_of_day"].max()))
    refresh(connection, touched)
    return tally


def undo_rows(connection: Connection, import_id: int, table: str) -> None:
    """Take the rows of that import out again."""
    touched = touched_by(connection, import_id)
    take_out(connection, Versioned.of(table), import_id)
    refresh(connection, touched)


def _checked(block: Block, names: MarketNames, tally: Tally, job: Job) -> pd.DataFrame:
    """The good rows with market_id and as_of_day."""
    ids = names.ids_of(block, tally.refusals)
    rows = block.rows.assign(market_id=ids)
    own = rows["as_of"] if "as_of" in rows else pd.Series(pd.NA, index=rows.index, dtype="Int64")
    rows["as_of_day"] = own.fillna(int(job.edition.replace("-", ""))).astype("int64")
    wrong = np.zeros(len(rows), dtype=bool)
    for earlier, later in ORDER:
        if {earlier, later} <= set(rows.columns):
            mixed = _true(rows[later] < rows[earlier]) & (ids > 0) & ~wrong
            for at in rows.index[mixed]:
                tally.refusals.append(block.refusal(at, later, "days_out_of_order"))
            wrong |= mixed
    for part, whole in PARTS:
        if {part, whole} <= set(rows.columns):
            above = _true(rows[part] > rows[whole]) & (ids > 0) & ~wrong
            for at in rows.index[above]:
                tally.refusals.append(block.refusal(at, part, "part_above_whole", whole=str(rows.loc[at, whole])))
            wrong |= above
    return rows[(ids > 0) & ~wrong]


def _true(told: pd.Series) -> Any:
    """Where it is so; not where one of the two is not known."""
    return told.fillna(False).to_numpy(dtype=bool)
