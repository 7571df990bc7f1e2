"""Broadcasts, lessons, draws, exhibitions, coupon issues."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.ledger import Sheet, keep_table, undo_table

#: The second is a part of the first.
PARTS = (("attendee_count", "completer_count"), ("attendee_count", "acting_count"), ("issued_count", "used_count"))


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one event of one programme."""
    return keep_table(connection, job, blocks, "event", check=_check)


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "event")


def _check(sheet: Sheet) -> None:
    for whole, part in PARTS:
        wrong = sheet.rows[part] > sheet.rows[whole]
        first = sheet.block.labels.get(whole, whole)
        sheet.refuse(wrong, part, "part_above_other", whole=first, count=sheet.rows[whole])
