"""A small app with nothing but the two maps, for ``test_maps.py``: six markets with hostile names, no store."""

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from components.maps.markets import RETURNED, clicked_market, market_layer
from components.maps.measure import Measure
from components.maps.offline import base_map
from components.maps.tiles import tile_map
from components.text.translator import translator
from components.theme import scheme
from components.ui import tiles
from tests.browser.test_maps import NAMES

t, look = translator(st.query_params.get("lang") or "ko"), scheme(st.query_params.get("theme"))
amount, share = Measure("amount_krw", "결제금액", "krw"), Measure("digital_share", "디지털 결제 비중", "share")
rows = pd.DataFrame(
    {
        "market_id": range(1, 7),
        "market_name": NAMES,
        "sido_name": ["서울특별시"] * 3 + ["제주특별자치도"] * 3,
        "sigungu_name": [NAMES[0]] * 3 + ["제주시"] * 3,
        "sigungu_code": ["11110"] * 3 + ["50110"] * 3,
        "lat": [37.571, 37.575, 37.579, 33.50, 33.505, 33.51],
        "lon": [126.98, 126.99, 127.0, 126.52, 126.53, 126.54],
        "store_count": [10] * 6,
        "amount_krw": [4e8, 3e8, 2e8, 1e8, 9e8, None],
        "digital_share": [0.5, 0.6, None] * 2,
    }
)
colour = st.radio("colour", [amount, share], format_func=lambda measure: measure.column)
if st.query_params.get("view") == "tiles":
    drawn = tile_map(rows, amount, t=t, scheme=look, code="sigungu_code", sido=st.query_params.get("inside") or None)
    tiles.show(drawn, "결제금액", "tiles", "sigungu", lambda code: st.session_state.update(pressed=code))
    st.text(f"pressed {st.session_state.get('pressed')}")
else:
    answer = st_folium(
        base_map(t=t, scheme=look, label="전통시장", shapes_attribution=NAMES[0]),
        key="market_map",
        height=500,
        feature_group_to_add=market_layer(rows, colour, amount, told=[amount, share], t=t, scheme=look),
        returned_objects=RETURNED,
        use_container_width=True,
    )
    st.text(f"opened {clicked_market(answer)} after {st.session_state.setdefault('runs', 0)}")
    st.session_state["runs"] += 1
