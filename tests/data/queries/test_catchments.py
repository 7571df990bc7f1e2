"""Catchment questions against slow obvious Python over the same markets."""

import math
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, update

from data.choice import Choice
from data.errors import UnknownChoice
from data.models import metadata
from data.queries import catchments
from data.store import writing
from tests.data.geo.test_catchments import haversine
from tests.data.queries.small_store import Small, make
from tests.stores import new_store

NEAR = Choice(market_id=2, radius_m=3000)


def slow(small: Small, market_id: int, radius: int) -> list[tuple[int, float]]:
    """Other listed markets within, nearest first."""
    own = small.market(market_id)
    found = []
    for market in small.markets:
        if market["market_id"] != market_id and market["lat"] is not None and market["is_listed"]:
            away = haversine((own["lat"], own["lon"]), (market["lat"], market["lon"]))
            if away <= radius:
                found.append((market["market_id"], away))
    return sorted(found, key=lambda pair: (round(pair[1]), pair[0]))


@pytest.mark.parametrize("radius", [500, 1500, 3000, 5000])
def test_markets_within_are_those_of_the_slow_way(connection: Connection, small: Small, radius: int) -> None:
    for market_id in (1, 2, 4, 9):
        rows = catchments.markets_within(connection, Choice(market_id=market_id, radius_m=radius))
        wanted = slow(small, market_id, radius)
        assert sorted(rows["market_id"]) == sorted(number for number, _ in wanted)
        assert sorted(rows["distance_m"]) == pytest.approx(sorted(away for _, away in wanted), rel=0.005, abs=1)
        assert list(rows["distance_m"]) == sorted(rows["distance_m"])


def test_stores_are_added_where_known_and_the_others_counted(connection: Connection, small: Small) -> None:
    row = catchments.reach(connection, NEAR).iloc[0]
    numbers = [small.market(number)["store_count"] for number, _ in slow(small, 2, 3000)]
    known = [number for number in numbers if number is not None]
    assert row["market_count"] == len(numbers) and row["unknown_store_count"] == len(numbers) - len(known)
    assert row["store_count"] == sum(known)
    assert row["radius_m"] == 3000 and row["area_km2"] == pytest.approx(math.pi * 9, rel=0.01)
    assert 0 < row["covered_share"] < 1


def test_a_market_without_coordinates_has_no_surroundings(connection: Connection) -> None:
    assert catchments.reach(connection, Choice(market_id=6)).empty
    assert catchments.markets_within(connection, Choice(market_id=6)).empty
    assert catchments.reach(connection, Choice()).empty


def test_merchants_count_where_they_have_a_place_and_are_not_closed(tmp_path: Path) -> None:
    url = new_store(tmp_path / "own.sqlite")
    store, own = metadata.tables["store"], make(url).market(2)
    with writing(url) as connection:
        assert catchments.reach(connection, NEAR)["merchant_count"].isna().all()
        connection.execute(update(store).values(lat=own["lat"] + 0.001, lon=own["lon"]))
        connection.execute(update(store).where(store.c.store_id == 2).values(status="closed"))
        connection.execute(
            insert(store).values(
                store_id=3, store_key="3", import_id=5, store_name="far", lat=own["lat"] + 0.1, lon=own["lon"]
            )
        )
        assert catchments.reach(connection, NEAR)["merchant_count"].item() == 1


def test_a_polygon_in_the_address_takes_the_place_of_the_circle(connection: Connection) -> None:
    area = "33.515,126.49;33.515,126.51;33.545,126.51;33.545,126.49"
    rows = catchments.markets_within(connection, Choice(market_id=2, area=area))
    assert set(rows["market_id"]) == {3, 4}  # market 5 does not stand in the register any more
    with pytest.raises(UnknownChoice):
        catchments.reach(connection, Choice(market_id=2, area="here"))
