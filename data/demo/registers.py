"""What an invented register of the example markets says: each market, its row as it stood, its facilities."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from data.demo.places import Place

Row = dict[str, Any]
EDITION = "2024-12-31"
#: Part of the markets that have a facility.
FACILITIES = {
    "arcade": 0.62, "customer_parking": 0.78, "support_centre": 0.66, "fire_detector": 0.80, "sprinkler": 0.48,
    "lounge": 0.44, "shopping_cart": 0.24, "locker": 0.20, "foreigner_centre": 0.08, "delivery_service": 0.15,
}  # fmt: skip
SEED = 20241231


def facility_rows(place: Place) -> Iterator[Row]:
    """Rows of the facility table, without market and import."""
    luck = np.random.default_rng((SEED, place.number)).random(len(FACILITIES))
    for (facility, part), drawn in zip(FACILITIES.items(), luck, strict=True):
        yield {"facility": facility, "is_present": int(drawn < part)}


def record_row(place: Place) -> Row:
    """Row of the record table, without market and import: the values a register of this layout gives."""
    same = ("road_address", "lot_address", "cycle", "lat", "lon", "store_count", "goods", "vouchers", "opened_year")
    values = {name: getattr(place, name) for name in same} | {
        "market_name": place.market_name,
        "market_kind": place.register_kind,
        "has_toilet": place.has_toilet,
        "has_parking": place.has_parking,
        "as_of": int(EDITION.replace("-", "")),
    }
    return {
        "row": place.number + 2,
        "source": "example_markets",
        "market_name": place.market_name,
        "values": json.dumps(values, ensure_ascii=False),
        "raw": "{}",
        "decision": "new",
        "reason": "",
        "score": 1.0,
    }


def market_row(place: Place) -> Row:
    """Row of the market table, without the import."""
    return {
        "market_name": place.market_name,
        "former_names": "",
        "kind": str(place.kind),
        "sido_code": place.sido_code,
        "sigungu_code": place.sigungu_code,
        "region_basis": "code",
        "lat": place.lat,
        "lon": place.lon,
        "road_address": place.road_address,
        "lot_address": place.lot_address,
        "cycle": place.cycle,
        "market_days": place.market_days,
        "opened_year": place.opened_year,
        "store_count": place.store_count,
        "goods": place.goods,
        "vouchers": place.vouchers,
        "homepage": "",
        "phone": "",
        "has_toilet": place.has_toilet,
        "has_parking": place.has_parking,
        "as_of": EDITION,
        "first_edition": EDITION,
        "last_edition": EDITION,
        "is_listed": 1,
    }
