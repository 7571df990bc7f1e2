"""Stores and merchants.

    [options]
    accepts = ["local_voucher"]         # methods that every merchant of the file takes
    accepts_if = { paper = "onnuri_paper" }     # yes/no column -> method
    sido = "11"                         # where the file speaks of one province and its addresses may leave it out

Columns read: store_key (publisher's number), store_name, sector, zone, address, sido, market, lat, lon, status;
each optional but the name. A store is tied to a market only by the market's own name in the same province: an
address alone does not tell.
"""

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, func, or_, select, union_all, update

from data.codes import ImportStatus
from data.engines import way
from data.geo.addresses import region_of_address
from data.identity.resolve import MarketFinder
from data.importing.block import Block, Job, Tally
from data.importing.editions import Versioned, count_outcomes, merge, take_out
from data.importing.tables import TEXT
from data.models import Import, Store, StorePast, metadata
from data.summaries import Touched, refresh

COLUMNS = ("store_key", "store_name", "sector", "zone", "address", "sido", "market", "status")


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one store; a later row of the same name, sector and address in the file is a repeat."""
    tally, finder, seen = Tally(), MarketFinder(connection), _Seen()
    is_first = _is_first_of(connection, job)
    is_empty = connection.execute(select(_tables().current.c.store_id).limit(1)).first() is None
    with way(connection).loading(connection, _tables().current.name) if is_empty else nullcontext():
        for block in blocks:
            stores = _stores(block.rows, job, finder)
            fresh = ~stores["store_key"].duplicated().to_numpy(dtype=bool) & ~seen.before(stores["store_key"])
            tally.repeated += int((~fresh).sum())
            stores = stores[fresh]
            if is_first:
                _put(connection, stores, job)
                tally.new += len(stores)
            else:
                count_outcomes(tally, merge(connection, _tables(), _rows(stores), job))
            tally.note("stores_tied_to_market", int(stores["market_id"].notna().sum()))
    if not is_first:
        _note_editions(connection)
    refresh(connection, Touched(stores=True))
    return tally


def _put(connection: Connection, stores: pd.DataFrame, job: Job) -> None:
    """Where nothing of this source stands, every row is new, and need not be held against the store."""
    own = {"import_id": job.import_id, "first_seen": job.edition, "last_seen": job.edition}
    columns = _columns(stores) | {name: [value] * len(stores) for name, value in own.items()}
    way(connection).put_flat(connection, _tables().current.name, list(columns), _flat(columns), {})


class _Seen:
    """Keys of the file so far, 8 bytes each: of two different ones 1 in 2^64 is taken for the same."""

    def __init__(self) -> None:
        self._runs: list[np.ndarray] = []

    def before(self, keys: pd.Series) -> np.ndarray:
        """Mask of the keys that an earlier block had; all of them are remembered."""
        hashed = pd.util.hash_array(keys.to_numpy(dtype=object), categorize=False)
        found = np.zeros(len(hashed), dtype=bool)
        for run in self._runs:
            at = np.minimum(np.searchsorted(run, hashed), len(run) - 1)
            found |= run[at] == hashed
        if len(hashed):
            run = np.sort(hashed)
            # runs double in length, so that a key is looked for in few
            while self._runs and len(self._runs[-1]) <= len(run):
                run = np.sort(np.concatenate([self._runs.pop(), run]))
            self._runs.append(run)
        return found


def _is_first_of(connection: Connection, job: Job) -> bool:
    """No other file of this source stands in the store: keys of stores begin with the name of their source."""
    imports = metadata.tables[str(Import.__tablename__)]
    kept = select(imports.c.import_id).where(
        imports.c.source == job.source.name,
        imports.c.status == ImportStatus.KEPT,
        imports.c.import_id != job.import_id,
    )
    return connection.execute(kept.limit(1)).first() is None


def undo(connection: Connection, import_id: int) -> None:
    """Take the stores of that import out again."""
    take_out(connection, _tables(), import_id)
    _note_editions(connection)
    refresh(connection, Touched(stores=True))


def _tables() -> Versioned:
    return Versioned.of("store")


def _rows(stores: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Key and values in the order of the tables; blanks of numbers become None."""
    return zip(*_columns(stores).values(), strict=True)


def _columns(stores: pd.DataFrame) -> dict[str, list[object]]:
    """The same by column."""
    return {name: _plain(stores[name]) for name in (*_tables().key, *_tables().values)}


