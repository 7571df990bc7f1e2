"""The tile map as SVG: what it carries for those who see it, point at it, press it, or come by keyboard."""

import re
from html import unescape
from xml.etree import ElementTree

import pandas as pd
import pytest

from components.maps.layout import Level, heart_of, tiles
from components.maps.measure import Measure
from components.maps.tiles import tile_map, unplaced
from components.text import LANGUAGES
from components.text.translator import translator
from components.theme import DARK, LIGHT, Scheme

AMOUNT = Measure("amount_krw", "결제금액", "krw")
SHARE = Measure("digital_share", "디지털 결제 비중", "share")


def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region_code": ["11110", "41111", "41117", "47940", "99999"],
            "amount_krw": [5e9, 1e9, 2e9, None, 7e9],
            "digital_share": [0.5, 0.25, 0.75, 0.1, 0.2],
        }
    )


def read(drawn: str) -> ElementTree.Element:
    """The map as a browser reads it: well-formed, or this raises."""
    return ElementTree.fromstring(f"<div>{drawn}</div>")


def targets(drawn: str) -> dict[str, ElementTree.Element]:
    """code -> the tile that is pressed."""
    return {tile.attrib["data-code"]: tile for tile in read(drawn).iter("g")}


def fill(tile: ElementTree.Element) -> str:
    use = tile.find("use")
    assert use is not None
    return use.attrib["fill"]


def lines(drawn: str) -> list[str]:
    """What is written in each tile."""
    written = ["|".join(str(text.text) for text in tile.findall("text")) for tile in targets(drawn).values()]
    return [text for text in written if text]


def provinces(drawn: str) -> set[str]:
    return {str(text.text) for text in read(drawn).iter("text") if text.attrib["class"] == "jt-province"}


def legend(drawn: str) -> list[str]:
    return [str(text.text) for text in read(drawn).iter("span")]


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_tile_can_be_pressed_and_says_its_name_and_value(scheme: Scheme, lang: str) -> None:
    said = targets(tile_map(rows(), AMOUNT, t=translator(lang), scheme=scheme))
    assert len(said) == 229
    jongno = said["11110"].attrib
    names = ("서울특별시 종로구", "50억 원") if lang == "ko" else ("Jongno-gu, Seoul", "KRW 5bn")
    assert (jongno["data-name"], jongno["data-value"]) == names
    assert jongno["aria-label"] == f"{names[0]}: 결제금액 {names[1]}"
    assert said["36110"].attrib["data-name"] == ("세종특별자치시" if lang == "ko" else "Sejong")


@pytest.mark.parametrize("selected", [None, "48310", "99999"])
def test_one_tile_is_reached_by_the_tabulator_the_chosen_one_where_there_is_one(selected: str | None) -> None:
    said = targets(tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT, selected=selected))
    assert {tile.attrib["role"] for tile in said.values()} == {"button"}
    reached = [code for code, tile in said.items() if tile.attrib["tabindex"] == "0"]
    assert len(reached) == 1
    assert selected != "48310" or reached == ["48310"]


def test_tiles_follow_each_other_as_a_page_is_read() -> None:
    places = [
        tuple(map(float, re.findall(r"[-.\d]+", tile.attrib["transform"])))
        for tile in targets(tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT)).values()
    ]
    assert [(y, x) for x, y in places] == sorted((y, x) for x, y in places)


def test_names_and_labels_never_become_markup() -> None:
    hostile = Measure("amount_krw", '<script>alert("1")</script> & "x"', "krw")
    drawn = tile_map(rows(), hostile, t=translator("ko"), scheme=LIGHT)
    assert "<script" not in drawn
    assert unescape(targets(drawn)["11110"].attrib["aria-label"]).startswith("서울특별시 종로구: <script>")


def test_amounts_of_a_citys_districts_are_added_up() -> None:
    said = targets(tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT))
    assert said["41110"].attrib["data-value"] == "30억 원"


def test_shares_of_a_citys_districts_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be added up"):
        tile_map(rows(), SHARE, t=translator("ko"), scheme=LIGHT)


