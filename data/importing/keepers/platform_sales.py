"""What a programme's sellers sold through whom, and how long it took to pay them out."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.ledger import keep_table, undo_table


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one platform in one month."""
    return keep_table(connection, job, blocks, "platform_sales")


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "platform_sales")
