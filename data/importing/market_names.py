"""The market that a row of payments names: by our number, or by name and place; never by guessing."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data.geo import addresses
from data.geo.regions import shipped
from data.identity.names import read_name
from data.importing.block import Block, Refusals
from data.models import Market, metadata

_MARKET = metadata.tables[str(Market.__tablename__)]
PLACE_COLUMNS = ("market_name", "sido", "sigungu")
#: Told in a refusal; more would not be read.
CANDIDATES_TOLD = 5


@dataclass(frozen=True)
class Place:
    """Where a market lies, as now known."""

    market_id: int
    market_name: str
    sido_code: str
    sigungu_code: str

    @property
    def words(self) -> str:
        """Name with its province and city, to tell it from its namesakes."""
        names = shipped().by_code
        place = [names[code][-1].name_ko for code in (self.sido_code, self.sigungu_code) if code in names]
        return f"{self.market_name}({' '.join(place)})" if place else self.market_name


@dataclass(frozen=True)
class Named:
    """The market meant, or why it is not known which: a reason and its fields."""

    market_id: int = 0
    reason: str = ""
    candidates: str = ""


class MarketNames:
    """Every name that markets go or went by."""

    def __init__(self, connection: Connection) -> None:
        """Reads the markets once."""
        columns = (_MARKET.c.market_id, _MARKET.c.market_name, _MARKET.c.sido_code, _MARKET.c.sigungu_code)
        rows = connection.execute(select(*columns, _MARKET.c.former_names))
        self._places = [(Place(*row[:4]), str(row[4])) for row in rows]
        self._by_spelling: dict[str, list[Place]] = defaultdict(list)
        for place, _ in self._places:
            self._by_spelling[place.market_name].append(place)
        self._ids = np.array([place.market_id for place, _ in self._places], dtype=np.int64)
        self._answers: dict[tuple[str, str, str], Named] = {}

    @cached_property
    def _by_part(self) -> tuple[dict[str, list[Place]], dict[str, list[Place]]]:
        """By the name itself, and by the names in brackets and former ones. Only read when a spelling is not the
        store's own."""
        by_main: dict[str, list[Place]] = defaultdict(list)
        by_other: dict[str, list[Place]] = defaultdict(list)
        for place, former_names in self._places:
            name = read_name(place.market_name)
            by_main[name.main].append(place)
            others = set(name.others).union(*(read_name(former).all for former in former_names.split("|") if former))
            for other in others - {name.main}:
                by_other[other].append(place)
        return by_main, by_other

    def named(self, name: str, sido: str = "", sigungu: str = "") -> Named:
        """The one market of that name in that place."""
        asked = (name, sido, sigungu)
        if asked not in self._answers:
            self._answers[asked] = self._look_up(*asked)
        return self._answers[asked]

    def _look_up(self, name: str, sido: str, sigungu: str) -> Named:
        here = [place for place in self._by_spelling.get(name, ()) if _lies_in(place, sido, sigungu)]
        if len(here) == 1 and (sigungu or len(self._by_spelling[name]) == 1):
            return Named(here[0].market_id)
        parts = read_name(name)
        for known in self._by_part:
            places = {place.market_id: place for part in (parts.main, *parts.others) for place in known.get(part, ())}
            here = [place for place in places.values() if _lies_in(place, sido, sigungu)]
            if len(here) == 1:
                return Named(here[0].market_id)
            if here:
                told = ", ".join(place.words for place in here[:CANDIDATES_TOLD])
                return Named(reason="ambiguous_market", candidates=told + (" …" if len(here) > CANDIDATES_TOLD else ""))
        return Named(reason="unknown_market")

    def ids_of(self, block: Block, refusals: Refusals) -> np.ndarray:
        """Number of each row's market; 0 for the rows that were refused."""
        ids, answers = self._answered(block.rows)
        for reason in ("unknown_market", "ambiguous_market"):
            where = {at: answer for at, answer in enumerate(answers) if answer.reason == reason}
            rows = np.flatnonzero(np.isin(ids, [-at - 1 for at in where]))
            told = (
                {"candidates": where[-int(ids[row]) - 1].candidates} if reason == "ambiguous_market" else {}
                for row in rows
            )
            block.refuse_all(refusals, block.rows.index[rows], "market_name", reason, told)
        known: np.ndarray = np.maximum(ids, 0)
        return known

    def _answered(self, rows: pd.DataFrame) -> tuple[np.ndarray, list[Named]]:
        """Market numbers, or -1 - (place in the list of answers) where there is none. Each distinct name is asked
        once."""
        told = (
            rows["market_id"].fillna(0).to_numpy(dtype=np.int64)
            if "market_id" in rows
            else np.zeros(len(rows), np.int64)
        )
        codes, found = zip(*(pd.factorize(rows[name]) for name in PLACE_COLUMNS), strict=True)
        distinct = [list(each) for each in found]
        joined = (codes[0] * len(distinct[1]) + codes[1]) * len(distinct[2]) + codes[2]
        _, first, back = np.unique(joined, return_index=True, return_inverse=True)
        names = [[distinct[part][code] for code in codes[part][first]] for part in range(len(PLACE_COLUMNS))]
        answers = [self.named(*asked) for asked in zip(*names, strict=True)]
        numbers = np.array([answer.market_id or -at - 1 for at, answer in enumerate(answers)], dtype=np.int64)[back]
        known = np.isin(told, self._ids)
        unknown = (told > 0) & ~known
        return np.where(known, told, np.where(unknown, -len(answers) - 1, numbers)), [
            *answers,
            Named(reason="unknown_market"),
        ]


@cache
def _names(sido_code: str, sigungu_code: str) -> tuple[str, str]:
    """Both names as they are now: what most files have, and a thousand times quicker to compare than to read."""
    spans = [shipped().by_code.get(code) for code in (sido_code, sigungu_code)]
    sido, sigungu = (each[-1].name_ko if each else "" for each in spans)
    return sido, sigungu


@cache
def _region(sido: str, sigungu: str) -> addresses.Place:
    """Region of two cells, each pair read once."""
    return addresses.region_of_address(f"{sido} {sigungu}".strip())


def _lies_in(place: Place, sido: str, sigungu: str) -> bool:
    """Whether the market lies there, as far as the words and the market tell."""
    if not sido and not sigungu:
        return True
    if (sido, sigungu) == _names(place.sido_code, place.sigungu_code):
        return True
    asked = _region(sido, sigungu)
    if asked.sigungu_code and place.sigungu_code:
        return asked.sigungu_code in (place.sigungu_code, shipped().city_of(place.sigungu_code))
    return not asked.sido_code or not place.sido_code or asked.sido_code == place.sido_code
