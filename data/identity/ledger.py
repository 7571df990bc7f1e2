"""The market table made from its register rows: judged, numbered, merged, placed. The same rows always give the same
markets.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from data.geo.addresses import Place
from data.geo.points import PointFinder, point_finder
from data.geo.regions import CITY, OPEN_END, Gazetteer, gazetteer, seed_regions
from data.identity.matching import Key, Known, Match
from data.identity.questions import answers, write_questions
from data.identity.records import Record, by_edition, market_rows, place_of, seed_of, sighting_of, stored_records
from data.identity.referring import fact_markets, move_references, referred_markets
from data.identity.replaying import Replay, Verdict, numbered, replay
from data.identity.values import facilities, merged
from data.models import Import, Market, MarketFacility, MarketRecord

#: A register is full when it holds at least this share of the rows of the largest one: an excerpt closes no market.
FULL_SHARE = 0.5

Row = dict[str, Any]


@dataclass
class Settled:
    """What settling changed. verdicts and market_of: by register row; before and after: market rows by id.

    questions: doubtful pairs that are new.
    """

    verdicts: dict[Key, Verdict] = field(default_factory=dict)
    market_of: dict[Key, int] = field(default_factory=dict)
    before: dict[int, Row] = field(default_factory=dict)
    after: dict[int, Row] = field(default_factory=dict)
    questions: int = 0

    def differs(self, *columns: str) -> set[int]:
        """Markets there before and after whose value in one of those columns is another one."""
        both = self.before.keys() & self.after.keys()
        return {i for i in both if any(self.before[i][c] != self.after[i][c] for c in columns)}

    @property
    def touched(self) -> set[int]:
        """Markets that came, went, or lie, count or are called otherwise than before."""
        columns = ("sido_code", "sigungu_code", "kind", "store_count", "is_listed", "market_name", "lat", "lon")
        return self.differs(*columns) | (self.before.keys() ^ self.after.keys())


def settle(connection: Connection, fresh: Sequence[Record] = ()) -> Settled:
    """Judge all register rows in the store and these new ones, and bring the market table to what follows from them."""
    seed_regions(connection)
    table, old = gazetteer(connection), market_rows(connection)
    stored = stored_records(connection)
    records = {record.key: record for record in (*stored, *fresh)}
    held = {record.market_id for record in stored}
    referred = referred_markets(connection)
    done = _judged(connection, table, records, [row for i, row in old.items() if i not in held and i in referred])
    markets = _numbered(connection, done, records, max(old, default=0) + 1)
    settled = Settled(verdicts=done.verdicts, before={i: row._asdict() for i, row in old.items()})
    settled.market_of = {m.key: i for i, known in markets.items() for m in known.members if m.key[0] > 0}
    settled.after = _rows(connection, table, markets, records, settled.before)
    _write(connection, settled, records, {record.key for record in fresh})
    settled.questions = write_questions(connection, done.doubts, settled.market_of, records)
    return settled


def _judged(connection: Connection, table: Gazetteer, records: Mapping[Key, Record], seeds: Iterable[Any]) -> Replay:
    editions = [[sighting_of(record, table) for record in group] for group in by_edition(records.values())]
    return replay(editions, answers(connection), [seed_of(row, table) for row in seeds])


def _numbered(connection: Connection, done: Replay, records: Mapping[Key, Record], next_id: int) -> dict[int, Known]:
    """Numbers for the markets. Two that both have payments are never made one without a person's word."""
    paid = fact_markets(connection)
    former = {key: record.market_id for key, record in records.items() if record.market_id is not None}
    for known in list(done.knowns):
        told = [m for m in known.members if done.verdicts.get(m.key, _FIRST).decision == "confirmed"]
        holders = list(dict.fromkeys(former[m.key] for m in known.members if former.get(m.key) in paid))
        if len(holders) > 1 and not told:
            done.knowns += _parted(done, known, holders[1:], former)
    return numbered(done.knowns, former, next_id, preferred=paid)


_FIRST = Verdict("new", "first_seen", 1.0)


def _parted(done: Replay, known: Known, holders: Sequence[int], former: Mapping[Key, int]) -> list[Known]:
    parts = []
    for market_id in holders:
        members = [m for m in known.members if former.get(m.key) == market_id]
        known.members = [m for m in known.members if m not in members]
        for member in members:
            done.verdicts[member.key] = Verdict("split", "both_have_payments", 0.5, None, known.latest.name.main)
        done.doubts.append(Match(members[-1], known, "both_have_payments", 0.5, None, True))
        parts.append(Known(members))
    return parts


def _rows(
    connection: Connection,
    table: Gazetteer,
    markets: Mapping[int, Known],
    records: Mapping[Key, Record],
    before: Mapping[int, Row],
) -> dict[int, Row]:
    """Market rows that follow from the register rows."""
    finder = point_finder(connection)
    listed_from = _listed_from(records.values())
    rows: dict[int, Row] = {}
    for market_id, known in markets.items():
        history = [records[m.key] for m in known.members if m.key in records]
        if history:
            rows[market_id] = {"market_id": market_id, **_from_history(history, table, finder, listed_from)}
        else:
            rows[market_id] = {**before[market_id], **({"is_listed": 0} if records else {})}
    return rows


def _from_history(history: Sequence[Record], table: Gazetteer, finder: PointFinder, listed_from: str) -> Row:
    row = merged([record.values for record in history])
    newest = history[-1]
    return {
        **row,
        **_region(history, (row["lat"], row["lon"]), table, finder),
        "as_of": newest.edition,
        "first_edition": history[0].edition,
        "last_edition": newest.edition,
        "is_listed": int(newest.edition >= listed_from),
        "import_id": newest.import_id,
    }


