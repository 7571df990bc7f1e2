"""The maps on a page: markets as points over shapes, and regions as shapes or tiles."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.charts.markets import market_points
from components.exhibit import Exhibit
from components.maps.layout import Level
from components.maps.markets import MarketLayer, clicked_market, market_content
from components.maps.measure import Measure
from components.maps.offline import OUTLINE_ADDRESS
from components.text import Translator
from components.theme import Scheme
from components.ui import frame, leaflet, panels, regional, shapes, viewing
from components.ui.load import kept
from data.answer import Answer
from data.choice import Choice

#: What a map can show: column and unit, in the order of the choice; the words are ``measure.<key>``.
MEASURES = {
    "amount": ("amount_krw", "krw"),
    "change": ("change_share", "change"),
    "digital": ("digital_share", "share"),
    "foreign": ("foreign_share", "share"),
    "stores": ("store_count", "stores"),
}
#: Views that show regions.
LEVELS = ("sido", "sigungu")
_TOLD = ("amount", "change", "stores")
#: Address of background tiles on the reader's own network; none unless set.
TILE_URL = "JANGTEO_TILE_URL"
TILE_CREDIT = "JANGTEO_TILE_CREDIT"


def measures(points: Answer) -> list[str]:
    """Keys of the measures for which at least one market has a value."""
    return [key for key, (column, _) in MEASURES.items() if points.rows[column].notna().any()]


def views(choice: Choice) -> list[str]:
    """Kinds of map, the usual one first: cities as tiles for the nation without boundaries, else markets where they
    lie.

    A province is a handful of tiles, so there the markets come first.
    """
    if choice.sido:
        return ["points", "sigungu"]
    return ["points", *LEVELS] if regional.edition_for(choice, "sido") else ["sigungu", "sido", "points"]


def first_look(choice: Choice) -> str:
    """The map of an overview: regions where their shapes are there; without shapes provinces as tiles for the nation,
    the markets for one of them."""
    level: Level = "sigungu" if choice.sido else "sido"
    return level if level == "sido" or regional.edition_for(choice, level) else "points"


def show(points: Answer, key: str, view: str, t: Translator, *, height: int = 520, listed: bool = False) -> None:
    """A panel with the map of that measure. points: of ``markets.points``. listed: the same markets in a list below."""
    column = MEASURES[key][0]
    if view not in LEVELS:
        panels.show(_listed(points, column, t), t, picture=lambda: _points(points, key, t, height), listed=listed)
        return
    level: Level = "sido" if view == "sido" else "sigungu"
    told = tuple(measure(name, t) for name in _TOLD if points.rows[MEASURES[name][0]].notna().any())
    chosen = points.choice.sigungu or points.choice.sido
    regional.show(points, regional.Asked(level, measure(key, t), told, height, chosen), t)
    if listed:
        panels.show_list(_listed(points, column, t), t)


def _listed(points: Answer, column: str, t: Translator) -> Exhibit:
    """The markets with what is known of them; without any payment the sentence speaks of their places instead."""
    exhibit = market_points(points, t, measure=column)
    if points.rows["amount_krw"].notna().any():
        return exhibit
    placed = int((points.rows["lat"].notna() & points.rows["lon"].notna()).sum())
    return replace(exhibit, finding=t("map.placed", count=f"{len(points.rows):,}", placed=f"{placed:,}"))


def measure(key: str, t: Translator) -> Measure:
    """That measure with its words."""
    column, unit = MEASURES[key]
    return Measure(column, t(f"measure.{key}"), unit)  # type: ignore[arg-type]


def pick(points: Answer, t: Translator, pressed: Callable[[int], None], *, height: int = 420) -> None:
    """The markets on a map from which one is taken: ``pressed`` is called with the market's number."""
    known = measures(points)
    _points(points, known[0] if known else "stores", t, height, pressed)


def _open(market_id: int) -> None:
    frame.go("market", market_id=str(market_id))


@st.fragment
def _points(points: Answer, key: str, t: Translator, height: int, pressed: Callable[[int], None] = _open) -> None:
    """Markets as circles; a click opens the market's page. A fragment: moving the map redraws nothing else."""
    level: Level = "sigungu" if points.choice.sido else "sido"
    scheme = viewing.colours()
    answer = leaflet.show(
        MarketLayer(kept(_circles, points, key, t, scheme)),
        height=height,
        key=f"market_map-{t.lang}-{scheme.name}",
        t=t,
        scheme=scheme,
        label=t("chart.market_points"),
        **backdrop(points.choice, level, t),
    )
    _tell_clicked(answer, pressed)


def _circles(points: Answer, key: str, t: Translator, scheme: Scheme) -> Markup:
    rows = named(points.rows, t)
    size = "amount" if rows["amount_krw"].notna().any() else "stores"
    told = [measure(name, t) for name in _TOLD if rows[MEASURES[name][0]].notna().any()] or [measure("stores", t)]
    return market_content(rows, measure(key, t), measure(size, t), told=told, t=t, scheme=scheme)


def _tell_clicked(answer: dict[str, Any] | None, pressed: Callable[[int], None]) -> None:
    """Tell of the market that was clicked, once: the map says the same again until something else is clicked."""
    clicked = clicked_market(answer)
    if clicked is None:
        st.session_state.pop("last_map_click", None)
    elif st.session_state.get("last_map_click") != clicked:
        st.session_state["last_map_click"] = clicked
        pressed(clicked)


def named(rows: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """The rows with sido_name and sigungu_name in the reader's language."""
    return rows.assign(sido_name=rows[f"sido_name_{t.lang}"], sigungu_name=rows[f"sigungu_name_{t.lang}"])


def backdrop(choice: Choice, level: Level, t: Translator) -> dict[str, Any]:
    """Shapes below the markets: the store's own boundaries where there are any, else the outline of the package."""
    edition = regional.edition_for(choice, level)
    found: dict[str, Any] = {"shapes": OUTLINE_ADDRESS}
    if edition:
        found = {"shapes": shapes.address(edition, level), "shapes_attribution": regional.credit(edition, t)}
    if os.environ.get(TILE_URL):
        found |= {"tile_url": os.environ[TILE_URL], "tile_attribution": os.environ.get(TILE_CREDIT, "")}
    return found
