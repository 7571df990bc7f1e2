"""Rows of one table of the ledger. Not a subject of its own: the keepers of programmes and of what hangs on them,
of assets, requests and claims are made of this.

A keeper gives the table's name and, where the table needs it, what to do with a sheet of rows before and after the
checks that all tables share.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, select

from data.geo.addresses import region_of_address
from data.importing.block import Block, Job, Refusals, Tally
from data.importing.duplicates import Seen, said_of
from data.importing.editions import Versioned, count_outcomes, merge, take_out
from data.importing.market_names import MarketNames
from data.importing.reach import Reach
from data.models import metadata

#: Two of them say that the second cannot be before the first.
ORDER = (
    ("starts_day", "ends_day"), ("joined_day", "left_day"), ("trained_day", "completed_day"),
    ("first_use_day", "last_active_day"), ("installed_day", "removed_day"), ("raised_day", "replied_day"),
    ("raised_day", "closed_day"), ("start_month", "end_month"), ("base_start_month", "base_end_month"),
)  # fmt: skip


@dataclass
class Sheet:
    """Rows of one block on their way in. rows: under the table's own columns and the source's. good: not refused."""

    connection: Connection
    block: Block
    tally: Tally
    rows: pd.DataFrame
    good: "pd.Series[bool]"

    def has(self, *columns: str) -> bool:
        """Whether the source knows all these columns."""
        return set(columns) <= set(self.rows.columns)

    def refuse(self, wrong: "pd.Series[bool]", column: str, reason: str, **fields: "str | pd.Series[Any]") -> None:
        """Refuse rows that are good so far. fields: of the sentence, one for all rows or one for each."""
        bad = wrong.fillna(False).astype(bool) & self.good
        for at in self.rows.index[bad]:
            told = {name: str(field[at]) if isinstance(field, pd.Series) else field for name, field in fields.items()}
            self.tally.refusals.append(self.block.refusal(at, column, reason, **told))
        self.good &= ~bad


Step = Callable[[Sheet], None]


def nothing(sheet: Sheet) -> None:
    """Leave the sheet as it is."""


def keep_table(
    connection: Connection,
    job: Job,
    blocks: Iterator[Block],
    table: str,
    *,
    check: Step = nothing,
    prepare: Step = nothing,
) -> Tally:
    """Put the rows into the table and its twin.

    Looks up, where the source has the columns, the market (market_id, market_name, sido, sigungu; blank = none, unless
    it is in the table's key), the region (sido_code, sigungu_code) and the programme; holds days in order.
    prepare: before that, check: after it, for what only this table knows.
    """
    tally, tables, seen = Tally(), Versioned.of(table), Seen()
    names, reach = MarketNames(connection), Reach.of(connection, job.imported_by)
    for block in blocks:
        sheet = Sheet(connection, block, tally, block.rows.copy(), pd.Series(True, index=block.rows.index))
        prepare(sheet)
        _find_markets(sheet, names, tables.current)
        _find_regions(sheet, tables.current)
        _know_programmes(sheet, tables.current)
        _hold_order(sheet)
        _hold_reach(sheet, reach, tables)
        check(sheet)
        rows = _in_the_table(sheet.rows, tables)
        _without_repeats(sheet, rows, seen, tables)
        kept = rows[sheet.good]
        count_outcomes(tally, merge(connection, tables, kept.itertuples(index=False, name=None), job, tally))
        _span(tally, kept)
    return tally


def undo_table(connection: Connection, import_id: int, table: str) -> None:
    """Take the rows of that import out again; what they had replaced stands again."""
    take_out(connection, Versioned.of(table), import_id)


def _find_markets(sheet: Sheet, names: MarketNames, table: Table) -> None:
    """market_id of each row that names a market; of all rows where a market is in the key."""
    if "market_id" not in table.c or not sheet.has("market_name", "sido", "sigungu"):
        return
    named = (sheet.rows["market_name"] != "") | (sheet.rows["market_id"].notna() if sheet.has("market_id") else False)
    asked = sheet.good & (named | (not table.c.market_id.nullable))
    ids = pd.Series(pd.NA, index=sheet.rows.index, dtype="Int64")
    if asked.any():
        refusals = Refusals()
        part = Block(sheet.rows[asked], sheet.block.raw[asked], sheet.block.lines[asked], sheet.block.labels)
        ids[asked] = names.ids_of(part, refusals)
        sheet.tally.refusals.extend(refusals)
        sheet.good &= ~(ids.fillna(1) == 0).astype(bool)
    sheet.rows["market_id"] = ids


def _find_regions(sheet: Sheet, table: Table) -> None:
    """sido_code and sigungu_code from the words of the row."""
    if "sido_code" not in table.c or not sheet.has("sido"):
        return
    sigungu = sheet.rows["sigungu"] if sheet.has("sigungu") else pd.Series("", index=sheet.rows.index)
    words = (sheet.rows["sido"] + " " + sigungu).str.strip()
    places = {text: region_of_address(text) for text in words.unique() if text}
    for code in ("sido_code", "sigungu_code"):
        found = {"": ""} | {text: getattr(place, code) for text, place in places.items()}
        sheet.rows[code] = words.map(found).astype(str)
    sheet.refuse((sheet.rows["sido"] != "") & (sheet.rows["sido_code"] == ""), "sido", "unknown_region")
    sheet.refuse((sigungu != "") & (sheet.rows["sigungu_code"] == ""), "sigungu", "unknown_region")


def _know_programmes(sheet: Sheet, table: Table) -> None:
    """What speaks of a programme speaks of one that is in the store."""
    if table.name == "programme" or not sheet.has("programme_code"):
        return
    codes = sheet.rows["programme_code"]
    unknown = (codes != "") & ~codes.isin(programme_codes(sheet.connection))
    sheet.refuse(unknown, "programme_code", "unknown_programme", code=codes)


def _hold_reach(sheet: Sheet, reach: Reach, tables: Versioned) -> None:
    """An officer of regions writes rows of those, and over rows of those alone."""
    if not reach.regions:
        return
    own = [name for name in ("market_id", "sido_code", "sigungu_code", "programme_code") if name in tables.current.c]
    column = next((name for name in ("market_name", "sido", "programme_code") if sheet.has(name)), "")
    told = sheet.rows.reindex(columns=own).astype(object).where(sheet.rows.reindex(columns=own).notna(), None)
    elsewhere = [not reach.holds(tables.current.name, row) for row in told.to_dict("records")]
    sheet.refuse(pd.Series(elsewhere, sheet.rows.index), column, "other_region")
    key = list(tables.key)
    asked = select(*(tables.current.c[name] for name in dict.fromkeys([*key, *own])))
    theirs = [dict(row) for row in sheet.connection.execute(asked).mappings()]
    taken = {tuple(map(str, map(row.get, key))) for row in theirs if not reach.holds(tables.current.name, row)}
    if set(key) <= set(sheet.rows.columns):
        over = [tuple(map(str, line)) in taken for line in _keys(sheet.rows[key])]
        sheet.refuse(pd.Series(over, sheet.rows.index), column or key[-1], "row_of_other_region")


def _keys(rows: pd.DataFrame) -> list[list[Any]]:
    """Of each row the values of its key as the table has them."""
    return [[None if pd.isna(one) else one for one in line] for line in rows.itertuples(index=False)]


def programme_codes(connection: Connection) -> set[str]:
    """Codes of the programmes in the store."""
    return set(connection.execute(select(metadata.tables["programme"].c.programme_code)).scalars())


def _hold_order(sheet: Sheet) -> None:
    for earlier, later in ORDER:
        if sheet.has(earlier, later):
            first = sheet.block.labels.get(earlier, earlier)
            wrong = sheet.rows[later] < sheet.rows[earlier]
            days = sheet.rows[earlier].map(_iso, na_action="ignore").astype(str)
            sheet.refuse(wrong, later, "before_its_beginning", first=first, day=days)


def _iso(day: int) -> str:
    text = str(int(day))
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def _in_the_table(rows: pd.DataFrame, tables: Versioned) -> pd.DataFrame:
    """The table's columns, key first, as plain Python values; what the source does not know is blank."""
    made = {}
    for name in (*tables.key, *tables.values):
        blank = None if tables.current.c[name].nullable else ""
        column = rows[name].astype(object) if name in rows else pd.Series(blank, index=rows.index, dtype=object)
        made[name] = column.where(column.notna(), blank)
    return pd.DataFrame(made, index=rows.index)


def _without_repeats(sheet: Sheet, rows: pd.DataFrame, seen: Seen, tables: Versioned) -> None:
    """A key that was in the file before: counted when it says the same, refused when not."""
    asked = rows[sheet.good]
    lines = sheet.block.rows.loc[asked.index, "row"].to_numpy(dtype=np.int64)
    said = asked.fillna("").astype(str)
    again = seen.repeats(said_of(said[tables.key]).astype(np.int64), lines, said_of(said))
    repeated = asked.index[again.at]
    for at, first, same in zip(repeated, again.first, again.same, strict=True):
        if same:
            sheet.tally.repeated += 1
        else:
            sheet.tally.refusals.append(
                sheet.block.refusal(at, tables.key[-1], "conflicting_duplicate", first=str(first))
            )
    sheet.good[repeated] = False


def _span(tally: Tally, rows: pd.DataFrame) -> None:
    """The days that the rows speak of."""
    for name in ("starts_day", "raised_day", "published_day", "month"):
        days = rows[name].dropna() if name in rows else pd.Series(dtype=object)
        if len(days):
            tally.span(int(days.min()), int(days.max()))
            return
