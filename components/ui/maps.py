"""The two maps on a page: markets as points over shapes, and regions as tiles of equal weight."""

import os
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from components.charts.draw import plot_config
from components.charts.markets import market_points, region_tiles
from components.exhibit import Exhibit
from components.maps.layout import Level, Tile, tile_of
from components.maps.markets import RETURNED, clicked_market, market_layer
from components.maps.measure import Measure
from components.maps.offline import OUTLINE_ADDRESS, base_map
from components.maps.tiles import tile_map
from components.text import Translator
from components.ui import address, frame, panels, shapes, viewing
from components.ui.load import load
from data.answer import Answer
from data.choice import Choice
from data.comparison import change_share, ratio
from data.queries import regions

#: What a map can show: column and unit, in the order of the choice; the words are ``measure.<key>``.
MEASURES = {
    "amount": ("amount_krw", "krw"),
    "change": ("change_share", "change"),
    "digital": ("digital_share", "share"),
    "foreign": ("foreign_share", "share"),
    "stores": ("store_count", "stores"),
}
_SUMMED = (
    "amount_krw", "matched_amount_krw", "matched_previous_amount_krw", "digital_amount_krw", "foreign_amount_krw",
    "foreign_base_amount_krw", "store_count",
)
_TOLD = ("amount", "change", "stores")
#: Beside the tiles it would lie over them on a narrow screen.
_LEGEND_BELOW = {"orientation": "h", "x": 0, "xanchor": "left", "y": -0.02, "yanchor": "top"}
#: Address of background tiles on the reader's own network; none unless set.
TILE_URL = "JANGTEO_TILE_URL"
TILE_CREDIT = "JANGTEO_TILE_CREDIT"


def measures(points: Answer) -> list[str]:
    """Keys of the measures for which at least one market has a value."""
    return [key for key, (column, _) in MEASURES.items() if points.rows[column].notna().any()]


def views(choice: Choice) -> list[str]:
    """Kinds of map, the usual one first: tiles for the nation without boundaries, else markets where they lie.

    A province is a handful of tiles, so there the markets come first.
    """
    if choice.sido or newest_edition(choice, "sido"):
        return ["points", "tiles_sigungu"] if choice.sido else ["points", "tiles_sido", "tiles_sigungu"]
    return ["tiles_sido", "tiles_sigungu", "points"]


def show(points: Answer, key: str, view: str, t: Translator, *, height: int = 520, listed: bool = False) -> None:
    """A panel with the map of that measure. points: of ``markets.points``. listed: the same markets as a list below it."""
    column = MEASURES[key][0]
    if view == "points":
        panels.show(_listed(points, column, t), t, picture=lambda: _points(points, key, t, height), listed=listed)
        return
    level: Level = "sido" if view == "tiles_sido" else "sigungu"
    exhibit = region_tiles(_regional(points, level), t, measure=column)
    panels.show(exhibit, t, picture=lambda: _tiles(exhibit, key, t, level))
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


@st.fragment
def _points(points: Answer, key: str, t: Translator, height: int) -> None:
    """Markets as circles; a click opens the market's page. A part of the page of its own: moving the map redraws nothing else."""
    rows = _named(points.rows, t)
    size = "amount" if rows["amount_krw"].notna().any() else "stores"
    scheme = viewing.colours()
    told = [measure(name, t) for name in _TOLD if rows[MEASURES[name][0]].notna().any()] or [measure("stores", t)]
    answer = st_folium(
        base_map(t=t, scheme=scheme, label=t(f"measure.{key}"), **_backdrop(points.choice, t)),
        feature_group_to_add=market_layer(rows, measure(key, t), measure(size, t), told=told, t=t, scheme=scheme),
        returned_objects=list(RETURNED), height=height, use_container_width=True, key=f"market_map-{t.lang}-{scheme.name}",
    )
    _open_clicked(answer)


def _open_clicked(answer: dict[str, Any] | None) -> None:
    clicked = clicked_market(answer)
    count = (answer or {}).get("last_object_clicked_count")
    if clicked is not None and st.session_state.get("last_map_click") != (clicked, count):
        st.session_state["last_map_click"] = (clicked, count)
        frame.go("market", market_id=str(clicked))


