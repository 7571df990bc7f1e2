"""Putting the example into a store, and taking it out again."""

import hashlib
from collections import defaultdict
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import Connection, ForeignKey, Table, delete, func, insert, select
from sqlmodel import SQLModel

from data import summaries
from data.codes import Grain, ImportStatus
from data.demo.channels import channel_rows
from data.demo.digital import item_rows
from data.demo.ledger import put_programmes
from data.demo.payments import payment_rows
from data.demo.places import FILE, Place, places
from data.demo.published import arrival_rows, spending_rows
from data.demo.registers import EDITION, facility_rows, market_row, record_row
from data.demo.stores import store_rows
from data.demo.tourists import foreign_rows
from data.engines import way
from data.errors import HoldsRealData, StoreMissing
from data.geo.regions import seed_regions
from data.models import (
    ChannelUse,
    Figure,
    ForeignPayment,
    Import,
    Market,
    MarketFacility,
    MarketRecord,
    Payment,
    Store,
    StoreItem,
    metadata,
)
from data.store import reading, writing

Row = dict[str, Any]
SEED = 20240401


def fill(url: str | None = None, *, if_empty: bool = False) -> dict[str, int]:
    """Put the example into the store; an example already there is replaced by the same.

    Returns: rows by subject, {} when if_empty is set and the store holds anything. Raises: HoldsRealData, StoreProblem.
    """
    if if_empty and _holds_anything(url):
        return {}
    with writing(url) as connection:
        if _kept(connection, is_example=0):
            raise HoldsRealData()
        remove_example(connection)
        seed_regions(connection)
        return _fill(connection)


def remove_example(connection: Connection) -> None:
    """Take every example row out, in the caller's transaction; summaries follow. Rows of other imports stay."""
    examples = list(
        connection.execute(select(_table(Import).c.import_id).where(_table(Import).c.is_example == 1)).scalars()
    )
    if not examples:
        return
    for table in _tables_of_imports():
        connection.execute(delete(table).where(table.c.import_id.in_(examples)))
    summaries.rebuild(connection)


def _holds_anything(url: str | None) -> bool:
    """Asked without writing: the answer may be all that is wanted of a store that cannot be written."""
    try:
        with reading(url) as connection:
            return _kept(connection, is_example=0) + _kept(connection, is_example=1) > 0
    except StoreMissing:
        return False


def _tables_of_imports() -> list[Table]:
    """Every table whose rows name their import, those that others stand on last."""
    return [
        table
        for table in reversed(metadata.sorted_tables)
        if table.name == "import" or any(key.column.table.name == "import" for key in _keys(table))
    ]


def _keys(table: Table) -> set[ForeignKey]:
    return set(table.c.import_id.foreign_keys) if "import_id" in table.c else set()


def _kept(connection: Connection, is_example: int) -> int:
    imports = _table(Import)
    kept = imports.c.status.in_([ImportStatus.KEPT, ImportStatus.REPEATED])
    return int(connection.execute(select(func.count()).where(kept, imports.c.is_example == is_example)).scalar_one())


def _fill(connection: Connection) -> dict[str, int]:
    counts = {"market": _put(connection, "market", Market, [market_row(place) for place in places()])}
    ids = _market_ids(connection)
    _put_what_the_register_says(connection, ids)
    payments: list[Row] = []
    foreign: list[Row] = []
    stores: list[Row] = []
    for place in places():
        random = np.random.default_rng((SEED, place.number))
        market_id = ids[place]
        own = list(payment_rows(place, market_id, random))
        payments += own
        foreign += foreign_rows(place, market_id, _totals(own), random)
        stores += store_rows(place, market_id, random)
    months = [row for row in payments if row["grain"] == Grain.MONTH]
    days = [row for row in payments if row["grain"] == Grain.DAY]
    counts["payment_month"] = _put(connection, "payment", Payment, months, "payments_by_month")
    counts["payment_day"] = _put(connection, "payment", Payment, days, "payments_by_day")
    counts["foreign_payment"] = _put(connection, "foreign_payment", ForeignPayment, foreign)
    counts["store"] = _put(connection, "store", Store, stores)
    counts |= _put_digital(connection, ids)
    random = np.random.default_rng(SEED)
    arrivals, spending = list(arrival_rows(random)), list(spending_rows(random))
    counts["visitor_arrivals"] = _put(connection, "figure", Figure, arrivals, "visitor_arrivals")
    counts["foreign_card_spending"] = _put(connection, "figure", Figure, spending, "foreign_card_spending")
    summaries.rebuild(connection)
    # after the summaries: the keepers keep theirs true, and counting all anew would be done twice
    for source, count in put_programmes(connection, EDITION).items():
        counts[source] = counts.get(source, 0) + count
    return counts


