"""Heartbeats and readings of assets."""

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import Connection, select

from data.importing.block import Block, Job, Tally
from data.importing.keepers.ledger import Sheet, keep_table, undo_table
from data.models import metadata
from data.summaries import Touched, refresh, touched_by


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one reading of one asset that is in the store."""
    touched = Touched()

    def check(sheet: Sheet) -> None:
        _check(sheet)
        touched.assets.update(sheet.rows.loc[sheet.good, "market_id"].tolist())

    tally = keep_table(connection, job, blocks, "asset_reading", check=check)
    refresh(connection, touched)
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    touched = touched_by(connection, import_id)
    undo_table(connection, import_id, "asset_reading")
    refresh(connection, touched)


def _check(sheet: Sheet) -> None:
    asset = metadata.tables["asset"]
    found = sheet.connection.execute(select(asset.c.market_id, asset.c.asset_name))
    kept = {(market_id, name) for market_id, name in found}
    rows = sheet.rows
    here = pd.Series(zip(rows["market_id"], rows["asset_name"], strict=True), index=rows.index)
    sheet.refuse(~here.isin(kept), "asset_name", "unknown_asset")
    sheet.refuse(rows["value"] < 0, "value", "negative")
    sheet.refuse((rows["measure"] == "alarm") & ~rows["value"].isin((0, 1)), "value", "alarm_is_true_or_false")
    counted = rows["measure"].isin(("occupied_count", "car_count"))
    sheet.refuse(counted & (rows["value"] % 1 != 0) & rows["value"].notna(), "value", "not_whole")
