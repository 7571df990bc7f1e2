"""Money of programmes by funder and year. A year that is not told is kept as 0: all years together."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.amounts import ask_for_unit, ask_when_far_apart
from data.importing.keepers.ledger import Sheet, keep_table, undo_table

YEARS = (1990, 2100)
AMOUNTS = ("planned_krw", "spent_krw")


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one funder of one programme in one year."""
    return keep_table(connection, job, blocks, "programme_budget", check=_check)


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "programme_budget")


def _check(sheet: Sheet) -> None:
    sheet.rows["year"] = sheet.rows["year"].fillna(0)
    sheet.refuse((sheet.rows["year"] != 0) & ~sheet.rows["year"].between(*YEARS), "year", "not_a_year")
    sheet.refuse(sheet.rows[list(AMOUNTS)].isna().all(axis=1), "planned_krw", "nothing_told")
    ask_for_unit(sheet, *AMOUNTS)
    ask_when_far_apart(sheet, *AMOUNTS)
