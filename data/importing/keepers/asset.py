"""Signs, cameras and car parks of markets."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.ledger import Sheet, keep_table, undo_table
from data.summaries import Touched, refresh, touched_by


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one thing in one market; what its readings tell is counted anew (a car park may have more bays)."""
    touched = Touched()

    def note(sheet: Sheet) -> None:
        touched.assets.update(sheet.rows.loc[sheet.good, "market_id"].tolist())

    tally = keep_table(connection, job, blocks, "asset", check=note)
    refresh(connection, touched)
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    touched = touched_by(connection, import_id)
    undo_table(connection, import_id, "asset")
    refresh(connection, touched)