def _region(history: Sequence[Record], point: tuple[Any, Any], table: Gazetteer, finder: PointFinder) -> Row:
    """Region today: by the newest row whose address tells most, mended by the point where boundaries are in."""
    places = [place_of(record, table) for record in reversed(history)]
    place = max(places, key=lambda place: _depth(place, table))
    sigungu, basis = place.sigungu_code, place.basis
    if point[0] is not None:
        found = finder.region(point[0], point[1], place)
        if found and found != sigungu:
            sigungu, basis = found, "point"
    sido = table.on(OPEN_END)[sigungu].parent_code if sigungu else place.sido_code
    return {"sido_code": sido, "sigungu_code": sigungu, "region_basis": basis}


def _depth(place: Place, table: Gazetteer) -> int:
    """How much an address tells: 0 nothing, 1 province, 2 a city that has districts, 3 all."""
    if not place.sigungu_code:
        return int(bool(place.sido_code))
    return 2 if table.on(OPEN_END)[place.sigungu_code].level == CITY else 3


def _listed_from(records: Iterable[Record]) -> str:
    """Edition of the newest full register: a market not seen in it or later is no longer listed."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for record in records:
        counts[record.edition, record.source] += 1
    largest = max(counts.values(), default=0)
    return max((edition for (edition, _), count in counts.items() if count >= FULL_SHARE * largest), default="")


def _write(connection: Connection, settled: Settled, records: Mapping[Key, Record], fresh: set[Key]) -> None:
    market = Market.__table__  # type: ignore[attr-defined]
    new = [row for i, row in settled.after.items() if i not in settled.before]
    changed = [row for i, row in settled.after.items() if i in settled.before and row != settled.before[i]]
    if new:
        connection.execute(insert(market), new)
    if changed:
        names = [c.name for c in market.columns if c.name != "market_id"]
        renamed = [{"the_market_id": row["market_id"], **{name: row[name] for name in names}} for row in changed]
        connection.execute(update(market).where(market.c.market_id == bindparam("the_market_id")), renamed)
    _write_records(connection, settled, records, fresh)
    _write_facilities(connection, settled, records)
    gone = settled.before.keys() - settled.after.keys()
    move_references(connection, {i: to for i, to in _went_to(settled, records).items() if i in gone})
    if gone:
        connection.execute(delete(market).where(market.c.market_id.in_(gone)))


def _went_to(settled: Settled, records: Mapping[Key, Record]) -> dict[int, int]:
    """Where the register rows of each former market went."""
    return {
        record.market_id: settled.market_of[key]
        for key, record in records.items()
        if record.market_id is not None and record.market_id != settled.market_of[key]
    }


def _write_records(connection: Connection, settled: Settled, records: Mapping[Key, Record], fresh: set[Key]) -> None:
    table = MarketRecord.__table__  # type: ignore[attr-defined]
    old, new = [], []
    for key, record in records.items():
        verdict = settled.verdicts[key]
        judged = (settled.market_of[key], verdict.decision, reason_json(verdict), verdict.score)
        row = dict(zip(("market_id", "decision", "reason", "score"), judged, strict=True))
        if key in fresh:
            new.append(_full_row(row, record))
        elif judged != tuple(record.judged):
            old.append({"k_import": record.import_id, "k_row": record.row, **row})
    if old:
        here = and_(table.c.import_id == bindparam("k_import"), table.c.row == bindparam("k_row"))
        connection.execute(update(table).where(here), old)
    if new:
        connection.execute(insert(table), new)


def _full_row(row: Row, record: Record) -> Row:
    return {
        "import_id": record.import_id,
        "row": record.row,
        "source": record.source,
        "edition": record.edition,
        "market_name": record.values["market_name"],
        "values": json.dumps(record.values, ensure_ascii=False),
        "raw": record.raw,
        **row,
    }


def reason_json(verdict: Verdict) -> str:
    """Key of messages.toml under ``identity.`` and what fills its sentence."""
    fields = {"partner": verdict.partner, "metres": "" if verdict.metres is None else str(round(verdict.metres))}
    return json.dumps({"key": verdict.reason, "fields": fields}, ensure_ascii=False)


def _write_facilities(connection: Connection, settled: Settled, records: Mapping[Key, Record]) -> None:
    """Facilities follow from the register rows too. Those of an example stay with their market."""
    table = MarketFacility.__table__  # type: ignore[attr-defined]
    histories: dict[int, list[tuple[int, str, Any]]] = defaultdict(list)
    for record in (record for group in by_edition(records.values()) for record in group):
        histories[settled.market_of[record.key]].append((record.import_id, record.edition, record.values))
    wanted = {(i, name, *said) for i, history in histories.items() for name, said in facilities(history).items()}
    columns = ("market_id", "facility", "is_present", "edition", "import_id")
    examples = select(Import.import_id).where(Import.is_example == 1)  # type: ignore[call-overload]
    rows = connection.execute(select(*[table.c[c] for c in columns]).where(table.c.import_id.not_in(examples)))
    standing = set(map(tuple, rows))
    if gone := [{"k_market": row[0], "k_facility": row[1]} for row in standing - wanted]:
        here = and_(table.c.market_id == bindparam("k_market"), table.c.facility == bindparam("k_facility"))
        connection.execute(delete(table).where(here), gone)
    if added := [dict(zip(columns, row, strict=True)) for row in wanted - standing]:
        connection.execute(insert(table), added)
