"""The tile map as a figure: what it carries for those who see it, point at it and press it."""

import pandas as pd
import pytest

from components.maps.layout import heart_of, tiles
from components.maps.measure import Measure
from components.maps.tiles import tile_map, unplaced
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


def targets(figure: object) -> dict[str, list[str]]:
    """code -> [code, name, value written] of the points that are hovered and pressed."""
    return {point[0]: list(point) for point in figure.data[-1].customdata}  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_tile_can_be_pressed_and_says_its_name_and_value(scheme: Scheme, lang: str) -> None:
    said = targets(tile_map(rows(), AMOUNT, t=translator(lang), scheme=scheme))
    assert len(said) == 229
    assert said["11110"][1:] == (["서울특별시 종로구", "50억 원"] if lang == "ko" else ["Jongno-gu, Seoul", "KRW 5bn"])
    assert said["36110"][1] == ("세종특별자치시" if lang == "ko" else "Sejong")


def test_amounts_of_a_citys_districts_are_added_up() -> None:
    said = targets(tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT))
    assert said["41110"][2] == "30억 원"


def test_shares_of_a_citys_districts_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be added up"):
        tile_map(rows(), SHARE, t=translator("ko"), scheme=LIGHT)


def test_a_region_without_a_value_is_hatched_and_named_so() -> None:
    figure = tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT)
    assert targets(figure)["47940"][2] == targets(figure)["26110"][2] == "자료 없음"
    hatched = [trace for trace in figure.data if trace.name == "자료 없음"]
    assert len(hatched) == 1 and hatched[0].fillpattern.shape == "/"
    assert "울릉<br>–" in [text for trace in figure.data if trace.name == "names" for text in trace.text]


def test_the_legend_has_the_unit_and_every_class() -> None:
    figure = tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT)
    assert figure.layout.legend.title.text == "결제금액"
    assert [trace.name for trace in figure.data if trace.showlegend] == ["30억 원", "50억 원", "자료 없음"]


def test_one_province_can_be_drawn_alone() -> None:
    said = targets(tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT, sido="11"))
    assert len(said) == 25 and all(code.startswith("11") for code in said)


def test_the_sido_grid_shows_values_in_its_squares() -> None:
    grid = pd.DataFrame({"region_code": [tile.code for tile in tiles("sido")], "amount_krw": [1e12] * 17})
    figure = tile_map(grid, AMOUNT, t=translator("ko"), scheme=LIGHT, level="sido", selected="50")
    texts = [text for trace in figure.data if trace.name == "names" for text in trace.text]
    assert "제주<br>1조" in texts and len(texts) == 17
    assert any(trace.name == "selected" for trace in figure.data)


def test_no_rows_make_a_map_without_data() -> None:
    figure = tile_map(rows().head(0), AMOUNT, t=translator("ko"), scheme=DARK)
    assert {point[2] for point in figure.data[-1].customdata} == {"자료 없음"}


def test_codes_without_a_tile_are_told() -> None:
    assert unplaced(rows(), "region_code", "sigungu") == ["99999"]


@pytest.mark.parametrize("sido", [None, "41"])
def test_an_english_name_is_never_cut(sido: str | None) -> None:
    figure = tile_map(rows(), AMOUNT, t=translator("en"), scheme=LIGHT, sido=sido)
    written = {text for trace in figure.data if trace.name == "names" for text in trace.text}
    names = {tile.labels["en"] for tile in tiles("sigungu") if tile.sido_code == sido}
    assert written < names if sido else not written
    provinces = {note.text for note in figure.layout.annotations}
    assert provinces == ({tile.labels["en"] for tile in tiles("sido")} - {"Sejong"} if sido is None else set())


def test_in_korean_names_of_provinces_wait_unseen_for_a_narrow_screen() -> None:
    figure = tile_map(rows(), AMOUNT, t=translator("ko"), scheme=LIGHT)
    assert {note.opacity for note in figure.layout.annotations} == {0}
    assert sum(len(trace.text) for trace in figure.data if trace.name == "names") == 229


def test_a_provinces_name_stands_on_one_of_its_own_tiles() -> None:
    hearts = [heart_of(tile.code) for tile in tiles("sido")]
    assert [heart.sido_code for heart in hearts] == [tile.code for tile in tiles("sido")]
