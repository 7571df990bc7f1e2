"""Markets looked up by name and region, for files that know no more: payments, merchants."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data.geo.addresses import region_of_address
from data.geo.regions import OPEN_END, Gazetteer, RegionSpan, gazetteer, gazetteer_of
from data.identity.names import MarketName, read_name
from data.identity.records import place_words
from data.models import metadata

#: Told in a sentence; more would not be read.
CANDIDATES_TOLD = 5


@dataclass(frozen=True)
class Found:
    """market_id, or why there is none: ``unknown_market``, ``unknown_region`` or ``ambiguous_market``, with the
    fields of that reason's sentence."""

    market_id: int | None = None
    reason: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Entry:
    market_id: int
    label: str
    names: tuple[MarketName, ...]
    sido: str
    sigungu: str
    is_listed: bool


class MarketRow(NamedTuple):
    """What is known of a market to find it by."""

    market_id: int
    market_name: str
    former_names: str
    sido_code: str
    sigungu_code: str
    is_listed: int


@dataclass(frozen=True)
class KnownMarkets:
    """All that markets are found by: may be sent to another machine, and compared with what is known later."""

    rows: tuple[MarketRow, ...]
    spans: tuple[RegionSpan, ...]

    @classmethod
    def of(cls, connection: Connection) -> "KnownMarkets":
        """As the store has them now."""
        return cls(_rows(connection), gazetteer(connection).spans)

    @property
    def table(self) -> Gazetteer:
        """The regions."""
        return gazetteer_of(self.spans)


