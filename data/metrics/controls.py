"""Markets to hold a promotion against: similar ones that had none, and those so near that sales may have moved."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Metres within which a market is a neighbour; where a place is not known, the same city or district is.
NEAR_M = 5_000
#: Most controls: the most similar. More would be less alike and add little.
MOST_CONTROLS = 40
_EARTH_M = 6_371_000


@dataclass(frozen=True)
class Chosen:
    """controls: the most similar first. neighbours: near a treated market. left_out: market_id, why (neighbour, late,
    overlapping), with (names of other promotions)."""

    controls: tuple[int, ...]
    neighbours: tuple[int, ...]
    left_out: pd.DataFrame


def choose(
    similar: Sequence[int],
    places: pd.DataFrame,
    treated: Sequence[int],
    late: Sequence[int] = (),
    overlapping: Mapping[int, tuple[str, ...]] | None = None,
) -> Chosen:
    """Controls out of similar markets (most similar first): none that was treated by any promotion at the time, and
    none so near that the promotion may have taken its customers."""
    others = overlapping or {}
    near = tuple(one for one in neighbours(places, treated) if one not in late and one not in others)
    reasons = {
        **dict.fromkeys(near, ("neighbour", "")),
        **{one: ("overlapping", ", ".join(names)) for one, names in others.items()},
        **dict.fromkeys(late, ("late", "")),
    }
    free = tuple(one for one in similar if one not in reasons and one not in treated)
    rows = [(one, *reasons[one]) for one in similar if one in reasons]
    rows += [(one, "overlapping", ", ".join(others[one])) for one in treated if one in others]
    left = pd.DataFrame(rows, columns=["market_id", "why", "with"])
    return Chosen(free, near, left)


def neighbours(places: pd.DataFrame, treated: Sequence[int]) -> tuple[int, ...]:
    """Markets within ``NEAR_M`` of a treated one, or in its city or district where either has no place."""
    own = places[places["market_id"].isin(treated).to_numpy()]
    rest = places[~places["market_id"].isin(treated).to_numpy()]
    found: set[int] = set()
    ids = rest["market_id"].to_numpy("int64")
    for one in own.itertuples():
        metres = distance_m(float(one.lat), float(one.lon), rest["lat"].to_numpy(), rest["lon"].to_numpy())
        same = (rest["sigungu_code"] == one.sigungu_code).to_numpy() & (str(one.sigungu_code) != "")
        found |= set(ids[np.where(np.isnan(metres), same, metres <= NEAR_M)].tolist())
    return tuple(sorted(found))


def distance_m(lat: float, lon: float, lats: np.ndarray, lons: np.ndarray) -> np.ndarray:
    """Metres on the sphere; NaN where a place is not known."""
    up, over = np.radians(lats - lat), np.radians(lons - lon)
    half = np.sin(up / 2) ** 2 + math.cos(math.radians(lat)) * np.cos(np.radians(lats)) * np.sin(over / 2) ** 2
    return np.asarray(2 * _EARTH_M * np.arcsin(np.sqrt(half)))


def together(rankings: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """One order out of the orders of several treated markets: by the best place, then by how many name it."""
    best: dict[int, tuple[int, int]] = {}
    for ranking in rankings:
        for place, market in enumerate(ranking):
            known = best.get(market, (place, 0))
            best[market] = (min(known[0], place), known[1] - 1)
    return tuple(sorted(best, key=lambda market: (*best[market], market)))
