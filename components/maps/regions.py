"""The region map: shapes of an imported boundary edition coloured by the class of a value."""

from collections.abc import Mapping, Sequence
from typing import Any

import folium
import pandas as pd
from folium.template import Template

from components.formatting import is_known, written
from components.maps.groups import floats
from components.maps.measure import Measure, headed
from components.maps.offline import embedded
from components.text.translator import Translator
from components.theme import Scheme


class RegionLayer(folium.FeatureGroup):  # type: ignore[misc]
    """The values as one layer for ``st_folium(feature_group_to_add=...)``; content: what ``jangteo.regions`` draws.

    The shapes themselves are fetched by the base map (``base_map(coloured=True)``), once; only this changes with the
    filter.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = jangteo.regions({{ this._parent.get_name() }}, {{ this.content }});"
        "{% endmacro %}"
    )

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__()
        self._name = "FeatureGroup"  # st_folium looks for this name
        self.content = embedded(content)


def clicked_region(answer: Mapping[str, Any] | None) -> tuple[str, int] | None:
    """Today's code of the shape that was pressed last, and when it was pressed (ms); None when none was.

    answer: what ``st_folium(..., returned_objects=RETURNED)`` returned.
    """
    properties = ((answer or {}).get("last_active_drawing") or {}).get("properties") or {}
    code = properties.get("region_code")
    return (code, int(properties.get("press", 0))) if isinstance(code, str) else None


def region_layer(
    rows: pd.DataFrame,
    measure: Measure,
    *,
    shapes: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
    told: Sequence[Measure],
    t: Translator,
    scheme: Scheme,
    inside: str | None = None,
    selected: str | None = None,
) -> RegionLayer:
    """Regions as shapes coloured by natural breaks of one measure; hatched and called "no data" where nothing is known.

    rows: one per region: region_code and the columns of the measures. shapes: code as in the shape file -> (code the
    press gives, region_code of the rows). names: region_code -> name, text from files allowed. told: measures in the
    tooltip after the coloured one. inside: code of a province; shapes elsewhere are drawn pale, and the view goes to
    it. selected: region_code with a ring.
    """
    values = dict(zip(rows["region_code"].astype(str), floats(rows[measure.column]), strict=True))
    drawn = {shape: where for shape, where in shapes.items() if inside is None or where[1].startswith(inside)}
    places = list(dict.fromkeys(region for _, region in drawn.values()))
    number = {region: at for at, region in enumerate(places)}
    classes = measure.classes([value for region, value in values.items() if region in number], scheme)
    lines = _told(rows, [measure, *(one for one in told if one.column != measure.column)], t)
    missing = [[measure.label, t("map.no_data")]]
    regions = [
        [classes.position(values.get(one)), names.get(one, one), lines.get(one, missing), one == selected]
        for one in places
    ]
    return RegionLayer(
        {
            "shapes": {shape: [code, number[region]] for shape, (code, region) in drawn.items()},
            "regions": regions,
            "colours": classes.colours,
            "ranges": classes.ranges(t.lang),
            "title": headed(measure.label, measure.unit, t),
            "legend": t("map.legend"),
            "missing": t("map.no_data") if any(region[0] is None for region in regions) else None,
            "hint": t("map.region_hint"),
            "inside": inside,
        }
    )


def _told(rows: pd.DataFrame, measures: Sequence[Measure], t: Translator) -> dict[str, list[list[str]]]:
    """region_code -> [label, value in words] of each measure; what is not known is called so."""
    return {
        str(code): [
            [measure.label, written(value, measure.unit, t.lang) if is_known(value) else t("map.no_data")]
            for measure, value in zip(measures, values, strict=True)
        ]
        for code, *values in zip(rows["region_code"], *(rows[measure.column] for measure in measures), strict=True)
    }
