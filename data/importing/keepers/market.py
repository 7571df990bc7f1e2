"""Market registers: each row is kept as it stood, and the market table follows from all rows of all editions.

[options]
facilities = ["arcade", ...]     # columns that say whether the market has something
"""

import json
import math
from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import Connection, delete

from data.geo.regions import Gazetteer, gazetteer
from data.identity.ledger import Settled, settle
from data.identity.matching import Key
from data.identity.names import read_name
from data.identity.places import metres_between
from data.identity.records import Record, sighting_of
from data.importing.block import Block, Job, Tally
from data.models import IdentityQuestion, MarketRecord
from data.summaries import Touched, refresh

#: Columns of a register that are no facility and not the row's number.
MOVED_M = 50.0
#: What a register says about a market, as far as readers see it.
SEEN = (
    "market_name",
    "former_names",
    "kind",
    "sido_code",
    "sigungu_code",
    "lat",
    "lon",
    "road_address",
    "lot_address",
    "cycle",
    "market_days",
    "opened_year",
    "store_count",
    "goods",
    "vouchers",
    "homepage",
    "phone",
    "has_toilet",
    "has_parking",
)


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """A row is new when no market was known for it, changed when something readers see of its market is another,
    else unchanged.
    """
    tally, table = Tally(), gazetteer(connection)
    records: dict[Key, Record] = {}
    seen: dict[tuple[object, ...], Record] = {}
    for block in blocks:
        for record, at in _records(job, block):
            known = seen.get(_twin_key(record, table))
            if known is None and not (record.addresses or record.region_text or record.point):
                tally.refusals.append(block.refusal(at, "road_address", "no_place"))
            elif known is None:
                records[record.key] = seen[_twin_key(record, table)] = record
            elif known.values == record.values:
                tally.repeated += 1
            else:
                tally.refusals.append(block.refusal(at, "market_name", "market_twice", other_row=str(known.row)))
    settled = settle(connection, list(records.values()))
    _count(tally, settled, records)
    _effects(tally, settled, records, "lat" in job.source.columns)
    refresh(connection, Touched(markets=settled.touched))
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the register's rows out; the markets follow from those that remain."""
    connection.execute(delete(MarketRecord).where(MarketRecord.import_id == import_id))  # type: ignore[arg-type]
    question = IdentityQuestion.__table__  # type: ignore[attr-defined]
    connection.execute(delete(question).where(question.c.import_id == import_id, question.c.state == "open"))
    refresh(connection, Touched(markets=settle(connection).touched))


def _records(job: Job, block: Block) -> Iterator[tuple[Record, int]]:
    """Register rows of a block, with their index there."""
    facilities = tuple(job.source.options.get("facilities", ()))
    columns = {name: block.rows[name].tolist() for name in block.rows.columns if name != "row"}
    headers = [str(header) for header in block.lines.columns]
    for position, (at, row) in enumerate(zip(block.rows.index, block.rows["row"].tolist(), strict=True)):
        values: dict[str, Any] = {}
        for name, cells in columns.items():
            if name not in facilities and (cell := _plain(cells[position])) not in (None, ""):
                values[name] = cell
        had = {name: _plain(columns[name][position]) for name in facilities if name in columns}
        if any(present is not None for present in had.values()):
            values["facilities"] = {name: present for name, present in had.items() if present is not None}
        raw = json.dumps(dict(zip(headers, block.line(at), strict=False)), ensure_ascii=False)
        yield Record(job.import_id, int(row), job.source.name, job.edition, values, raw), at


def _plain(cell: Any) -> Any:
    """A cell as JSON knows it; None = blank."""
    if cell is pd.NA or cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    return " ".join(cell.split()) if isinstance(cell, str) else cell


def _twin_key(record: Record, table: Gazetteer) -> tuple[object, ...]:
    """Two rows of one file with this in common speak of the same market."""
    sighting = sighting_of(record, table)
    place: object = (
        (sighting.spots, sighting.point) if sighting.spots or sighting.point else record.values.get("number", "")
    )
    return sighting.name.main, sighting.name.remarks, sighting.name.others, sighting.city or sighting.sido, place


def _count(tally: Tally, settled: Settled, records: dict[Key, Record]) -> None:
    differing = settled.differs(*SEEN)
    newest = {i: row["last_edition"] for i, row in settled.after.items()}
    for key, record in records.items():
        market_id = settled.market_of[key]
        if market_id not in settled.before:
            tally.new += 1
        elif market_id in differing:
            tally.changed += 1
        else:
            tally.unchanged += 1
            if record.edition < newest[market_id]:
                tally.note("older_than_store")


def _effects(tally: Tally, settled: Settled, records: dict[Key, Record], has_points: bool) -> None:
    """What the import does to the store, for the preview."""
    before, after = settled.before, settled.after
    pairs = [(before[i], after[i]) for i in before.keys() & after.keys()]
    counts = {
        "new_markets": len(after.keys() - before.keys()),
        "no_longer_listed": sum(1 for old, new in pairs if old["is_listed"] and not new["is_listed"]),
        "renamed_markets": sum(1 for old, new in pairs if _main(old) != _main(new)),
        "moved_markets": sum(1 for old, new in pairs if _moved(old, new)),
        "doubtful_markets": settled.questions,
        "without_point": sum(1 for record in records.values() if has_points and record.point is None),
        "without_region": sum(1 for key in records if not after[settled.market_of[key]]["sigungu_code"]),
    }
    for effect, count in counts.items():
        if count:
            tally.note(effect, count)


def _main(row: dict[str, Any]) -> str:
    return read_name(row["market_name"]).main


def _moved(old: dict[str, Any], new: dict[str, Any]) -> bool:
    if None in (old["lat"], old["lon"], new["lat"], new["lon"]):
        return False
    return metres_between((old["lat"], old["lon"]), (new["lat"], new["lon"])) > MOVED_M