def test_a_region_without_a_value_is_hatched_and_named_so() -> None:
    drawn = tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT, name="one")
    said = targets(drawn)
    assert said["47940"].attrib["data-value"] == said["26110"].attrib["data-value"] == "자료 없음"
    hatched = {code for code, tile in said.items() if fill(tile) == "url(#one-hatch)"}
    assert hatched == set(said) - {"11110", "41110"}
    assert "울릉|–" in lines(drawn)


@pytest.mark.parametrize("level", ["sido", "sigungu"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tile_is_heard_by_the_name_that_is_written_in_it(lang: str, level: Level) -> None:
    filled = pd.DataFrame({"region_code": [tile.code for tile in tiles(level)], "amount_krw": 1e12})
    for tile in targets(tile_map(filled, AMOUNT, t=translator(lang), scheme=LIGHT, level=level)).values():
        for line in tile.iter("text"):
            assert (line.text or "") in tile.attrib["aria-label"]


def test_the_legend_has_the_unit_and_every_class() -> None:
    drawn = tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT)
    assert [text.text for text in read(drawn).iter("p")] == ["결제금액"]
    assert legend(drawn) == ["30억 원", "50억 원", "자료 없음"]


def test_one_province_can_be_drawn_alone() -> None:
    said = targets(tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT, sido="11"))
    assert len(said) == 25 and all(code.startswith("11") for code in said)


def test_the_sido_grid_shows_values_in_its_squares() -> None:
    grid = pd.DataFrame({"region_code": [tile.code for tile in tiles("sido")], "amount_krw": [1e12] * 17})
    drawn = tile_map(grid, AMOUNT, t=translator("ko"), scheme=LIGHT, level="sido", selected="50")
    assert "제주|1조" in lines(drawn) and len(lines(drawn)) == 17
    assert sum(path.attrib.get("class") == "jt-ring" for path in read(drawn).iter("path")) == 1


def test_no_rows_make_a_map_without_data() -> None:
    drawn = tile_map(rows().head(0), AMOUNT, t=translator("ko"), scheme=DARK)
    assert {tile.attrib["data-value"] for tile in targets(drawn).values()} == {"자료 없음"}
    assert legend(drawn) == ["자료 없음"]


def test_codes_without_a_tile_are_told() -> None:
    assert unplaced(rows(), "region_code", "sigungu") == ["99999"]


@pytest.mark.parametrize("sido", [None, *(tile.code for tile in tiles("sido"))])
def test_an_english_name_is_never_cut(sido: str | None) -> None:
    drawn = tile_map(rows(), AMOUNT, t=translator("en"), scheme=LIGHT, sido=sido)
    names = {tile.labels["en"] for tile in tiles("sigungu") if tile.sido_code == sido}
    assert set(lines(drawn)) <= names
    assert bool(lines(drawn)) == (sido is not None)
    expected = {tile.labels["en"] for tile in tiles("sido")} - {"Sejong"} if sido is None else set()
    assert provinces(drawn) == expected


@pytest.mark.parametrize("sido", [None, *(tile.code for tile in tiles("sido"))])
def test_every_korean_name_is_written_and_fits_its_tile(sido: str | None) -> None:
    drawn = tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT, sido=sido)
    letters = float(re.findall(r"--jt-most: ([.\d]+)px", drawn)[0])
    assert len(lines(drawn)) == sum(sido in (None, tile.sido_code) for tile in tiles("sigungu"))
    longest = max(len(text) for line in lines(drawn) for text in line.split("|"))
    assert longest * letters <= 100


def test_in_korean_names_of_provinces_wait_for_a_narrow_screen() -> None:
    drawn = tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT)
    assert "jt-few" not in drawn and len(provinces(drawn)) == 16
    assert "jt-few" in tile_map(rows(), AMOUNT, t=translator("en"), scheme=LIGHT)


def test_a_provinces_name_stands_on_one_of_its_own_tiles() -> None:
    hearts = [heart_of(tile.code) for tile in tiles("sido")]
    assert [heart.sido_code for heart in hearts] == [tile.code for tile in tiles("sido")]
