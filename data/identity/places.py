"""Where a row of a register lies, as far as two rows can be compared by it."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from data.identity.names import words


@dataclass(frozen=True)
class Address:
    """Keys of an address: road with number, lot with number, and the quarters, towns and villages named."""

    spots: frozenset[str]
    quarters: frozenset[str]


#: No address is longer; in a page of digits the patterns below would search for minutes.
LONGEST = 200


@lru_cache(maxsize=65536)
def read_address(text: str) -> Address:
    """Keys of one address, road or lot; () where it has none."""
    text = text[:LONGEST]
    glued = "".join(_street_words(re.sub(r"\(.*?\)", "", text).split()))
    spots = {f"{road}{number}" for road, number in re.findall(words()["road"], glued)}
    if not spots:
        quarters = re.findall(words()["quarter"], text)
        found = re.search(words()["lot_number"], glued)
        spots = {f"{quarters[-1]}{found.group(1)}"} if quarters and found else set()
    return Address(frozenset(spots), frozenset(re.findall(words()["quarter"], text)))


def _street_words(parts: list[str]) -> list[str]:
    """What follows the words that name a region."""
    while len(parts) > 1 and re.match(words()["region_word"], parts[0]):
        parts = parts[1:]
    return parts


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance of two points (lat, lon); good to 0.1 % at the size of Korea."""
    north = (one[0] - other[0]) * 111_000
    east = (one[1] - other[1]) * 111_320 * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)
