"""The twelve things of a digitally working store, and when each was last used."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.digital import keep_rows, undo_rows


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one store of one market."""
    return keep_rows(connection, job, blocks, "store_item")


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_rows(connection, import_id, "store_item")
