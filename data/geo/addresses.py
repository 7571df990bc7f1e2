"""The region that an address names, however it is spelt."""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from data.geo.hangul import edits, nearest
from data.geo.regions import CITY, OPEN_END, Gazetteer, RegionSpan, shipped


@dataclass(frozen=True)
class Place:
    """Codes valid on the day asked for; "" = the address does not tell.

    basis: ``address``, or ``address_mended`` when a misspelt name was read as the only near one of that province.
    """

    sido_code: str = ""
    sigungu_code: str = ""
    basis: str = ""

    @property
    def depth(self) -> int:
        """How much is known: 0 nothing, 1 province, 2 city with districts, 3 district, city or county."""
        return 0 if not self.sido_code else 1 if not self.sigungu_code else 3


@cache
def sido_spellings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Spelling -> codes, longest spelling first."""
    with (Path(__file__).parent / "sido_spellings.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["spelling"], tuple(row["sido_codes"].split("|"))) for row in csv.DictReader(file)]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _words() -> dict[str, str]:
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


def region_of_address(text: str, day: int = OPEN_END, table: Gazetteer | None = None) -> Place:
    """Province and district of an address as they stood on ``day``.

    Reads official, former, short and glued province names, districts without their city and cities without their
    district (then the city's code), and mends a misspelt name when only one name of that province is near it.
    """
    words = unicodedata.normalize("NFC", text).split()
    return _region_of_words(tuple(words[:5]), day, table or shipped())


def region_of_addresses(texts: Iterable[str], day: int = OPEN_END, table: Gazetteer | None = None) -> Place:
    """The best that several addresses of one place tell: districts before cities, spelt rightly before mended."""
    table = table or shipped()
    places = [region_of_address(text, day, table) for text in texts if text]
    return max(places, key=lambda place: _worth(place, day, table), default=Place())


def _worth(place: Place, day: int, table: Gazetteer) -> tuple[int, bool]:
    span = table.on(day).get(place.sigungu_code)
    return place.depth - (span is not None and span.level == CITY), place.basis == "address"


@lru_cache(maxsize=65536)
def _region_of_words(words: tuple[str, ...], day: int, table: Gazetteer) -> Place:
    if not words:
        return Place()
    readings = []
    for codes, rest, mended in _sido_readings(words, table):
        sigungu, mended_too = _sigungu_of(rest, codes, day, table)
        readings.append((bool(sigungu) + bool(codes), not (mended or mended_too), codes, sigungu))
    _, exact, codes, sigungu = max(readings, key=lambda reading: reading[:2])
    basis = "address" if exact else "address_mended"
    if sigungu:
        return Place(table.on(day)[sigungu].parent_code, sigungu, basis)
    sido = next((code for code in (table.at(code, day) for code in codes) if code), "")
    return Place(sido, "", basis) if sido else Place()


@lru_cache(maxsize=4)
def _spellings(table: Gazetteer) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The shipped spellings and the names of provinces that an official table has brought since."""
    known = dict(sido_spellings())
    for span in table.spans:
        if span.level == "sido":
            for name in (span.name_ko, span.short_name_ko):
                known.setdefault(name, (span.region_code,))
    return tuple(sorted(known.items(), key=lambda spelling: -len(spelling[0])))


def _sido_readings(words: tuple[str, ...], table: Gazetteer) -> list[tuple[tuple[str, ...], tuple[str, ...], bool]]:
    """Ways to read the province: (codes, words that follow, was mended). The last way is that none is given."""
    first, rest = words[0], words[1:]
    readings: list[tuple[tuple[str, ...], tuple[str, ...], bool]] = []
    for spelling, codes in _spellings(table):
        if first.startswith(spelling):
            left = first[len(spelling) :]
            readings.append((codes, (left, *rest) if left else rest, False))
    if not readings:
        near = nearest(first, [spelling for spelling, _ in _spellings(table) if len(spelling) > 3])
        readings += [(codes, rest, True) for spelling, codes in _spellings(table) if spelling == near]
    return [*readings, ((), words, False)]


def _sigungu_of(words: tuple[str, ...], sidos: tuple[str, ...], day: int, table: Gazetteer) -> tuple[str, bool]:
    """(code valid on the day, was mended); ("", False) when the words name no district, or several fit."""
    spans = _districts(sidos, day, table)
    for candidates in (spans, *([_ever(sidos, table)] if sidos else [])):
        exact = _exact(words, candidates, day, table)
        if exact:
            return exact, False
    if "36" in sidos:
        return table.at("36110", day), False
    mended = _mended(words, spans, day, table) if sidos and words else ""
    return mended, bool(mended)


def _districts(sidos: tuple[str, ...], day: int, table: Gazetteer) -> tuple[RegionSpan, ...]:
    now = {table.at(code, day) for code in sidos}
    return tuple(s for c, s in table.on(day).items() if len(c) == 5 and (not sidos or s.parent_code in now))


def _ever(sidos: tuple[str, ...], table: Gazetteer) -> tuple[RegionSpan, ...]:
    return tuple(s for s in table.spans if len(s.region_code) == 5 and s.parent_code in sidos)


def _exact(words: tuple[str, ...], spans: tuple[RegionSpan, ...], day: int, table: Gazetteer) -> str:
    """Longest name that the words begin with: city and district, else the district alone, else the city."""
    glued = "".join(words)
    for level in (2, 1):
        fits: dict[str, int] = {}
        for span in spans:
            name = "".join(span.name_ko.split()[-1:] if level == 1 and " " in span.name_ko else span.name_ko.split())
            if glued.startswith(name) and not _is_street(glued[len(name) :]):
                fits[table.at(span.region_code, day)] = max(len(name), fits.get(table.at(span.region_code, day), 0))
        fits.pop("", None)
        best = [code for code, length in fits.items() if length == max(fits.values())]
        if len(best) == 1:
            return _finer(best[0], words, day, table)
    return ""


def _is_street(following: str) -> bool:
    """Jungguro 12 is a street that begins with the name of a district."""
    return re.match(_words()["street"], following) is not None


def _finer(code: str, words: tuple[str, ...], day: int, table: Gazetteer) -> str:
    """A district of that city that the next word names in short or misspelt (Hoewon-gu for Masanhoewon-gu); else the
    city.
    """
    districts = {table.on(day)[c].name_ko.split()[-1]: c for c in table.districts_of(code, day)}
    city = table.on(day)[code].name_ko
    following = "".join(words)[len(city) :]
    shortened = [c for name, c in districts.items() if len(name) > 3 and following.startswith(name[2:])]
    if len(shortened) == 1:
        return shortened[0]
    word = words[1] if len(words) > 1 and words[0] == city else ""
    near = nearest(word, list(districts)) if word.endswith(_words()["district"]) else ""
    return districts.get(near, code)


def _mended(words: tuple[str, ...], spans: tuple[RegionSpan, ...], day: int, table: Gazetteer) -> str:
    """The only name of the province that is one syllable away from the first word."""
    names: dict[str, list[str]] = {}
    for span in spans:
        names.setdefault(span.name_ko.split()[-1], []).append(span.region_code)
    near = nearest(words[0], list(names))
    if (
        not near
        or len(near) != len(words[0])
        or len(names[near]) > 1
        or edits(words[0][0], near[0]) + edits(words[0][-1], near[-1]) > 1
    ):
        return ""
    return _finer(names[near][0], (near, *words[1:]), day, table)
