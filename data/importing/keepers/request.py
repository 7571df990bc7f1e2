"""Merchants' requests: who asked for what, what was answered, and until when."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.amounts import ask_for_unit
from data.importing.keepers.ledger import Sheet, keep_table, undo_table


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one request."""
    return keep_table(connection, job, blocks, "request", check=_check)


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "request")


def _check(sheet: Sheet) -> None:
    """What is closed must not say that it is still open, and a budget tells its unit."""
    still_open = sheet.rows["state"].isin(["open", "accepted", "doing"])
    sheet.refuse(sheet.rows["closed_day"].notna() & still_open, "state", "closed_but_open")
    ask_for_unit(sheet, "budget_krw")
