"""The official table of region codes: after it the region table, the codes of shapes and the places of markets
follow anew.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, bindparam, delete, insert, select, update

import data.geo
from data.geo.region_table import settle_regions
from data.geo.regions import OPEN_END, Gazetteer, seed_regions
from data.identity.ledger import settle
from data.importing.block import Block, Job, Tally
from data.models import Boundary, RegionRecord
from data.summaries import Touched, refresh


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """New: a code the store did not have. Changed: another name, or ended. Unchanged: as it was, or long ended."""
    seed_regions(connection)
    tally, day = Tally(), int(job.edition.replace("-", ""))
    rows: dict[str, dict[str, object]] = {}
    for block in blocks:
        for at in block.rows.index:
            row = _row(block.rows.loc[at], job.import_id, day)
            code = str(row["region_code"])
            if code not in rows:
                rows[code] = row
            elif rows[code] == row:
                tally.repeated += 1
            else:
                tally.refusals.append(block.refusal(at, "region_code", "code_twice"))
    if rows:
        connection.execute(insert(RegionRecord), list(rows.values()))
    before, after = settle_regions(connection)
    for code in rows:
        was, now = before.on(OPEN_END).get(code), after.on(OPEN_END).get(code)
        if now == was:
            tally.unchanged += 1
        elif was is None:
            tally.new += 1
            tally.note("regions_added")
        else:
            tally.changed += 1
            if now is None:
                tally.note("regions_closed")
    _follow(connection, after, tally)
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """The region table as it follows from the remaining editions."""
    connection.execute(delete(RegionRecord).where(RegionRecord.import_id == import_id))  # type: ignore[arg-type]
    _, after = settle_regions(connection)
    _follow(connection, after, Tally())


@cache
def _ended() -> tuple[str, ...]:
    with (Path(next(iter(data.geo.__path__))) / "official_words.toml").open("rb") as file:
        return tuple(tomllib.load(file)["ended"])


def _row(cells: pd.Series, import_id: int, day: int) -> dict[str, object]:
    code, name = str(cells["region_code"]), str(cells["region_name"]).split()
    is_sido = code[2:5] == "000"
    until = None if pd.isna(cells["until"]) else int(cells["until"])
    former = str(cells["former_code"])
    return {
        "import_id": import_id,
        "region_code": code[:2] if is_sido else code[:5],
        "edition_day": day,
        "name_ko": " ".join(name if is_sido or len(name) == 1 else name[1:]),
        "is_standing": int(str(cells["is_ended"]) not in _ended() and (until is None or until > day)),
        "since": None if pd.isna(cells["since"]) else int(cells["since"]),
        "until": until,
        "former_code": former[:5] if former[5:].strip("0") == "" and len(former) == 10 else "",
    }


def _follow(connection: Connection, table: Gazetteer, tally: Tally) -> None:
    """Shapes and markets under the codes of today."""
    shape = Boundary.__table__  # type: ignore[attr-defined]
    codes = [code for (code,) in connection.execute(select(shape.c.region_code).distinct())]
    moved = {code: table.at(code, OPEN_END) for code in codes}
    changed = [{"old": code, "new": now} for code, now in moved.items() if now and now != code and now not in codes]
    if changed:
        connection.execute(
            update(shape).where(shape.c.region_code == bindparam("old")).values(region_code=bindparam("new")), changed
        )
    settled = settle(connection)
    if count := len(settled.differs("sido_code", "sigungu_code")):
        tally.note("regions_changed", count)
    refresh(connection, Touched(markets=settled.touched))
