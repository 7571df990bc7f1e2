"""Dated discounts. One without an end is kept open; two at a time on one market are kept; both are said."""

import re
from collections.abc import Iterator

from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.amounts import ask_about_shares, ask_for_unit
from data.importing.keepers.ledger import Sheet, keep_table, undo_table
from data.importing.keepers.overlaps import say_overlaps
from data.importing.spellings import code_list, code_names, plain

LISTS = {"methods": "payment_method", "wallets": "wallet"}
_COMMAS = re.compile(r"[,;/、]+")


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one discount of one programme."""
    tally = keep_table(connection, job, blocks, "promotion_rule", check=_check)
    say_overlaps(connection, job, tally)
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "promotion_rule")


def _check(sheet: Sheet) -> None:
    for column, codes in LISTS.items():
        _read_list(sheet, column, codes)
    ask_about_shares(sheet, "discount_rate")
    ask_for_unit(sheet, "budget_krw")
    open_ended = int((sheet.rows["ends_day"].isna() & sheet.good).sum())
    if open_ended:
        sheet.tally.note("promotions_without_end", open_ended)


def _read_list(sheet: Sheet, column: str, codes: str) -> None:
    """Words with commas as identifiers with commas."""
    known, allowed = code_list(codes), ", ".join(code_names(codes).values())
    words = sheet.rows[column].map(lambda text: [word for word in _COMMAS.split(str(text)) if word.strip()])
    found = words.map(lambda each: [known.get(plain(word), "") for word in each])
    sheet.refuse(found.map(lambda each: "" in each).astype(bool), column, "unknown_code", allowed=allowed)
    sheet.rows[column] = found.map(",".join).astype(str)
