"""A small app with the market map alone, for ``test_circles.py``: markets of provinces that lie close together."""

import pandas as pd
from streamlit_folium import st_folium

from components.maps.markets import RETURNED, market_layer
from components.maps.measure import Measure
from components.maps.offline import base_map
from components.text.translator import translator
from components.theme import scheme

PLACES = (
    ("11110", "서울특별시", 37.57, 126.98, 40),
    ("28110", "인천광역시", 37.47, 126.63, 35),
    ("41111", "경기도", 37.30, 127.01, 38),
    ("36110", "세종특별자치시", 36.60, 127.29, 4),
    ("30110", "대전광역시", 36.33, 127.43, 12),
    ("44131", "충청남도", 36.78, 127.15, 20),
    ("50110", "제주특별자치도", 33.51, 126.52, 5),
)
t = translator("ko")
stores = Measure("store_count", "점포 수", "stores")
rows = pd.DataFrame(
    [
        (number * 100 + at, f"시장{number}-{at}", sido, sido, code, lat + at / 500, lon, 50)
        for number, (code, sido, lat, lon, count) in enumerate(PLACES)
        for at in range(count)
    ],
    columns=["market_id", "market_name", "sido_name", "sigungu_name", "sigungu_code", "lat", "lon", "store_count"],
)
st_folium(
    base_map(t=t, scheme=scheme("light"), label="전통시장"),
    key="market_map",
    height=500,
    feature_group_to_add=market_layer(rows, stores, stores, told=[stores], t=t, scheme=scheme("light")),
    returned_objects=list(RETURNED),
    use_container_width=True,
)
