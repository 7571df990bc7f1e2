"""The market map: each market a circle coloured by what is chosen and sized by amount, grouped by sigungu when far."""

from collections.abc import Mapping, Sequence
from typing import Any

import folium
import pandas as pd
from folium.template import Template
from markupsafe import Markup

from components.formatting import written
from components.maps.classes import ink_on
from components.maps.groups import Level, Shown, bounds, floats, groups, places, provinces, radius
from components.maps.measure import Measure, headed
from components.maps.offline import embedded
from components.text.translator import Translator
from components.theme import Scheme

#: What ``st_folium(..., returned_objects=RETURNED)`` must ask for; ``clicked_market`` reads the answer. Nothing more:
#: every further name makes the app run once more when the map has loaded.
RETURNED = ("last_active_drawing",)
_LARGEST, _SMALLEST = 16.0, 4.5  # radius in pixels


class MarketLayer(folium.FeatureGroup):  # type: ignore[misc]
    """The markets as one layer for ``st_folium(feature_group_to_add=...)``; content: what ``jangteo.markets`` draws."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = jangteo.markets({{ this._parent.get_name() }}, {{ this.content }});"
        "{% endmacro %}"
    )

    def __init__(self, content: Markup) -> None:
        super().__init__()
        self._name = "FeatureGroup"  # st_folium looks for this name
        self.content = content


def clicked_market(answer: Mapping[str, Any] | None) -> int | None:
    """market_id of the market that was clicked last; None when none was (``answer``: what st_folium returned)."""
    drawing = (answer or {}).get("last_active_drawing") or {}
    market_id = (drawing.get("properties") or {}).get("market_id")
    return int(market_id) if isinstance(market_id, int | float) else None


def market_layer(rows: pd.DataFrame, colour: Measure, size: Measure, **options: Any) -> MarketLayer:
    """The layer of ``market_content``."""
    return MarketLayer(market_content(rows, colour, size, **options))


def market_content(
    rows: pd.DataFrame,
    colour: Measure,
    size: Measure,
    *,
    told: Sequence[Measure],
    t: Translator,
    scheme: Scheme,
    selected: int | None = None,
) -> Markup:
    """Markets as circles: colour by classes of one measure, area by another, three told numbers in the tooltip.

    rows: one per market: market_id, market_name, sido_name, sigungu_name, sigungu_code, lat and lon in degrees (WGS 84;
    rows without are left out: ``unlocated``), and the columns of the measures (missing = not known, drawn grey and
    hollow). Far away, markets of one sigungu, farther those of one sido, become one circle whose colour is their mean
    in classes of its own (weighted by ``size`` for shares and changes) and whose area is their sum. selected: market_id
    with a ring. The view follows the rows: it moves when the markets do, not when only the measure does.
    """
    located = rows[rows["lat"].notna() & rows["lon"].notna()]
    shown = Shown(colour, size, t, scheme)
    sizes = floats(located[size.column])
    levels = {
        "markets": _markets(located, sizes, shown, told),
        "groups": groups(located, shown),
        "provinces": provinces(located, shown),
    }
    content = {
        "levels": {name: _level_content(level, t) for name, level in levels.items()},
        "sizes": _sizes(shown, sizes),
        "hollow": scheme.missing,
        "told": [measure.label for measure in told],
        "hint": t("map.group_hint"),
        "selected": selected,
        "fit": bounds(floats(located["lat"]), floats(located["lon"])),
        "legend": t("map.legend"),
    }
    return embedded(content)


def unlocated(rows: pd.DataFrame) -> int:
    """How many markets have no place and are therefore not on the map."""
    return int((rows["lat"].isna() | rows["lon"].isna()).sum())


def _markets(rows: pd.DataFrame, sizes: list[float | None], shown: Shown, told: Sequence[Measure]) -> Level:
    """One circle per market: [market_id, lat, lon, radius, class or None, name, place, told values]."""
    most = max((value for value in sizes if value is not None), default=0.0)
    classes = shown.colour.classes(rows[shown.colour.column], shown.scheme)
    columns = [[written(value, measure.unit, shown.t.lang) for value in rows[measure.column]] for measure in told]
    circles = [
        [
            int(key),
            round(float(lat), 5),
            round(float(lon), 5),
            radius(amount, most, _SMALLEST, _LARGEST),
            classes.position(value),
            str(name),
            place,
            list(numbers),
        ]
        for key, lat, lon, amount, value, name, place, *numbers in zip(
            rows["market_id"],
            rows["lat"],
            rows["lon"],
            sizes,
            rows[shown.colour.column],
            rows["market_name"],
            places(rows),
            *columns,
            strict=True,
        )
    ]
    has_missing = any(circle[4] is None for circle in circles)
    return Level(
        sorted(circles, key=lambda circle: -circle[3]),
        classes,
        headed(shown.colour.label, shown.colour.unit, shown.t),
        has_missing,
    )


def _level_content(level: Level, t: Translator) -> dict[str, Any]:
    """Circles with their colours and legend: swatches with ranges, and one for missing values when there are any."""
    ranges = level.classes.ranges(t.lang)
    return {
        "circles": level.circles,
        "colours": level.classes.colours,
        "title": level.label,
        "ranges": ranges,
        "inks": [ink_on(shade) for shade in level.classes.colours],
        "missing": t("map.no_data") if level.has_missing else None,
    }


def _sizes(shown: Shown, sizes: list[float | None]) -> dict[str, Any]:
    """Two circles that tell what the area of a market's circle means."""
    most = max((value for value in sizes if value is not None), default=0.0)
    drawn = [value for value in (most, most / 9) if value > 0]
    circles = [
        [radius(value, most, _SMALLEST, _LARGEST), written(value, shown.size.unit, shown.t.lang)] for value in drawn
    ]
    return {"title": shown.t("map.size", label=shown.size.label), "circles": circles}
