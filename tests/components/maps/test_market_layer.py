"""The market map's content: circles, groups, legends, and names that stay text on their way to the browser."""

import json
import math
import re
from pathlib import Path

import pandas as pd
import pytest

from components.maps.markets import clicked_market, market_layer, unlocated
from components.maps.measure import Measure
from components.maps.offline import STATIC, OfflineMap, base_map, embedded
from components.text.translator import translator
from components.theme import DARK, LIGHT

AMOUNT = Measure("amount_krw", "결제금액", "krw")
STORES = Measure("store_count", "점포 수", "stores")
SHARE = Measure("digital_share", "디지털 결제 비중", "share")
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{ cycler.__init__.__globals__ }}",
    "{% raise %}",
    "{# gone #}",
    "{{{'evil'}}}",
    "line\u2028\u2029break",
    "_div_0",
    "drawnItems `${alert(1)}` \\ \"' &lt;",
]


def rows(**changes: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "market_id": [1, 2, 3, 4],
            "market_name": ["가", "나", "다", "라"],
            "sido_name": ["서울특별시", "서울특별시", "부산광역시", "부산광역시"],
            "sigungu_name": ["종로구", "종로구", "중구", None],
            "sigungu_code": ["11110", "11110", "26110", None],
            "lat": [37.57, 37.59, 35.1, None],
            "lon": [127.0, 126.98, 129.03, None],
            "store_count": [10, None, 30, 40],
            "amount_krw": [4e8, 1e8, None, 1e8],
            "digital_share": [0.5, 1.0, None, 0.2],
            **changes,
        }
    )


def content(frame: pd.DataFrame, colour: Measure = SHARE, size: Measure = AMOUNT) -> dict:
    layer = market_layer(frame, colour, size, told=[AMOUNT, STORES, SHARE], t=translator("ko"), scheme=LIGHT)
    return json.loads(str(layer.content))


def test_a_circles_area_grows_with_the_amount() -> None:
    circles = {circle[0]: circle for circle in content(rows())["levels"]["markets"]["circles"]}
    assert circles[1][3] == 16.0 and circles[2][3] == pytest.approx(16.0 / math.sqrt(4), abs=0.05)
    assert circles[1][5:] == ["가", "서울특별시 종로구", ["4억 원", "10", "50.0%"]]


def test_what_is_not_known_is_grey_and_a_dash() -> None:
    markets = content(rows())["levels"]["markets"]
    circle = next(circle for circle in markets["circles"] if circle[0] == 3)
    assert circle[4] is None and circle[7] == ["–", "30", "–"]
    assert markets["missing"] == "자료 없음"


def test_markets_without_a_place_are_counted_not_drawn() -> None:
    assert {circle[0] for circle in content(rows())["levels"]["markets"]["circles"]} == {1, 2, 3}
    assert unlocated(rows()) == 1


def test_a_group_is_the_sum_and_the_weighted_mean_of_its_markets() -> None:
    levels = content(rows())["levels"]
    seoul = next(group for group in levels["groups"]["circles"] if group[5] == "서울특별시 종로구")
    assert seoul[4] == 2
    assert [text for _, text in seoul[7]] == ["", "5억 원", "60.0%"]
    assert seoul[8] == [[37.57, 126.98], [37.59, 127.0]]
    province = next(circle for circle in levels["provinces"]["circles"] if circle[6] == "서울")
    assert province[4] == 2 and province[5] == "서울특별시"


def test_the_circle_of_a_province_holds_its_name_in_each_language() -> None:
    codes, names = ["11110", "11110", "48121", "48121"], ["서울특별시"] * 2 + ["경상남도"] * 2
    far = rows(sido_name=names, sigungu_code=codes, store_count=[900, 900, 1, 1])
    for lang, name in (("ko", "경남"), ("en", "Gyeongnam")):
        drawn = market_layer(far, STORES, STORES, told=[STORES], t=translator(lang), scheme=LIGHT).content
        circles = {circle[6]: circle for circle in json.loads(str(drawn))["levels"]["provinces"]["circles"]}
        assert 2 * circles[name][2] >= 5 * len(name)


