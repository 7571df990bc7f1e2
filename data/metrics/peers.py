"""Which markets are like a market: a distance over what a register tells, and what of it made them alike.

The distance of two markets is the weighted mean of the distances in each feature (Gower 1971), each between 0 (the
same) and 1 (as different as can be), over the features known of both:

    d(a, b) = sum of w * d_f(a, b) / sum of w, over the features f known of a and of b

A feature that is not known of one of them is left out of the pair, and named; a pair of which less than half of the
weight is known is not proposed. The scales are fixed, so a distance does not change when other markets are put in.

References: J. C. Gower (1971), "A general coefficient of similarity and some of its properties", Biometrics 27.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

PROPOSED = 5
LEAST_KNOWN_WEIGHT = 0.5
#: Numbers of stores as 1 : 8 apart, or more, are as different as can be.
SIZE_SPAN = math.log(8)
#: Foreign shares are held against each other by their roots: 1 and 4 percent differ more than 41 and 44.
TOURIST_SPAN = math.sqrt(0.25)
#: A cycle of five days holds a market on six of thirty days.
DAYS_OF_A_DIGIT = 3
KINDS_NEAR = {
    frozenset({"permanent", "mixed"}): 0.4, frozenset({"mixed", "periodic"}): 0.4,
    frozenset({"shopping_district", "underground"}): 0.6, frozenset({"permanent", "shopping_district"}): 0.7,
}  # fmt: skip
VISITOR_SERVICES = ("has_foreigner_centre", "has_locker")
METROPOLITAN = frozenset({"11", "26", "27", "28", "29", "30", "31"})
COUNTY, CITY, METROPOLIS = 0, 1, 2

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Feature:
    """One thing two markets are held against each other on. apart: 0 to 1, None when not known of one of them."""

    key: str
    weight: float
    apart: Callable[[Row, Row], float | None]


@dataclass(frozen=True)
class Kinship:
    """How near two markets are. by_feature: those known of both; missing: the others; known_share: of all weight."""

    distance: float
    by_feature: dict[str, float]
    missing: tuple[str, ...]
    known_share: float


def kind_apart(a: Row, b: Row) -> float | None:
    """Kinds are the same, near, or not alike at all."""
    if "unknown" in (a["kind"], b["kind"]) or not (a["kind"] and b["kind"]):
        return None
    return 0.0 if a["kind"] == b["kind"] else KINDS_NEAR.get(frozenset({a["kind"], b["kind"]}), 1.0)


def size_apart(a: Row, b: Row) -> float | None:
    """Ratio of the numbers of stores."""
    sizes = [row["store_count"] for row in (a, b) if row["store_count"]]
    return min(abs(math.log(sizes[0] / sizes[1])) / SIZE_SPAN, 1.0) if len(sizes) == 2 else None


def region_type(row: Row) -> int | None:
    """District of a metropolis, city, or county, by the code of the province and the city's official English name."""
    if not row["sigungu_code"]:
        return None
    if str(row["sigungu_name_en"]).endswith("-gun"):
        return COUNTY
    return METROPOLIS if row["sido_code"] in METROPOLITAN else CITY


def region_apart(a: Row, b: Row) -> float | None:
    """Steps between county, city and metropolis."""
    kinds = [region_type(a), region_type(b)]
    return None if None in kinds else abs(kinds[0] - kinds[1]) / 2  # type: ignore[operator]


def days_of_trade(row: Row) -> float:
    """Part of all days on which a market is held: 1 for every day, 0.2 for a five-day market."""
    digits = [one for one in str(row["market_days"]).split(",") if one]
    if "@" in str(row["market_days"]):
        return 1 / int(str(row["market_days"]).partition("@")[0])
    return min(len(digits) * DAYS_OF_A_DIGIT / 30, 1.0) if digits else 1.0


def days_apart(a: Row, b: Row) -> float | None:
    """How often a market is held. Which days they are does not matter: 2 and 7 is as good as 3 and 8."""
    if "unknown" in (a["kind"], b["kind"]):
        return None
    return min(abs(days_of_trade(a) - days_of_trade(b)) / 0.8, 1.0)


def goods_apart(a: Row, b: Row) -> float | None:
    """Part of the goods of both that only one of them has (Jaccard)."""
    sold = [{one.strip() for one in str(row["goods"]).split("+") if one.strip()} for row in (a, b)]
    return 1 - len(sold[0] & sold[1]) / len(sold[0] | sold[1]) if all(sold) else None


