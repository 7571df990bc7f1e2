"""What the region map is told: classes, names and values by shape; never HTML, never a template."""

import json
import re
from typing import Any

import pandas as pd
import pytest

from components.maps.measure import Measure
from components.maps.regions import RegionLayer, clicked_region, region_layer
from components.text.translator import translator
from components.theme import DARK, LIGHT, Scheme

AMOUNT, SHARE = Measure("amount_krw", "결제금액", "krw"), Measure("digital_share", "디지털 결제 비중", "share")
SHAPES = {
    "41111": ("41111", "41110"),
    "41113": ("41113", "41110"),
    "42110": ("51110", "51110"),
    "11110": ("11110",) * 2,
}
NAMES = {"41110": "경기도 수원시", "51110": "{{ 7 * 7 }}</script>", "11110": "서울특별시 종로구"}


def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region_code": ["41110", "51110", "11110"],
            "amount_krw": [5e9, 1e9, None],
            "digital_share": [0.5, None, None],
        }
    )


def told(layer: RegionLayer) -> dict[str, Any]:
    return dict(json.loads(str(layer.content)))


def drawn(scheme: Scheme = LIGHT, lang: str = "ko", **more: Any) -> RegionLayer:
    return region_layer(
        rows(), AMOUNT, shapes=SHAPES, names=NAMES, told=[AMOUNT, SHARE], t=translator(lang), scheme=scheme, **more
    )


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_districts_of_a_city_have_its_class_and_tell_their_own_code(scheme: Scheme) -> None:
    content = told(drawn(scheme))
    (one, place), (other, same) = content["shapes"]["41111"], content["shapes"]["41113"]
    assert (one, other) == ("41111", "41113") and place == same
    position, name, lines, is_selected = content["regions"][place]
    assert content["colours"][position] == scheme.sequential[-1]
    assert (name, lines, is_selected) == (
        "경기도 수원시",
        [["결제금액", "50억 원"], ["디지털 결제 비중", "50.0%"]],
        False,
    )


def test_a_shape_of_an_older_date_tells_todays_code_and_value() -> None:
    content = told(drawn())
    code, place = content["shapes"]["42110"]
    assert code == "51110" and content["regions"][place][2][0] == ["결제금액", "10억 원"]


@pytest.mark.parametrize(("lang", "words"), [("ko", "자료 없음"), ("en", "No data")])
def test_what_is_not_known_is_called_so_and_stands_in_the_legend(lang: str, words: str) -> None:
    content = told(drawn(lang=lang))
    position, _, lines, _ = content["regions"][content["shapes"]["11110"][1]]
    assert position is None and lines[0][1] == words == content["missing"]


def test_the_legend_has_a_range_with_unit_for_every_class() -> None:
    content = told(drawn())
    assert content["ranges"] == ["10억 원", "50억 원"] and content["title"] == "결제금액"
    assert len(content["colours"]) == 2


def test_classes_are_those_of_the_province_that_is_shown() -> None:
    content = told(drawn(inside="41", selected="41110"))
    assert set(content["shapes"]) == {"41111", "41113"} and content["ranges"] == ["50억 원"]
    assert content["inside"] == "41" and content["regions"][0][3] is True


def test_a_region_without_a_row_has_no_data() -> None:
    layer = region_layer(rows().head(0), AMOUNT, shapes=SHAPES, names={}, told=[], t=translator("ko"), scheme=LIGHT)
    assert told(layer)["regions"][0] == [None, "41110", [["결제금액", "자료 없음"]], False]


def test_names_stay_text() -> None:
    content = str(drawn().content)
    assert not re.search(r"[<>&']|\{\{", content)
    assert "{{ 7 * 7 }}</script>" in [region[1] for region in told(drawn())["regions"]]


def test_a_press_gives_the_code_and_a_market_gives_none() -> None:
    pressed = {"last_active_drawing": {"properties": {"region_code": "51110", "press": 17}}}
    assert clicked_region(pressed) == ("51110", 17)
    assert clicked_region({"last_active_drawing": {"properties": {"market_id": 5}}}) is None
    assert clicked_region({"last_active_drawing": None}) is clicked_region(None) is None
