"""Catchments against slow obvious geometry on a sphere, and against circles worked out by hand."""

import math
import random

import pytest

from data.errors import UnknownChoice
from data.geo.catchments import USUAL_M, box, corners, metres, reached

EARTH_M = 6_371_008.8
PLACES = {
    "seoul": (37.570, 126.999),
    "jeju": (33.512, 126.528),
    "ulleung": (37.48, 130.90),
    "baengnyeong": (37.97, 124.7),
}


def haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two places on a sphere, slow and obvious."""
    lat, lon, to_lat, to_lon = map(math.radians, (*one, *other))
    half = math.sin((to_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(half))


def lens(distance: float, radius: float) -> float:
    """Part of a circle that an equal circle at that distance covers (plane geometry)."""
    if distance >= 2 * radius:
        return 0.0
    area = 2 * radius**2 * math.acos(distance / 2 / radius) - distance / 2 * math.sqrt(4 * radius**2 - distance**2)
    return area / (math.pi * radius**2)


def around(centre: tuple[float, float], count: int = 60) -> list[tuple[float, float]]:
    chance = random.Random(5)
    return [(centre[0] + chance.uniform(-0.06, 0.06), centre[1] + chance.uniform(-0.06, 0.06)) for _ in range(count)]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("radius", [500, 2500, 5000])
def test_what_lies_within_is_what_a_sphere_says(place: str, radius: int) -> None:
    centre, others = PLACES[place], around(PLACES[place])
    found = reached(centre, [lat for lat, _ in others], [lon for _, lon in others], radius)
    slow = [haversine(centre, other) for other in others]
    # an ellipsoid, a projection and a sphere differ by up to half of one percent
    assert list(found.distances) == pytest.approx(slow, rel=0.005)
    certain = [i for i, metre in enumerate(slow) if abs(metre - radius) > 0.005 * radius]
    assert [bool(found.within[i]) for i in certain] == [slow[i] <= radius for i in certain]
    assert 0 < sum(found.within) < len(others) or radius == 500


@pytest.mark.parametrize("radius", [800, 3000])
def test_overlap_of_two_circles_is_the_lens_between_them(radius: int) -> None:
    centre, others = PLACES["seoul"], around(PLACES["seoul"])
    found = reached(centre, [lat for lat, _ in others], [lon for _, lon in others], radius)
    assert list(found.overlaps) == pytest.approx([lens(metre, radius) for metre in found.distances], abs=0.002)
    assert max(found.overlaps) <= found.covered <= min(1.0, sum(found.overlaps)) + 1e-9


def test_two_others_at_one_place_cover_no_more_than_one() -> None:
    centre = PLACES["seoul"]
    near = (centre[0] + 0.01, centre[1])
    one, two = reached(centre, [near[0]], [near[1]], 2000), reached(centre, [near[0]] * 2, [near[1]] * 2, 2000)
    assert two.covered == pytest.approx(one.covered) == pytest.approx(one.overlaps[0])


def test_with_nobody_near_nothing_is_covered() -> None:
    found = reached(PLACES["jeju"], [], [], USUAL_M)
    assert found.covered == 0 and len(found.within) == 0
    assert found.area_km2 == pytest.approx(math.pi * 2.5**2, rel=0.002)


def test_a_polygon_takes_the_place_of_the_circle() -> None:
    centre = PLACES["seoul"]
    square = corners("37.56,126.99;37.58,126.99;37.58,127.01;37.56,127.01")
    found = reached(centre, [37.579, 37.59, 37.56], [127.009, 127.0, 126.99], 500, square)
    assert list(found.within) == [True, False, True]  # a corner counts
    assert found.area_km2 == pytest.approx(2.226 * 1.764, rel=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "37.5,127",
        "37.5,127;37.6,127.1",
        "a,b;c,d;e,f",
        "37,127;37.1,127.1;37,127.1;37.1,127",
        "127,37;127.1,37.1;127,37.1",
        "nan,127;37.1,127.1;37,127.1",
    ],
)
def test_what_is_no_area_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnknownChoice):
        corners(text)


def test_the_box_holds_the_circle() -> None:
    for centre in PLACES.values():
        south, west, north, east = box(centre, 5000)
        edges = [(south, centre[1]), (north, centre[1]), (centre[0], west), (centre[0], east)]
        assert all(haversine(centre, edge) >= 5000 for edge in edges)


def test_metres_are_those_of_the_official_grid() -> None:
    # false origin of EPSG:5179: 38 N, 127.5 E at 2,000,000 north, 1,000,000 east
    assert metres([38.0], [127.5])[0] == pytest.approx([1_000_000, 2_000_000], abs=0.01)