def tourists_apart(a: Row, b: Row) -> float | None:
    """Foreign share of the payments."""
    shares = [row["foreign_share"] for row in (a, b) if row["foreign_share"] is not None]
    return min(abs(math.sqrt(shares[0]) - math.sqrt(shares[1])) / TOURIST_SPAN, 1.0) if len(shares) == 2 else None


def visitors_apart(a: Row, b: Row) -> float | None:
    """Services for travellers, which few markets have: they tell where visitors come before any payment is known."""
    return _differing(a, b, VISITOR_SERVICES)


def facilities_apart(a: Row, b: Row) -> float | None:
    """Part of the other facilities known of both of which one has it and the other has not."""
    return _differing(a, b, [name for name in a if name.startswith("has_") and name not in VISITOR_SERVICES])


def _differing(a: Row, b: Row, names: Sequence[str]) -> float | None:
    both = [(a[name], b[name]) for name in names if a.get(name) is not None and b.get(name) is not None]
    return sum(one != other for one, other in both) / len(both) if both else None


FEATURES = (
    Feature("kind", 3.0, kind_apart),
    Feature("size", 3.0, size_apart),
    Feature("region", 2.0, region_apart),
    Feature("market_days", 2.0, days_apart),
    Feature("goods", 2.0, goods_apart),
    Feature("tourists", 2.0, tourists_apart),
    Feature("visitors", 2.0, visitors_apart),
    Feature("facilities", 1.0, facilities_apart),
)


def plain(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of ``peers.features`` as dictionaries, None where not known."""
    columns = {name: rows[name].astype(object).where(rows[name].notna(), None).tolist() for name in rows.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def kinship(a: Row, b: Row) -> Kinship | None:
    """How near two rows of ``plain`` are; None when too little is known of both."""
    apart = {feature.key: feature.apart(a, b) for feature in FEATURES}
    known = {key: value for key, value in apart.items() if value is not None}
    weights = {feature.key: feature.weight for feature in FEATURES}
    weight, whole = sum(weights[key] for key in known), sum(weights.values())
    if weight < LEAST_KNOWN_WEIGHT * whole:
        return None
    distance = sum(weights[key] * value for key, value in known.items()) / weight
    return Kinship(distance, known, tuple(key for key in apart if key not in known), weight / whole)


def peers(rows: pd.DataFrame, market_id: int, count: int = PROPOSED, *, only: tuple[int, ...] = ()) -> pd.DataFrame:
    """The markets nearest to one, of ``peers.features``; the nearest first, equal ones by their number.

    only: these markets and no others, near or not. Columns: market_id, market_name, kind, codes and names of province
    and city, store_count, distance (0 to 1; missing where too little is known), alike (features in which they are
    nearest, joined by commas, the weightiest first), unlike (the one in which they differ most, "" when they
    hardly do), missing (features that are not known of one of them), known_share (of all weight). Empty for an unknown
    market.
    """
    table = plain(rows)
    own = next((row for row in table if row["market_id"] == market_id), None)
    others = [row for row in table if row["market_id"] != market_id and (not only or row["market_id"] in only)]
    found = [(kinship(own, row), row) for row in others] if own else []
    near = sorted(
        ((one, row) for one, row in found if one is not None or only),
        key=lambda pair: (pair[0].distance if pair[0] else 2.0, pair[1]["market_id"]),
    )
    made = [_told(one, row) for one, row in near[: len(only) or count]]
    kept = ["market_id", "market_name", "kind", "sido_code", "sigungu_code", "sido_name_ko", "sido_name_en",
            "sigungu_name_ko", "sigungu_name_en", "store_count"]  # fmt: skip
    names = [*kept, "distance", "alike", "unlike", "missing", "known_share"]
    frame = pd.DataFrame([{name: row[name] for name in kept} | said for said, row in made], columns=names)
    return frame.astype({"store_count": "Int64", "market_id": "Int64", "distance": "float64", "known_share": "float64"})


NEAR, FAR = 0.15, 0.3


def _told(one: Kinship | None, row: Row) -> tuple[dict[str, Any], Row]:
    if one is None:
        missing = ",".join(feature.key for feature in FEATURES)
        return {"distance": None, "alike": "", "unlike": "", "missing": missing, "known_share": 0.0}, row
    alike = [feature.key for feature in FEATURES if one.by_feature.get(feature.key, 1.0) <= NEAR]
    weights = {feature.key: feature.weight for feature in FEATURES}
    worst = max(one.by_feature, key=lambda key: (one.by_feature[key] * weights[key], key))
    unlike = worst if one.by_feature[worst] >= FAR else ""
    return {
        "distance": one.distance, "alike": ",".join(alike), "unlike": unlike, "missing": ",".join(one.missing),
        "known_share": one.known_share,
    }, row  # fmt: skip