def _tiles(exhibit: Exhibit, key: str, t: Translator, level: Level) -> None:
    """Regions as tiles of equal weight; a click chooses the region."""
    choice = exhibit.choice
    picture = tile_map(
        exhibit.rows, measure(key, t), t=t, scheme=viewing.colours(), level=level, sido=choice.sido,
        selected=choice.sigungu or choice.sido,
    )
    picture.update_layout(legend=_LEGEND_BELOW)
    chart = f"tiles-{level}-{key}-{t.lang}"
    st.session_state["tile_chart"] = chart
    st.plotly_chart(
        picture, theme=None, key=chart, on_select=_choose_tile, selection_mode="points", config=plot_config(t.lang),
        alt=t("map.tiles_alt", label=t(f"measure.{key}")),
    )


def _choose_tile() -> None:
    chosen = st.session_state.get(st.session_state.get("tile_chart", ""), {})
    picked = (chosen.get("selection") or {}).get("points") or []
    if not picked:
        return
    code = str(picked[0]["customdata"][0])
    address.forget("market_id", "sigungu")
    address.choose("sido", code[:2])
    if len(code) > 2 and code in set(load(regions.sigungus, Choice(sido=code[:2])).rows["code"]):
        address.choose("sigungu", code)


def _regional(points: Answer, level: Level) -> Answer:
    """The markets' rows added up by region; districts of a city are one tile. Shares of sums, never means of shares.

    Columns: region_code, region_name_ko, region_name_en, market_count, the sums, digital_share, foreign_share, change_share.
    """
    places, rows = tile_of(level), points.rows
    code = rows["sigungu_code" if level == "sigungu" else "sido_code"].astype(str)
    keys = pd.Series([places[one].code if one in places else None for one in code], index=rows.index, dtype="object")
    numbers = rows[list(_SUMMED)].apply(pd.to_numeric).astype("float64")
    sums = numbers.groupby(keys).sum(min_count=1).assign(market_count=keys.value_counts())
    sums = sums.rename_axis("region_code").reset_index()
    names = {f"region_name_{lang}": [_full_name(places[one], lang) for one in sums["region_code"]] for lang in ("ko", "en")}
    return replace(
        points,
        rows=sums.assign(
            **names, digital_share=ratio(sums, "digital_amount_krw", "amount_krw"),
            foreign_share=ratio(sums, "foreign_amount_krw", "foreign_base_amount_krw"), change_share=change_share(sums),
        ),
    )


def _full_name(tile: Tile, lang: str) -> str:
    """City with its province: names of districts repeat all over the country."""
    province = tile_of("sido")[tile.sido_code].names[lang]
    if tile.level == "sido":
        return province
    return f"{province} {tile.names[lang]}" if lang == "ko" else f"{tile.names[lang]}, {province}"


def _named(rows: pd.DataFrame, t: Translator) -> pd.DataFrame:
    return rows.assign(sido_name=rows[f"sido_name_{t.lang}"], sigungu_name=rows[f"sigungu_name_{t.lang}"])


def _backdrop(choice: Choice, t: Translator) -> dict[str, Any]:
    """Shapes below the markets: the store's own newest boundaries where there are any, else the outline of the package."""
    level: Level = "sigungu" if choice.sido else "sido"
    edition = newest_edition(choice, level)
    found: dict[str, Any] = {"shapes": OUTLINE_ADDRESS}
    if edition:
        credit = t("map.own_shapes", edition=f"{edition // 10000}-{edition // 100 % 100:02d}-{edition % 100:02d}")
        found = {"shapes": f"{shapes.ADDRESS}/{edition}/{level}.geojson", "shapes_attribution": credit}
    if os.environ.get(TILE_URL):
        found |= {"tile_url": os.environ[TILE_URL], "tile_attribution": os.environ.get(TILE_CREDIT, "")}
    return found


def newest_edition(choice: Choice, level: Level) -> int | None:
    """Edition (yyyymmdd) of the boundaries that hold at the end of the choice; None where none were imported."""
    rows = load(regions.shape_editions).rows
    days = [int(day) for day in rows["edition_day"][rows["level"] == level]]
    before = [day for day in days if choice.end is None or day <= choice.end + 30]
    return max(before) if before else min(days, default=None)
