"""Programmes: what was paid for, by whom, when."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.ledger import keep_table, undo_table


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one programme."""
    return keep_table(connection, job, blocks, "programme")


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "programme")
