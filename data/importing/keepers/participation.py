"""Who took part in a programme. Two discounts on one market at the same time are kept and said."""

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.ledger import Sheet, keep_table, undo_table
from data.importing.keepers.overlaps import say_overlaps


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one participant of one programme."""
    tally = keep_table(connection, job, blocks, "participation", prepare=_prepare, check=_check)
    say_overlaps(connection, job, tally)
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "participation")


def _prepare(sheet: Sheet) -> None:
    """A market that takes part is the market of its own name, unless the row says another."""
    rows = sheet.rows
    itself = (rows["participant_kind"] == "market") & (rows["market_name"] == "") & rows["market_id"].isna()
    rows.loc[itself, "market_name"] = rows.loc[itself, "participant_name"]


def _check(sheet: Sheet) -> None:
    rows = sheet.rows
    nothing_spent = rows["ad_spend_krw"].isna() | (rows["ad_spend_krw"] == 0)
    sales: pd.Series[bool] = rows["ad_sales_krw"].fillna(0) > 0
    without = int((sales & nothing_spent & sheet.good).sum())
    if without:
        sheet.tally.note("ad_sales_without_spend", without)