def _put_digital(connection: Connection, ids: dict[Place, int]) -> dict[str, int]:
    """Sales channels and digital things, drawn apart so that they change nothing of what else is drawn."""
    uses: list[Row] = []
    items: list[Row] = []
    for place, market_id in ids.items():
        random = np.random.default_rng((SEED, place.number, 1))
        uses += channel_rows(place, market_id, random)
        items += item_rows(place, market_id, random)
    return {
        "channel_use": _put(connection, "channel_use", ChannelUse, uses),
        "store_item": _put(connection, "store_item", StoreItem, items),
    }


def _table(model: type[SQLModel]) -> Any:
    return model.__table__  # type: ignore[attr-defined]


def _market_ids(connection: Connection) -> dict[Place, int]:
    """The number each example market got. Name and district are unique among them."""
    markets = _table(Market)
    rows = connection.execute(select(markets.c.market_id, markets.c.market_name, markets.c.sigungu_code))
    numbers = {(name, sigungu): market_id for market_id, name, sigungu in rows}
    return {place: numbers[place.market_name, place.sigungu_code] for place in places()}


def _put_what_the_register_says(connection: Connection, ids: dict[Place, int]) -> None:
    """Its row about each market, and the facilities, under the register's import."""
    imports = _table(Import)
    of_markets = select(imports.c.import_id).where(imports.c.is_example == 1, imports.c.subject == "market")
    import_id = connection.execute(of_markets).scalar_one()
    shared = {"import_id": import_id, "edition": EDITION}
    records = [record_row(place) | shared | {"market_id": market_id} for place, market_id in ids.items()]
    facilities = [row | shared | {"market_id": ids[place]} for place in ids for row in facility_rows(place)]
    connection.execute(insert(_table(MarketRecord)), records)
    connection.execute(insert(_table(MarketFacility)), facilities)


def _totals(payments: list[Row]) -> dict[int, int]:
    """Won by month (yyyymm01) of one market, as far as known."""
    totals: dict[int, int] = defaultdict(int)
    for row in payments:
        totals[row["day"] // 100 * 100 + 1] += row["amount_krw"] or 0
    return totals


def _put(connection: Connection, subject: str, model: type[SQLModel], rows: list[Row], name: str = "") -> int:
    """Rows of one example file, under their own import."""
    import_id = _import(connection, subject, name or f"{subject}s", rows)
    names = list(rows[0])
    told = itemgetter(*names)
    way(connection).put(
        connection, _table(model).name, [*names, "import_id"], [(*told(row), import_id) for row in rows]
    )
    return len(rows)


def _import(connection: Connection, subject: str, name: str, rows: list[Row]) -> int:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    days = [row["day"] for row in rows if "day" in row]
    values = {
        "file_name": f"example_{name}",
        "sha256": hashlib.sha256(f"{name} {SEED} ".encode() + FILE.read_bytes()).hexdigest(),
        "byte_count": 0,
        "source": f"example_{name}",
        "subject": subject,
        "edition": EDITION,
        "status": str(ImportStatus.KEPT),
        "imported_by": "",
        "started_at": now,
        "finished_at": now,
        "undone_at": "",
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
        "rows_read": len(rows),
        "rows_new": len(rows),
        "rows_changed": 0,
        "rows_unchanged": 0,
        "rows_repeated": 0,
        "rows_refused": 0,
        "is_example": 1,
        "note": "",
    }
    made = connection.execute(insert(_table(Import)).values(**values))
    made_key = made.inserted_primary_key
    assert made_key is not None
    return int(made_key[0])