class MarketFinder:
    """All markets of the store in memory; each distinct (name, sido, sigungu) is looked up once.

    A name is compared without spaces, signs and legal forms; then former names and names in brackets; then without
    its city and its ending, where that fits only one market of the region. A listed market goes before one no longer
    listed. A city or district that is not known yet (new, misspelt) hides no market whose name is the only one of its
    province; a province that is not known does.
    """

    def __init__(self, markets: "Connection | KnownMarkets") -> None:
        if isinstance(markets, KnownMarkets):
            self._table, rows = markets.table, markets.rows
        else:
            self._table, rows = gazetteer(markets), _rows(markets)
        self._entries = [_entry(row, self._table) for row in rows]
        self.market_ids = frozenset(entry.market_id for entry in self._entries)
        self._by_name: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self._entries:
            for name in {name for read in entry.names for name in read.all}:
                self._by_name[name].append(entry)
        self.find = lru_cache(maxsize=65536)(self._find)
        self._region = lru_cache(maxsize=65536)(self._read_region)

    @cached_property
    def _by_stem(self) -> dict[str, list[_Entry]]:
        """Only made when a name is nobody's own."""
        known: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self._entries:
            former = {read.stem for read in entry.names[1:] if len(read.stem) > 1}
            for stem in former | _stems(entry.names[0], self._table, entry.sido, entry.sigungu):
                known[stem].append(entry)
        return known

    def find_all(self, names: pd.Series, sidos: pd.Series, sigungus: pd.Series) -> tuple[np.ndarray, list[Found]]:
        """For each row the place of its answer in the list of answers. sidos: names or codes, "" = not told; sigungus
        likewise. Each distinct three is asked once."""
        asked = [pd.factorize(column) for column in (names, sidos, sigungus)]
        (name, _), (sido, known_sidos), (sigungu, known_sigungus) = asked
        joined = (name * max(1, len(known_sidos)) + sido) * max(1, len(known_sigungus)) + sigungu
        _, first, place = np.unique(joined, return_index=True, return_inverse=True)
        distinct = [[str(known[code]) for code in codes[first]] for codes, known in asked]
        return place, [self.find(*three) for three in zip(*distinct, strict=True)]

    def _find(self, name: str, sido: str = "", sigungu: str = "") -> Found:
        read, (sido_code, sigungu_code) = read_name(name), self._region(sido, sigungu)
        unknown = Found(None, "unknown_region", {"region": f"{sido} {sigungu}".strip()})
        if sido and not sido_code:
            return unknown
        if sigungu and not sigungu_code:
            alone = {entry.market_id for entry in self._called(read.main, sido_code, "")}
            return Found(alone.pop()) if len(alone) == 1 else unknown
        chosen = self._chosen(read, sido_code, sigungu_code)
        if len(chosen) == 1:
            return Found(chosen[0].market_id)
        if not chosen:
            return Found(None, "unknown_market")
        told = ", ".join(sorted(entry.label for entry in chosen)[:CANDIDATES_TOLD])
        return Found(None, "ambiguous_market", {"candidates": told + (" …" if len(chosen) > CANDIDATES_TOLD else "")})

    def _chosen(self, read: MarketName, sido: str, sigungu: str) -> Sequence[_Entry]:
        main = self._called(read.main, sido, sigungu)
        chosen = _exactly(main, read) or main or self._otherwise(read, sido, sigungu)
        return [entry for entry in chosen if entry.is_listed] or chosen

    def _called(self, name: str, sido: str, sigungu: str) -> list[_Entry]:
        """Markets of that name, present, former or in brackets, which lie there."""
        return [entry for entry in self._by_name.get(name, ()) if self._lies_in(entry, sido, sigungu)]

    @cached_property
    def _regions_now(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Names as most files write them: a thousand times quicker to look up than to read."""
        standing = self._table.on(OPEN_END)
        return {
            (standing[s.parent_code].name_ko, s.name_ko): (s.parent_code, code)
            for code, s in standing.items()
            if s.parent_code in standing
        }

    def _read_region(self, sido: str, sigungu: str) -> tuple[str, str]:
        if (sido, sigungu) in self._regions_now:
            return self._regions_now[sido, sigungu]
        codes = [text if text.isdigit() else "" for text in (sido.strip(), sigungu.strip())]
        if any(codes):
            at = [self._table.at(code) if code else "" for code in codes]
            return at[0] or at[1][:2], at[1]
        place = region_of_address(f"{sido} {sigungu}", OPEN_END, self._table)
        return place.sido_code, place.sigungu_code if sigungu.strip() else ""

    def _lies_in(self, entry: _Entry, sido: str, sigungu: str) -> bool:
        """Same district, or one of the two is the city of the other; as far as the row and the market tell."""
        if sigungu and entry.sigungu:
            return (
                entry.sigungu == sigungu
                or self._table.city_of(entry.sigungu) == sigungu
                or (entry.sigungu == self._table.city_of(sigungu))
            )
        return not sido or not entry.sido or entry.sido == sido

    def _otherwise(self, read: MarketName, sido: str, sigungu: str) -> Sequence[_Entry]:
        """By a name in the row's own brackets, else by stem in the region: only where one market fits."""
        others = {e.market_id: e for name in read.others for e in self._called(name, sido, sigungu)}
        if others or not sido:
            return list(others.values())
        stems = _stems(read, self._table, sido, sigungu)
        like = {e.market_id: e for s in stems for e in self._by_stem.get(s, ()) if self._lies_in(e, sido, sigungu)}
        fitting = [e for e in like.values() if any(read.marks == known.marks for known in e.names)]
        return fitting if len({e.market_id for e in fitting if e.is_listed}) <= 1 else []


def _exactly(entries: Sequence[_Entry], read: MarketName) -> list[_Entry]:
    """Those whose present name is this one, with the same remark in brackets; a former name of another gives way."""
    present = [entry for entry in entries if entry.names[0].main == read.main]
    remarked = [entry for entry in present if entry.names[0].remarks == read.remarks]
    return remarked or present


def _stems(read: MarketName, table: Gazetteer, sido: str, sigungu: str) -> set[str]:
    city = table.city_of(sigungu) if sigungu else ""
    return {stem for stem in (read.stem, read.bare(place_words(table, city, sido))) if len(stem) > 1}


def _rows(connection: Connection) -> tuple[MarketRow, ...]:
    table = metadata.tables["market"]
    asked = select(*[table.c[name] for name in MarketRow._fields]).order_by(table.c.market_id)
    return tuple(MarketRow(*row) for row in connection.execute(asked))


def _entry(row: MarketRow, table: Gazetteer) -> _Entry:
    names = tuple(read_name(name) for name in (row.market_name, *filter(None, row.former_names.split("|"))))
    standing = table.on(OPEN_END)
    place = " ".join(standing[c].name_ko for c in (row.sido_code, row.sigungu_code) if c in standing)
    return _Entry(
        row.market_id,
        f"{row.market_name}({place})" if place else row.market_name,
        names,
        row.sido_code,
        row.sigungu_code,
        bool(row.is_listed),
    )
