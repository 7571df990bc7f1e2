"""What an agreement or a plan promised, and what became of it."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.amounts import ask_for_unit
from data.importing.keepers.ledger import Sheet, keep_table, undo_table


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one item of one programme."""
    return keep_table(connection, job, blocks, "milestone", check=_check)


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "milestone")


def _check(sheet: Sheet) -> None:
    ask_for_unit(sheet, "budget_krw", "spent_krw")
