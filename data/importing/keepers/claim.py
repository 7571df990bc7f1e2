"""Published numbers with what was given with them, as they were written. They are judged when they are asked for."""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.ledger import Sheet, keep_table, programme_codes, undo_table
from data.vague import named_numbers, read_vague

#: Out of the way of the check that other tables of the ledger want.
_CODE_ASIDE = "code_told"
#: Last months that follow from the first where only that was told.
_ENDS = (("start_month", "end_month"), ("base_start_month", "base_end_month"))


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one published number."""
    return keep_table(connection, job, blocks, "claim", prepare=_prepare, check=_check)


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "claim")


def _prepare(sheet: Sheet) -> None:
    """One month alone is both the first and the last. A number may speak of a programme that is not in the store."""
    for first, last in _ENDS:
        sheet.rows[last] = sheet.rows[last].fillna(sheet.rows[first])
    sheet.rows = sheet.rows.rename(columns={"programme_code": _CODE_ASIDE})


def _check(sheet: Sheet) -> None:
    """A value that is told has a number in it, and so has every number given with it, under a name of its own."""
    rows = sheet.rows = sheet.rows.rename(columns={_CODE_ASIDE: "programme_code"})
    unknown = (rows["programme_code"] != "") & ~rows["programme_code"].isin(programme_codes(sheet.connection))
    if unknown.any():
        sheet.tally.note("programmes_not_known", int(unknown.sum()))
    told = rows["value_text"] != ""
    sheet.refuse(told & rows["value_text"].map(_has_no_number), "value_text", "no_number_in_it")
    sheet.refuse(rows["givens"].map(_is_unnamed), "givens", "given_without_name")
    sheet.refuse(rows["start_month"].isna() & rows["base_start_month"].notna(), "start_month", "base_without_month")


def _has_no_number(text: str) -> bool:
    return read_vague(text) is None


def _is_unnamed(text: str) -> bool:
    """Whether some part is not "name = number"."""
    return not all(name and read_vague(number) is not None for name, number in named_numbers(text))
