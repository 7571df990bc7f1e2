"""A small app with nothing but the region map, for ``test_region_map.py``: four square regions, no store."""

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from components.maps.markets import RETURNED
from components.maps.measure import Measure
from components.maps.offline import base_map
from components.maps.regions import clicked_region, region_layer
from components.text.translator import translator
from components.theme import scheme

SQUARES = {"41111": (127.0, 37.0), "41113": (127.5, 37.0), "42110": (128.0, 37.0), "11110": (127.0, 36.5)}
NAMES = {"41110": "수원시", "51110": "<img src=x onerror=alert(1)>{{ 7 * 7 }}", "11110": "종로구"}


def square(lon: float, lat: float) -> dict[str, object]:
    corners = [[lon, lat], [lon + 0.5, lat], [lon + 0.5, lat + 0.5], [lon, lat + 0.5], [lon, lat]]
    return {"type": "Polygon", "coordinates": [corners]}


t, look = translator("ko"), scheme(st.query_params.get("theme"))
amount, share = Measure("amount_krw", "결제금액", "krw"), Measure("digital_share", "디지털 결제 비중", "share")
features = [
    {"type": "Feature", "properties": {"code": code}, "geometry": square(*place)} for code, place in SQUARES.items()
]
rows = pd.DataFrame(
    {
        "region_code": ["41110", "51110", "11110"],
        "amount_krw": [5e9, 1e9, None],
        "digital_share": [0.5, 0.4, 0.3],
    }
)
colour = st.radio("colour", [amount, share], format_func=lambda measure: measure.column)
inside = st.query_params.get("inside")
answer = st_folium(
    base_map(
        t=t, scheme=look, label="결제금액", shapes={"type": "FeatureCollection", "features": features}, coloured=True
    ),
    feature_group_to_add=region_layer(
        rows,
        colour,
        shapes={
            "41111": ("41111", "41110"),
            "41113": ("41113", "41110"),
            "42110": ("51110", "51110"),
            "11110": ("11110", "11110"),
        },
        names=NAMES,
        told=[amount, share],
        t=t,
        scheme=look,
        inside=inside,
        selected="11110",
    ),
    returned_objects=list(RETURNED),
    use_container_width=True,
    height=500,
    key="region_map",
)
st.text(f"pressed {clicked_region(answer)}")