def test_groups_have_classes_and_a_legend_of_their_own() -> None:
    levels = content(rows())["levels"]
    assert levels["markets"]["title"] == "디지털 결제 비중" and levels["markets"]["ranges"] == ["50.0%", "100.0%"]
    assert levels["groups"]["title"] == "디지털 결제 비중(가중 평균, 가중치: 결제금액)"
    assert levels["groups"]["ranges"] == ["60.0%"]


def test_the_mean_of_an_amount_is_per_market() -> None:
    levels = content(rows(), colour=AMOUNT)["levels"]
    seoul = next(group for group in levels["groups"]["circles"] if group[5] == "서울특별시 종로구")
    assert seoul[7][2] == ["결제금액(시장 평균)", "2억 5,000만 원"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_passes_unchanged_and_inert(name: str) -> None:
    text = str(embedded({"name": name}))
    assert json.loads(text) == {"name": name}
    assert not re.search(r"[<>&'_\u2028\u2029]|\{[{%#]", text)


def test_a_hostile_name_survives_folium_and_st_folium() -> None:
    from streamlit_folium import generate_leaflet_string

    frame = pd.concat([rows(market_id=[9] * 4, market_name=[name] * 4).head(1) for name in HOSTILE], ignore_index=True)
    base = base_map(t=translator("ko"), scheme=DARK, label=HOSTILE[1], shapes_attribution=HOSTILE[0])
    layer = market_layer(frame, SHARE, AMOUNT, told=[AMOUNT], t=translator("ko"), scheme=DARK)
    layer._id = "feature_group_0"
    layer.add_to(base)
    page = base.get_root().render()
    layer.render()
    script = generate_leaflet_string(layer, base_id="feature_group_0")
    for text in (page, script):
        inside = json.loads(re.search(r"jangteo\.markets\(\w+, (\{.*\})\);", text)[1])
        assert {circle[5] for circle in inside["levels"]["markets"]["circles"]} == set(HOSTILE)
        assert "<img" not in text and "<script>alert" not in text


def test_the_map_names_no_outside_host() -> None:
    base = base_map(t=translator("ko"), scheme=LIGHT, label="전통시장")
    page = base.get_root().render()
    assert re.findall(r"https?://[^\s\"'<)]+", page) == []
    assert "jquery" not in page.lower() and "bootstrap" not in page.lower()
    for name in ("market_map.js", "market_map.css", "outline_sido.geojson"):
        assert not re.search(r"https?://", (STATIC / name).read_text(encoding="utf-8"))
    assert all(address.startswith("../../assets/") for _, address in OfflineMap.default_js + OfflineMap.default_css)


def test_background_tiles_are_off_unless_their_address_is_given() -> None:
    settings = {"t": translator("ko"), "scheme": LIGHT, "label": "x"}
    assert "tileLayer" not in base_map(**settings).get_root().render()
    tiled = base_map(**settings, tile_url="/tiles/{z}/{x}/{y}.png", tile_attribution="<b>국토</b>").get_root().render()
    assert "tileLayer" in tiled and "/tiles/{z}/{x}/{y}.png" in tiled and "<b>" not in tiled


def test_no_markets_make_an_empty_map() -> None:
    empty = content(rows().head(0))
    assert empty["fit"] is None and empty["levels"]["markets"]["circles"] == [] and empty["sizes"]["circles"] == []


def test_the_click_on_a_market_gives_its_id() -> None:
    assert clicked_market({"last_active_drawing": {"properties": {"market_id": 7}}}) == 7
    for nothing in (None, {}, {"last_active_drawing": None}, {"last_active_drawing": {"properties": {}}}):
        assert clicked_market(nothing) is None


def test_the_outline_holds_every_sido_once_and_says_where_it_is_from() -> None:
    outline = json.loads((Path(STATIC) / "outline_sido.geojson").read_text(encoding="utf-8"))
    assert len({feature["properties"]["code"] for feature in outline["features"]}) == len(outline["features"]) == 17
    assert "Natural Earth" in outline["attribution"]
