"""A market's reach: its circle or polygon, the same radius round the others, and a way to draw a polygon."""

from collections.abc import Mapping, Sequence
from typing import Any

import folium
import pandas as pd
from folium.template import Template

from components.formatting import written
from components.maps.groups import places
from components.maps.offline import embedded
from components.text.translator import Translator
from components.theme import Scheme


class CatchmentLayer(folium.FeatureGroup):  # type: ignore[misc]
    """The reach as one layer for ``st_folium(feature_group_to_add=...)``; content: what ``jangteo.catchment`` draws."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = jangteo.catchment({{ this._parent.get_name() }}, {{ this.content }});"
        "{% endmacro %}"
    )

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__()
        self._name = "FeatureGroup"  # st_folium looks for this name
        self.content = embedded(content)


def drawn_area(answer: Mapping[str, Any] | None) -> tuple[str, int] | None:
    """Corners of the polygon that was drawn last, as an address carries them, and when (ms); None when none was."""
    properties = ((answer or {}).get("last_active_drawing") or {}).get("properties") or {}
    area = properties.get("area")
    return (area, int(properties.get("press", 0))) if isinstance(area, str) else None


def catchment_layer(
    own: tuple[float, float],
    name: str,
    rows: pd.DataFrame,
    radius_m: float,
    *,
    area: Sequence[tuple[float, float]],
    t: Translator,
    scheme: Scheme,
) -> CatchmentLayer:
    """The reach of a market at a place (latitude, longitude; WGS 84) and the markets within.

    rows: of ``catchments.markets_within`` with sido_name and sigungu_name in the reader's language. area: corners of a
    polygon (latitude, longitude) in place of the circle, () for none.
    """
    radius = t("map.radius", radius=written(radius_m, "metres", t.lang))
    others = [
        [
            int(key),
            round(float(lat), 5),
            round(float(lon), 5),
            str(market),
            place,
            [written(away, "metres", t.lang), written(stores, "stores", t.lang), written(overlap, "share", t.lang)],
        ]
        for key, lat, lon, market, place, away, stores, overlap in zip(
            rows["market_id"],
            rows["lat"],
            rows["lon"],
            rows["market_name"],
            places(rows),
            rows["distance_m"],
            rows["store_count"],
            rows["overlap_share"],
            strict=True,
        )
    ]
    return CatchmentLayer(
        {
            "own": [*own, name],
            "others": others,
            "radius": radius_m,
            "area": list(area),
            "legend": t("map.legend"),
            "told": [t("column.distance_m"), t("column.store_count"), t("column.overlap_share")],
            "colours": [scheme.accent, scheme.fall],
            "hint": t("map.market_hint"),
            "ranges": [t("map.own_area") if area else radius, t("map.others_radius")],
            "words": {word: t(f"map.{word}") for word in ("draw", "draw_hint", "draw_done", "draw_cancel")},
        }
    )
