"""The owned tile maps: every region has the same weight, and nothing is fetched."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.formatting import DASH, is_known, won, written
from components.maps.classes import Classes, ink_on
from components.maps.layout import Level, Tile, heart_of, tile_of, tiles
from components.maps.measure import ADDITIVE, Measure
from components.text.translator import Translator
from components.theme import FONT_STACK, Scheme

_NARROW = 0.94  # of a tile, so that paper shows between two tiles of one colour
#: From so many tiles on, a tile is some 25 pixels wide: room for two Hangul syllables, for no English name.
_MANY = 60
#: Pixels a map of one province has on an ordinary screen, and what a Latin letter of its names takes of them.
_ROOM, _LETTER = (760, 370), 5.8


@dataclass(frozen=True)
class _Cell:
    tile: Tile
    value: float | None
    position: int | None


def unplaced(rows: pd.DataFrame, code: str, level: Level) -> list[str]:
    """Codes in the rows that have no tile, so that the screen can say what the map leaves out."""
    return sorted({str(value) for value in rows[code] if str(value) not in tile_of(level)})


def _values(rows: pd.DataFrame, measure: Measure, code: str, level: Level) -> dict[str, float]:
    places = tile_of(level)
    found: dict[str, float] = {}
    for region, value in zip(rows[code].astype(str), rows[measure.column], strict=True):
        if region not in places or not is_known(value):
            continue
        tile = places[region].code
        if tile in found and measure.unit not in ADDITIVE:
            raise ValueError(f"two rows for tile {tile}: {measure.column} cannot be added up, give one row per tile")
        found[tile] = found.get(tile, 0.0) + float(value)
    return found


def tile_map(
    rows: pd.DataFrame,
    measure: Measure,
    *,
    t: Translator,
    scheme: Scheme,
    level: Level = "sigungu",
    code: str = "region_code",
    sido: str | None = None,
    selected: str | None = None,
) -> go.Figure:
    """Tile map of one measure, classed by natural breaks.

    rows: one per region: ``code`` (5-digit sigungu code, a city's districts count to the city, or 2-digit sido code)
    and the measure's column. Regions without a row or value are hatched and called "no data". sido: draw only that
    province's tiles. selected: code of the tile with a ring. Every tile's point carries its code:
    ``event.selection.points[0]["customdata"][0]``.

    Raises: ValueError for two rows on one tile when the unit cannot be added up.
    """
    values = _values(rows, measure, code, level)
    shown = [tile for tile in tiles(level) if sido in (None, tile.sido_code)]
    classes = measure.classes([values[tile.code] for tile in shown if tile.code in values], scheme)
    cells = [_Cell(tile, values.get(tile.code), classes.position(values.get(tile.code))) for tile in shown]
    figure = go.Figure(layout=_layout(cells, measure, scheme, level))
    _add_classes(figure, cells, classes, t, scheme)
    _add_province_lines(figure, cells, scheme)
    _add_ring(figure, cells, selected, scheme)
    if len(cells) < _MANY or t.lang == "ko":
        _add_labels(figure, cells, classes, measure, t, scheme)
    if level == "sigungu" and len(cells) >= _MANY:
        _add_province_names(figure, cells, t, scheme)
    _add_targets(figure, cells, measure, t)
    return figure


def _outline(cells: list[_Cell], reach: float) -> tuple[list[float | None], list[float | None]]:
    across: list[float | None] = []
    up: list[float | None] = []
    for cell in cells:
        corners = cell.tile.corners(reach)
        for x, y in [*corners, corners[0]]:
            across.append(round(x, 4))
            up.append(round(y, 4))
        across.append(None)
        up.append(None)
    return across, up


def _add_classes(figure: go.Figure, cells: list[_Cell], classes: Classes, t: Translator, scheme: Scheme) -> None:
    legend = [*zip(range(len(classes.upper_ends)), classes.ranges(t.lang), classes.colours, strict=True)]
    for position, text, colour in legend:
        _add_area(figure, [cell for cell in cells if cell.position == position], text, colour, scheme, hatched=False)
    without = [cell for cell in cells if cell.position is None]
    if without:
        _add_area(figure, without, t("map.no_data"), scheme.missing, scheme, hatched=True)


def _add_area(figure: go.Figure, cells: list[_Cell], name: str, colour: str, scheme: Scheme, *, hatched: bool) -> None:
    across, up = _outline(cells, _NARROW) if cells else ([None], [None])
    pattern = {"shape": "/", "bgcolor": scheme.grid, "fgcolor": scheme.missing, "size": 5} if hatched else None
    figure.add_scatter(
        x=across,
        y=up,
        mode="lines",
        fill="toself",
        fillcolor=colour,
        line={"width": 0, "color": colour},
        name=name,
        hoverinfo="skip",
        showlegend=True,
        **({"fillpattern": pattern} if pattern else {}),
    )


def _add_province_lines(figure: go.Figure, cells: list[_Cell], scheme: Scheme) -> None:
    """A line between two provinces that touch, so that the country is found again in the tiles."""
    place = {(cell.tile.q, cell.tile.r): cell.tile for cell in cells}
    across: list[float | None] = []
    up: list[float | None] = []
    for tile in place.values():
        corners = tile.corners()
        for side, beside in enumerate(tile.beside()):
            other = place.get(beside)
            if tile.level == "sigungu" and other and other.sido_code > tile.sido_code:
                (x, y), (to_x, to_y) = corners[side], corners[(side + 1) % len(corners)]
                across += [round(x, 4), round(to_x, 4), None]
                up += [round(y, 4), round(to_y, 4), None]
    figure.add_scatter(
        x=across,
        y=up,
        mode="lines",
        line={"width": 1.6, "color": scheme.ink},
        hoverinfo="skip",
        showlegend=False,
        name="sido",
    )


def _add_ring(figure: go.Figure, cells: list[_Cell], selected: str | None, scheme: Scheme) -> None:
    tile = tile_of(cells[0].tile.level).get(selected or "") if cells else None
    ringed = [cell for cell in cells if tile and cell.tile.code == tile.code]
    if ringed:
        across, up = _outline(ringed, 1.0)
        figure.add_scatter(
            x=across,
            y=up,
            mode="lines",
            line={"width": 3, "color": scheme.accent},
            hoverinfo="skip",
            showlegend=False,
            name="selected",
        )


def _full_name(tile: Tile, lang: str) -> str:
    province = tile_of("sido")[tile.sido_code].names[lang]
    if tile.level == "sido" or tile.names["ko"] == tile_of("sido")[tile.sido_code].names["ko"]:
        return province
    return f"{province} {tile.names[lang]}" if lang == "ko" else f"{tile.names[lang]}, {province}"


def _label(cell: _Cell, measure: Measure, lang: str, level: Level) -> str:
    text = cell.tile.labels[lang]
    if level == "sido":
        plain = measure.unit == "krw"
        value = won(cell.value, lang, with_unit=False) if plain else written(cell.value, measure.unit, lang)
        return f"{text}<br>{value}"
    return text if cell.value is not None or lang != "ko" else f"{text}<br>{DASH}"


def _fitting(cells: list[_Cell], lang: str) -> list[_Cell]:
    """Cells whose name fits: in Korean all; a name that ran into the next tile is left to the tooltip and the table."""
    if lang == "ko" or not cells or cells[0].tile.level == "sido":
        return cells
    reach = [[cell.tile.centre[axis] for cell in cells] for axis in (0, 1)]
    width = min(room / (max(places) - min(places) + 1) for room, places in zip(_ROOM, reach, strict=True))
    return [cell for cell in cells if len(cell.tile.labels[lang]) * _LETTER <= width]


def _add_labels(
    figure: go.Figure, cells: list[_Cell], classes: Classes, measure: Measure, t: Translator, scheme: Scheme
) -> None:
    """Names in the tiles, a trace per ink: a selection dims what is not chosen unless it is told one colour."""
    size = (12 if t.lang == "ko" else 9.5) if len(cells) < _MANY else 8.5
    cells = _fitting(cells, t.lang)
    inks = [scheme.ink if cell.position is None else ink_on(classes.colours[cell.position]) for cell in cells]
    for ink in sorted(set(inks)):
        inked = [cell for cell, its in zip(cells, inks, strict=True) if its == ink]
        same = {"textfont": {"color": ink}}
        figure.add_scatter(
            x=[cell.tile.centre[0] for cell in inked],
            y=[cell.tile.centre[1] for cell in inked],
            mode="text",
            text=[_label(cell, measure, t.lang, cell.tile.level) for cell in inked],
            hoverinfo="skip",
            textfont={"size": size, "color": ink},
            showlegend=False,
            name="names",
            selected=same,
            unselected=same,
        )


def _add_province_names(figure: go.Figure, cells: list[_Cell], t: Translator, scheme: Scheme) -> None:
    """Names of provinces where those of cities do not fit: in English; unseen in Korean, until a style sheet for narrow
    screens shows them in the place of the names in the tiles. Not where they would cover all there is."""
    counts = Counter(cell.tile.sido_code for cell in cells)
    for sido in sorted(code for code, count in counts.items() if count > 1):
        x, y = heart_of(sido).centre
        figure.add_annotation(
            x=x,
            y=y,
            text=tile_of("sido")[sido].labels[t.lang],
            showarrow=False,
            borderpad=1,
            bgcolor=scheme.paper,
            opacity=0 if t.lang == "ko" else 0.85,
            font={"size": 10, "color": scheme.ink},
        )


def _add_targets(figure: go.Figure, cells: list[_Cell], measure: Measure, t: Translator) -> None:
    """An invisible point per tile, last and thus on top: it is what is hovered and clicked, and carries the code."""
    said = [t("map.no_data") if cell.value is None else written(cell.value, measure.unit, t.lang) for cell in cells]
    unseen = {"marker": {"opacity": 0}}
    figure.add_scatter(
        x=[cell.tile.centre[0] for cell in cells],
        y=[cell.tile.centre[1] for cell in cells],
        mode="markers",
        marker={"size": 26 if len(cells) >= _MANY else 50, "opacity": 0},
        showlegend=False,
        name=measure.label,
        selected=unseen,
        unselected=unseen,
        customdata=[
            [cell.tile.code, _full_name(cell.tile, t.lang), text] for cell, text in zip(cells, said, strict=True)
        ],
        hovertemplate=f"<b>%{{customdata[1]}}</b><br>{measure.label}: %{{customdata[2]}}<extra></extra>",
    )


def _layout(cells: list[_Cell], measure: Measure, scheme: Scheme, level: Level) -> go.Layout:
    axis = {"visible": False, "fixedrange": True}
    return go.Layout(
        paper_bgcolor=scheme.paper,
        plot_bgcolor=scheme.paper,
        font={"family": FONT_STACK, "color": scheme.ink},
        margin={"l": 4, "r": 4, "t": 8, "b": 4},
        height=700 if level == "sigungu" and len(cells) >= _MANY else 460,
        xaxis=axis,
        yaxis={**axis, "scaleanchor": "x", "scaleratio": 1},
        hovermode="closest",
        dragmode=False,
        clickmode="event+select",
        hoverlabel={"bgcolor": scheme.paper, "font": {"color": scheme.ink, "family": FONT_STACK}},
        legend={
            "title": {"text": measure.label},
            "itemclick": False,
            "itemdoubleclick": False,
            "x": 1,
            "xanchor": "right",
            "y": 0,
            "yanchor": "bottom",
            "bgcolor": scheme.paper,
            "traceorder": "normal",
        },
    )
