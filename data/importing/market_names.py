"""The market that a row of payments names: by our number, or by name and place; never by guessing."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data.geo.addresses import region_of_address
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
        self._by_main: dict[str, list[Place]] = defaultdict(list)
        self._by_other: dict[str, list[Place]] = defaultdict(list)
        self._ids: set[int] = set()
        self._answers: dict[tuple[str, str, str], Named] = {}
        for row in connection.execute(select(_MARKET)):
            place = Place(row.market_id, row.market_name, row.sido_code, row.sigungu_code)
            name = read_name(row.market_name)
            self._ids.add(row.market_id)
            self._by_main[name.main].append(place)
            others = set(name.others).union(*(read_name(former).all for former in row.former_names.split("|") if former))
            for other in others - {name.main}:
                self._by_other[other].append(place)

    def named(self, name: str, sido: str = "", sigungu: str = "") -> Named:
        """The one market of that name in that place."""
        asked = (name, sido, sigungu)
        if asked not in self._answers:
            self._answers[asked] = self._look_up(*asked)
        return self._answers[asked]

    def _look_up(self, name: str, sido: str, sigungu: str) -> Named:
        parts = read_name(name)
        for known in (self._by_main, self._by_other):
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
            told = ({"candidates": where[-int(ids[row]) - 1].candidates} if reason == "ambiguous_market" else {} for row in rows)
            block.refuse_all(refusals, block.rows.index[rows], "market_name", reason, told)
        return np.maximum(ids, 0)

    def _answered(self, rows: pd.DataFrame) -> tuple[np.ndarray, list[Named]]:
        """Market numbers, or -1 - (place in the list of answers) where there is none. Each distinct name is asked once."""
        told = rows["market_id"].fillna(0).to_numpy(dtype=np.int64) if "market_id" in rows else np.zeros(len(rows), np.int64)
        codes, distinct = zip(*(pd.factorize(rows[name]) for name in PLACE_COLUMNS), strict=True)
        joined = (codes[0] * len(distinct[1]) + codes[1]) * len(distinct[2]) + codes[2]
        _, first, back = np.unique(joined, return_index=True, return_inverse=True)
        answers = [self.named(*(str(distinct[i][codes[i][at]]) for i in range(3))) for at in first]
        found = np.array([answer.market_id or -at - 1 for at, answer in enumerate(answers)], dtype=np.int64)[back]
        known = np.isin(told, list(self._ids))
        unknown = (told > 0) & ~known
        return np.where(known, told, np.where(unknown, -len(answers) - 1, found)), [*answers, Named(reason="unknown_market")]


def _lies_in(place: Place, sido: str, sigungu: str) -> bool:
    """Whether the market lies there, as far as the words and the market tell."""
    if not sido and not sigungu:
        return True
    asked = region_of_address(f"{sido} {sigungu}".strip())
    if asked.sigungu_code and place.sigungu_code:
        return asked.sigungu_code in (place.sigungu_code, shipped().city_of(place.sigungu_code))
    return not asked.sido_code or not place.sido_code or asked.sido_code == place.sido_code
