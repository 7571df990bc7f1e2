"""The owned layout of tiles: complete, without overlaps, and close to the real country."""

import csv
from pathlib import Path

import pytest

from components.maps.layout import Level, steps_between, tile_of, tiles

#: What the automatic draft kept; the layout by hand must not be worse.
DRAFT_KEPT = 437
#: Island -> a region on the coast it belongs to.
COASTS = {
    "28720": "28110",
    "28710": "41570",
    "47940": "47930",
    "46900": "46820",
    "46890": "46820",
    "46910": "46840",
    "48840": "48850",
    "48310": "48220",
    "50110": "46890",
    "50130": "50110",
}


def neighbours() -> list[tuple[str, str]]:
    """Pairs of sigungu that touch (within 140 m) in the boundaries of 2026-05, measured once; cities whole."""
    with (Path(__file__).parent / "neighbours.csv").open(encoding="utf-8") as file:
        return [(row["code"], row["neighbour_code"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("level", "count"), [("sigungu", 229), ("sido", 17)])
def test_every_region_has_one_tile_of_its_own(level: Level, count: int) -> None:
    laid = tiles(level)
    assert len(laid) == len({tile.code for tile in laid}) == len({(tile.q, tile.r) for tile in laid}) == count


def test_districts_of_a_city_lead_to_the_citys_tile() -> None:
    found = tile_of("sigungu")
    assert found["41111"] is found["41117"] is found["41110"]
    assert found["41110"].names == {"ko": "수원시", "en": "Suwon-si"}
    assert len(found) == 229 + 39 + 0 and all(len(code) == 5 for code in found)


def test_every_sigungu_belongs_to_a_sido_with_a_tile() -> None:
    assert {tile.sido_code for tile in tiles("sigungu")} == {tile.code for tile in tiles("sido")}
    assert all(tile.code.startswith(tile.sido_code) for tile in tiles("sigungu"))


def test_more_neighbours_stay_neighbours_than_in_the_draft() -> None:
    found = tile_of("sigungu")
    pairs = neighbours()
    kept = sum(steps_between(found[one], found[other]) == 1 for one, other in pairs)
    assert len(pairs) == 586
    assert kept >= DRAFT_KEPT
    assert kept == 459  # a change of the layout shows here


def test_regions_that_touch_are_never_far_apart() -> None:
    found = tile_of("sigungu")
    assert max(steps_between(found[one], found[other]) for one, other in neighbours()) <= 6


@pytest.mark.parametrize(("island", "coast"), COASTS.items())
def test_an_island_lies_near_its_coast(island: str, coast: str) -> None:
    assert 1 <= steps_between(tile_of("sigungu")[island], tile_of("sigungu")[coast]) <= 3


def test_north_is_up_and_east_is_right() -> None:
    found = tile_of("sigungu")
    goseong, haenam, gyeongju, taean = (found[code].centre for code in ("51820", "46820", "47130", "44825"))
    assert goseong[1] > gyeongju[1] > haenam[1]
    assert gyeongju[0] > taean[0]


def test_sides_of_a_tile_face_the_places_beside_it() -> None:
    for tile in (*tiles("sigungu")[:20], *tiles("sido")):
        corners = tile.corners()
        place = {(other.q, other.r): other for other in tiles(tile.level)}
        for side, beside in enumerate(tile.beside()):
            if beside in place:
                other = {(round(x, 6), round(y, 6)) for x, y in place[beside].corners()}
                ends = [corners[side], corners[(side + 1) % len(corners)]]
                assert all((round(x, 6), round(y, 6)) in other for x, y in ends)