def _plain(column: pd.Series) -> list[object]:
    """Values as Python has them; missing ones are None."""
    told: list[object] = pa.array(column, from_pandas=True).to_pylist()
    return told


def _flat(columns: dict[str, list[object]]) -> tuple[object, ...]:
    """Row after row."""
    rows = len(next(iter(columns.values())))
    flat: list[object] = [None] * (rows * len(columns))
    for at, values in enumerate(columns.values()):
        flat[at :: len(columns)] = values
    return tuple(flat)


def _stores(rows: pd.DataFrame, job: Job, finder: MarketFinder) -> pd.DataFrame:
    """Columns of the table, one row per row of the file."""
    text = {c: rows[c].astype(str) if c in rows else pd.Series("", index=rows.index) for c in COLUMNS}
    stores = pd.DataFrame(text)
    places = _places(stores, str(job.source.options.get("sido", "")))
    stores[["sido_code", "sigungu_code"]] = places
    stores["lat"], stores["lon"] = (rows.get(c) for c in ("lat", "lon"))
    stores["accepts"] = _accepts(rows, job)
    stores["market_id"] = _markets(stores, finder)
    stores["status"] = stores["status"].where(stores["status"] != "", "unknown")
    named = stores["store_key"] != ""
    keys = job.source.name + ":" + stores["store_key"]
    if not named.all():
        nameless = zip(*(stores.loc[~named, c] for c in COLUMNS[1:5]), strict=True)
        keys = keys.astype(object)
        keys[~named] = [_hash(job.source.name, *parts) for parts in nameless]
    stores["store_key"] = keys
    return stores


def _hash(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()[:20]


def _places(stores: pd.DataFrame, sido: str) -> pd.DataFrame:
    """sido_code and sigungu_code by the first words of the address, else by the province column or the file's own
    province."""
    begins = pc.list_slice(pc.utf8_split_whitespace(_arrow(stores["address"]), max_splits=3), 0, 3)
    words = pc.binary_join(begins, " ")
    first = pc.if_else(pc.equal(words, ""), _arrow(stores["sido"]), words).dictionary_encode()
    known = [region_of_address(words) for words in first.dictionary.to_pylist()]
    at = first.indices.to_numpy()
    told = {"sido_code": [k.sido_code or sido for k in known], "sigungu_code": [k.sigungu_code for k in known]}
    return pd.DataFrame({name: pd.array(codes, TEXT).take(at) for name, codes in told.items()}, index=stores.index)


def _arrow(texts: pd.Series) -> pa.Array:
    """In one piece."""
    found = pa.array(texts.array, pa.string())
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _accepts(rows: pd.DataFrame, job: Job) -> pd.Series:
    always = list(job.source.options.get("accepts", ()))
    marked = job.source.options.get("accepts_if", {})
    if not marked:
        return pd.Series(",".join(always), index=rows.index, dtype=TEXT)
    cells = zip(*(rows[column].fillna(0).astype(int) for column in marked), strict=True)
    return pd.Series(
        [",".join([*always, *(m for m, yes in zip(marked.values(), row, strict=True) if yes)]) for row in cells],
        index=rows.index,
        dtype=object,
    )


def _markets(stores: pd.DataFrame, finder: MarketFinder) -> pd.Series:
    """Market of each store that names one and whose name is known once in its province; else missing."""
    named = (stores["market"] != "") & (stores["sido_code"] != "")
    asked = stores[named]
    place, found = finder.find_all(asked["market"], asked["sido_code"], asked["sigungu_code"])
    ids = pd.array([each.market_id for each in found], dtype="Int64")
    return pd.Series(ids[place], index=asked.index, dtype="Int64").reindex(stores.index)


def _note_editions(connection: Connection) -> None:
    """first_seen and last_seen of every store: the oldest and newest edition that speaks of it."""
    now, past, imports = (metadata.tables[str(m.__tablename__)] for m in (Store, StorePast, Import))
    told = union_all(select(now.c.store_key, now.c.import_id), select(past.c.store_key, past.c.import_id)).subquery(
        "told"
    )
    span = (
        select(told.c.store_key, func.min(imports.c.edition).label("first"), func.max(imports.c.edition).label("last"))
        .join(imports, imports.c.import_id == told.c.import_id)
        .group_by(told.c.store_key)
        .subquery("span")
    )
    stale = or_(now.c.first_seen != span.c.first, now.c.last_seen != span.c.last)
    connection.execute(
        update(now)
        .where(now.c.store_key == span.c.store_key, stale)
        .values(first_seen=span.c.first, last_seen=span.c.last)
    )
