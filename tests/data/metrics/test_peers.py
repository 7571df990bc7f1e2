"""Similar markets: by hand, against slow obvious Python, and as a distance should be."""

import math
import random

import pandas as pd
import pytest

from data.metrics.peers import FEATURES, kinship, peers, plain
from data.queries.peers import FACILITIES

KINDS = ["permanent", "mixed", "periodic", "shopping_district", "underground", "unknown"]


def market(number: int, **changes: object) -> dict[str, object]:
    made = {
        "market_id": number, "market_name": f"m{number}", "kind": "permanent", "sido_code": "29",
        "sigungu_code": "29110",
        "sido_name_ko": "", "sido_name_en": "Gwangju", "sigungu_name_ko": "", "sigungu_name_en": "Dong-gu",
        "store_count": 100, "market_days": "", "goods": "a+b+c", **{f"has_{name}": True for name in FACILITIES},
        "amount_krw": 1, "foreign_share": 0.04,
    }  # fmt: skip
    return made | changes


def table(*rows: dict[str, object]) -> pd.DataFrame:
    made = pd.DataFrame(rows)
    kinds = {"store_count": "Int64", "market_id": "Int64", "foreign_share": "float64"}
    return made.astype(kinds | {f"has_{name}": "boolean" for name in FACILITIES})


def chance_market(number: int, chance: random.Random) -> dict[str, object]:
    days = chance.choice(["", "2,7", "1,6", "2,4,7,9"])
    city = chance.choice(
        [("29", "29110", "Dong-gu"), ("50", "50110", "Jeju-si"), ("46", "46710", "Damyang-gun"), ("", "", "")]
    )
    return market(
        number, kind=chance.choice(KINDS), store_count=chance.choice([None, 10, 40, 250, 900]), market_days=days,
        sido_code=city[0], sigungu_code=city[1], sigungu_name_en=city[2],
        goods="+".join(chance.sample("abcdef", chance.randrange(0, 5))),
        foreign_share=chance.choice([math.nan, 0.0, 0.01, 0.09]),
        **{f"has_{name}": chance.choice([True, False, None]) for name in FACILITIES},
    )  # fmt: skip


def slow_distance(a: dict[str, object], b: dict[str, object]) -> float | None:
    """Gower's distance written down once more, without the product's functions."""
    parts: list[tuple[float, float]] = []
    near = {("mixed", "permanent"): 0.4, ("mixed", "periodic"): 0.4, ("shopping_district", "underground"): 0.6,
            ("permanent", "shopping_district"): 0.7}  # fmt: skip
    if "unknown" not in (a["kind"], b["kind"]):
        pair = tuple(sorted([str(a["kind"]), str(b["kind"])]))
        parts.append((3, 0 if a["kind"] == b["kind"] else near.get(pair, 1)))  # type: ignore[arg-type]
        often = [min(len([d for d in str(m["market_days"]).split(",") if d]) / 10, 1) or 1 for m in (a, b)]
        parts.append((2, min(abs(often[0] - often[1]) / 0.8, 1)))
    if a["store_count"] and b["store_count"]:
        parts.append((3, min(abs(math.log(a["store_count"] / b["store_count"])) / math.log(8), 1)))  # type: ignore[operator]
    if a["sigungu_code"] and b["sigungu_code"]:
        ranks = {"29": 2, "50": 1, "46": 0}
        parts.append((2, abs(ranks[str(a["sido_code"])] - ranks[str(b["sido_code"])]) / 2))
    if a["goods"] and b["goods"]:
        one, other = set(str(a["goods"]).split("+")), set(str(b["goods"]).split("+"))
        parts.append((2, 1 - len(one & other) / len(one | other)))
    if not math.isnan(a["foreign_share"]) and not math.isnan(b["foreign_share"]):  # type: ignore[arg-type]
        parts.append((2, min(abs(a["foreign_share"] ** 0.5 - b["foreign_share"] ** 0.5) / 0.5, 1)))  # type: ignore[operator]
    for weight, names in ((2, ("foreigner_centre", "locker")),
                          (1, ("arcade", "customer_parking", "delivery_service", "lounge"))):  # fmt: skip
        both = [(a[f"has_{n}"], b[f"has_{n}"]) for n in names if None not in (a[f"has_{n}"], b[f"has_{n}"])]
        if both:
            parts.append((weight, sum(x != y for x, y in both) / len(both)))
    whole = sum(weight for weight, _ in parts)
    return sum(w * d for w, d in parts) / whole if whole >= 17 / 2 else None


@pytest.mark.parametrize("seed", range(5))
def test_the_nearest_are_those_of_slow_obvious_python(seed: int) -> None:
    chance = random.Random(seed)
    markets = [chance_market(number, chance) for number in range(1, 41)]
    distances = [(slow_distance(markets[0], other), other["market_id"]) for other in markets[1:]]
    expected = sorted((d, n) for d, n in distances if d is not None)[:6]
    found = peers(table(*markets), 1, 6)
    assert list(found["market_id"]) == [number for _, number in expected]
    assert list(found["distance"]) == pytest.approx([distance for distance, _ in expected])


def test_a_market_is_at_no_distance_from_one_like_it_and_the_distance_is_the_same_both_ways() -> None:
    chance = random.Random(3)
    rows = plain(table(*(chance_market(number, chance) for number in range(12))))
    for a in rows:
        for b in rows:
            one, other = kinship(a, b), kinship(b, a)
            assert (one is None) == (other is None)
            if one and other:
                assert one.distance == pytest.approx(other.distance) and 0 <= one.distance <= 1
                assert a is not b or one.distance == 0


def test_what_is_not_known_is_left_out_and_named() -> None:
    found = peers(table(market(1), market(2, store_count=None, foreign_share=math.nan)), 1)
    assert found["distance"][0] == 0
    assert found["missing"][0] == "size,tourists"
    assert found["known_share"][0] == pytest.approx(12 / 17)


def test_a_pair_of_which_too_little_is_known_is_not_proposed_but_can_be_chosen() -> None:
    bare = market(2, kind="unknown", store_count=None, goods="", foreign_share=math.nan)
    rows = table(market(1), bare)
    assert peers(rows, 1).empty
    chosen = peers(rows, 1, only=(2,))
    assert list(chosen["market_id"]) == [2] and chosen["distance"].isna().all()


def test_it_says_in_what_two_markets_are_alike_and_in_what_not() -> None:
    found = peers(table(market(1), market(2, store_count=800, goods="x")), 1)
    assert found["alike"][0] == "kind,region,market_days,tourists,visitors,facilities"
    assert found["unlike"][0] == "size"


def test_which_days_a_five_day_market_trades_on_does_not_part_it_from_another() -> None:
    rows = plain(table(market(1, kind="periodic", market_days="2,7"), market(2, kind="periodic", market_days="3,8")))
    assert kinship(*rows).by_feature["market_days"] == 0  # type: ignore[union-attr]


def test_equally_near_markets_come_in_the_order_of_their_numbers() -> None:
    rows = table(market(1), market(9), market(4), market(7))
    assert list(peers(rows, 1, 2)["market_id"]) == [4, 7]
    assert peers(rows, 99).empty


def test_every_feature_has_words() -> None:
    from components.text.translator import words

    assert all(f"feature.{feature.key}" in words() for feature in FEATURES)
