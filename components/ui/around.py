"""What lies round one market: a map of its reach, the markets within, and how the reach is chosen."""

from dataclasses import replace
from typing import Any

import streamlit as st

from components.charts.catchments import markets_within
from components.formatting import DASH, is_known, share, whole, written
from components.maps.catchment import catchment_layer, drawn_area
from components.maps.markets import clicked_market
from components.text import Translator
from components.text.josa import Word
from components.ui import address, frame, leaflet, maps, panels, viewing
from components.ui.load import load
from components.ui.plain import plain
from data.answer import Answer
from data.choice import Choice
from data.geo.catchments import LEAST_M, MOST_M, USUAL_M, corners
from data.queries import catchments

STEP_M = 250


def show(one: Choice, known: Answer, t: Translator) -> None:
    """The surroundings of a market. one: the choice of that market; known: of ``markets.one``."""
    chosen = one.but(start=None, end=None, radius_m=_radius(t), area=address.word("area") or None)
    reach = load(catchments.reach, chosen)
    if reach.is_empty:
        st.info(t("around.no_place"), icon=":material/location_off:")
        return
    st.markdown(plain(_said(reach, t)))
    if chosen.area:
        st.button(t("around.circle"), icon=":material/circle:", on_click=address.forget, args=("area",))
    within = load(catchments.markets_within, chosen)
    exhibit = replace(markets_within(within, t), sources=reach.sources)
    name = str(known.rows["market_name"].iloc[0])
    panels.show(exhibit, t, picture=lambda: _map(within, reach, name, t), listed=not within.is_empty)


def _radius(t: Translator) -> int:
    options = [str(metres) for metres in range(LEAST_M, MOST_M + 1, STEP_M)]
    chosen = address.allowed("radius", options, str(USUAL_M))
    st.select_slider(
        t("filter.radius"),
        options,
        format_func=lambda metres: written(int(metres), "metres", t.lang),
        key=address.fill("radius", chosen),
        on_change=address.from_widget,
        args=("radius", str(USUAL_M)),
    )
    return int(chosen)


def _said(reach: Answer, t: Translator) -> str:
    """The reach in sentences: markets and stores within, merchants where any has a place, and what overlaps."""
    row, choice = reach.rows.iloc[0], reach.choice
    radius = written(row["radius_m"], "metres", t.lang)
    key = "around.area" if choice.area else "around.within"
    where = t(key, km2=f"{row['area_km2']:.1f}", radius=radius)
    stores = whole(row["store_count"]) if is_known(row["store_count"]) else DASH
    said = [
        t("around.markets", where=where, markets=whole(row["market_count"])),
        t("around.stores", stores=stores) if row["market_count"] else "",
        t("around.unknown", unknown=whole(row["unknown_store_count"])) if row["unknown_store_count"] else "",
        t("around.merchants", merchants=whole(row["merchant_count"])) if is_known(row["merchant_count"]) else "",
        t("around.covered", covered=Word(share(row["covered_share"]))) if row["covered_share"] > 0 else "",
    ]
    return " ".join(sentence for sentence in said if sentence)


@st.fragment
def _map(within: Answer, reach: Answer, name: str, t: Translator) -> None:
    """The reach on a map: a press on a market opens its surroundings, a drawn polygon takes the circle's place."""
    scheme, row = viewing.colours(), reach.rows.iloc[0]
    rows = maps.named(within.rows, t)
    layer = catchment_layer(
        (float(row["lat"]), float(row["lon"])),
        name,
        rows,
        float(row["radius_m"]),
        area=corners(within.choice.area) if within.choice.area else (),
        t=t,
        scheme=scheme,
    )
    answer = leaflet.show(
        layer,
        height=480,
        key=f"catchment_map-{t.lang}-{scheme.name}",
        t=t,
        scheme=scheme,
        label=t("chart.markets_within"),
        **maps.backdrop(within.choice, "sigungu", t),
    )
    _follow(answer)


def _follow(answer: dict[str, Any] | None) -> None:
    """Do once what was pressed or drawn on the map."""
    pressed = ((answer or {}).get("last_active_drawing") or {}).get("properties") or {}
    if not pressed or st.session_state.get("last_reach_press") == pressed.get("press"):
        return
    st.session_state["last_reach_press"] = pressed.get("press")
    drawn, market_id = drawn_area(answer), clicked_market(answer)
    if drawn:
        address.choose("area", drawn[0])
        st.rerun()
    if market_id is not None:
        frame.go("market", market_id=str(market_id), show="around", radius=address.word("radius") or None)
