"""The owned tile maps: every region has the same weight, and nothing is fetched: one SVG, which is there at once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import pandas as pd

from components.formatting import DASH, is_known, won, written
from components.maps.classes import Classes, ink_on
from components.maps.layout import Level, Tile, heart_of, tile_of, tiles
from components.maps.measure import ADDITIVE, Measure
from components.text.translator import Translator
from components.theme import Scheme

#: Units of the drawing in the width of a tile; pixels it has at most.
SIDE, WIDEST_PX = 100, 112
_NARROW = 0.94  # of a tile, so that paper shows between two tiles of one colour
#: From so many tiles on, provinces are named too, for the screens on which names of cities would be too small.
_MANY = 60
#: Width of a letter in parts of its height: Hangul, Latin letters and figures, those that are wide, and thin ones.
_HANGUL, _LATIN, _BROAD, _THIN = 0.92, 0.6, 0.88, 0.34
#: Smallest letters of a name in a tile, in parts of the tile: 9 pixels where a tile has 70.
_LEAST = 0.13


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
    name: str = "tiles",
) -> str:
    """Tile map of one measure, classed by natural breaks, as SVG with its legend as a list below.

    rows: one per region: ``code`` (5-digit sigungu code, a city's districts count to the city, or 2-digit sido code)
    and the measure's column. Regions without a row or value are hatched and called "no data". sido: draw only that
    province's tiles. selected: code of the tile with a ring. name: tells apart two maps of one page. Every tile is a
    button that carries its code (``data-code``) and says its name and value; one of them is reached by the tabulator,
    the others from it (``components/ui/tiles.js``).

    Raises: ValueError for two rows on one tile when the unit cannot be added up.
    """
    values = _values(rows, measure, code, level)
    shown = sorted((tile for tile in tiles(level) if sido in (None, tile.sido_code)), key=lambda one: (-one.r, one.q))
    classes = measure.classes([values[tile.code] for tile in shown if tile.code in values], scheme)
    cells = [_Cell(tile, values.get(tile.code), classes.position(values.get(tile.code))) for tile in shown]
    ring = tile_of(level).get(selected or "")
    labels = _labels(cells, measure, t)
    first = ring if ring in shown else shown[0]
    parts = [
        _definitions(cells, scheme, name),
        *(_tile(cell, labels.get(cell.tile.code, []), classes, measure, t, scheme, name, first) for cell in cells),
        _borders(cells, scheme),
        _ring(ring, scheme) if ring in shown else "",
        _province_names(cells, t, scheme),
    ]
    opened, legend = _opened(cells, _letters(labels.values()), t), _legend(cells, classes, measure, t, name)
    return f"{opened}{''.join(parts)}</svg>{legend}"


def _at(x: float, y: float) -> str:
    """A place of the layout in units of the drawing, whose y goes down."""
    return f"{x * SIDE:.1f} {-y * SIDE:.1f}"


def _outline(tile: Tile, reach: float) -> str:
    return "M" + "L".join(_at(x, y) for x, y in tile.corners(reach)) + "z"


def _opened(cells: list[_Cell], letters: float, t: Translator) -> str:
    """The frame round all tiles. jt-few: names of provinces only, as in English for all Korea."""
    reach = [[cell.tile.centre[axis] for cell in cells] for axis in (0, 1)]
    (left, bottom), (right, top) = ((min(places) for places in reach), (max(places) for places in reach))
    width, height = right - left + 1.1, top - bottom + 1.25
    few = " jt-few" if len(cells) >= _MANY and t.lang != "ko" else ""
    tall = min(700 if len(cells) >= _MANY else 460, height * WIDEST_PX)
    return (
        f'<svg class="jt-map{few}" viewBox="{_at(left - 0.55, top + 0.625)} {width * SIDE:.0f} {height * SIDE:.0f}" '
        f'style="max-width: {tall * width / height:.0f}px; --jt-most: {letters * SIDE:.1f}px" '
        f'text-anchor="middle">'
    )


def _definitions(cells: list[_Cell], scheme: Scheme, name: str) -> str:
    """The shape of a tile about its middle, and the hatching of what is not known."""
    tile = cells[0].tile
    x, y = tile.centre
    shape = "M" + "L".join(_at(to_x - x, to_y - y) for to_x, to_y in tile.corners(_NARROW)) + "z"
    return (
        f'<defs><path id="{name}-tile" d="{shape}"/><pattern id="{name}-hatch" width="12" height="12" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0h12v12H0z" fill="{scheme.grid}"/>'
        f'<path d="M0 0v12" stroke="{scheme.missing}" stroke-width="8"/></pattern></defs>'
    )


def _tile(
    cell: _Cell,
    lines: list[str],
    classes: Classes,
    measure: Measure,
    t: Translator,
    scheme: Scheme,
    name: str,
    first: Tile,
) -> str:
    """One tile: a button with its name, its value, and what is written in it."""
    said = t("map.no_data") if cell.value is None else written(cell.value, measure.unit, t.lang)
    full = escape(_full_name(cell.tile, t.lang))
    fill = f"url(#{name}-hatch)" if cell.position is None else classes.colours[cell.position]
    ink = scheme.ink if cell.position is None else ink_on(classes.colours[cell.position])
    reached = 0 if cell.tile is first else -1
    # whoever calls it by what is written in it is understood: a short name is not always the beginning of the full one
    written_name = escape(lines[0]) if lines else ""
    heard = full if written_name in full else f"{written_name}, {full}"
    return (
        f'<g class="jt-tile" role="button" tabindex="{reached}" data-code="{cell.tile.code}" data-name="{full}" '
        f'data-value="{escape(said)}" aria-label="{heard}: {escape(measure.label)} {escape(said)}" '
        f'transform="translate({_at(*cell.tile.centre)})"><use href="#{name}-tile" fill="{fill}"/>'
        f"{_text(lines, ink)}</g>"
    )


def _text(lines: list[str], ink: str) -> str:
    first = 0.35 - 0.6 * (len(lines) - 1)
    return "".join(
        f'<text class="jt-name" fill="{ink}" dy="{first + 1.2 * at:.2f}em">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _labels(cells: list[_Cell], measure: Measure, t: Translator) -> dict[str, list[str]]:
    """Tile code -> lines written in it. A name that would run into the next tile is left to the pointer and the
    table, never cut."""
    if len(cells) >= _MANY and t.lang != "ko":
        return {}
    made = {cell.tile.code: _label(cell, measure, t.lang) for cell in cells}
    size = _letters(made.values())
    return {code: lines for code, lines in made.items() if max(map(_width, lines)) * size <= 0.93}


def _letters(labels: Iterable[list[str]]) -> float:
    """Height of the letters in parts of a tile: the longest line fits, or the longest that may be that small."""
    longest = max((_width(line) for lines in labels for line in lines), default=1.0)
    return max(_LEAST, min(0.3, 0.92 / longest))


def _width(text: str) -> float:
    """Width of a line in parts of the height of its letters."""
    return sum(
        _HANGUL if ord(letter) > 0x1100 else _BROAD if letter in "mwMWGOQ" else _THIN if letter in "ijl.,'" else _LATIN
        for letter in text
    )


def _full_name(tile: Tile, lang: str) -> str:
    province = tile_of("sido")[tile.sido_code].names[lang]
    if tile.level == "sido" or tile.names["ko"] == tile_of("sido")[tile.sido_code].names["ko"]:
        return province
    return f"{province} {tile.names[lang]}" if lang == "ko" else f"{tile.names[lang]}, {province}"


def _label(cell: _Cell, measure: Measure, lang: str) -> list[str]:
    text = cell.tile.labels[lang]
    if cell.tile.level == "sido":
        plain = measure.unit == "krw"
        return [text, won(cell.value, lang, with_unit=False) if plain else written(cell.value, measure.unit, lang)]
    return [text] if cell.value is not None or lang != "ko" else [text, DASH]


def _borders(cells: list[_Cell], scheme: Scheme) -> str:
    """A line between two provinces that touch, so that the country is found again in the tiles."""
    place = {(cell.tile.q, cell.tile.r): cell.tile for cell in cells}
    path = ""
    for tile in place.values():
        corners = tile.corners()
        for side, beside in enumerate(tile.beside()):
            other = place.get(beside)
            if tile.level == "sigungu" and other and other.sido_code > tile.sido_code:
                path += f"M{_at(*corners[side])}L{_at(*corners[(side + 1) % len(corners)])}"
    return f'<path class="jt-border" d="{path}" stroke="{scheme.ink}"/>' if path else ""


def _ring(tile: Tile | None, scheme: Scheme) -> str:
    return f'<path class="jt-ring" d="{_outline(tile, 1.0)}" stroke="{scheme.accent}"/>' if tile else ""


def _province_names(cells: list[_Cell], t: Translator, scheme: Scheme) -> str:
    """Names of provinces where those of cities do not fit: in English, and in Korean on a narrow screen
    (``components/ui/tiles.css``). Not where they would cover all there is."""
    if cells[0].tile.level == "sido" or len(cells) < _MANY:
        return ""
    counts = Counter(cell.tile.sido_code for cell in cells)
    return "".join(
        f'<text class="jt-province" transform="translate({_at(*heart_of(sido).centre)})" dy="0.35em" '
        f'fill="{scheme.ink}" stroke="{scheme.paper}" aria-hidden="true">'
        f"{escape(tile_of('sido')[sido].labels[t.lang])}</text>"
        for sido in sorted(code for code, count in counts.items() if count > 1)
    )


def _legend(cells: list[_Cell], classes: Classes, measure: Measure, t: Translator, name: str) -> str:
    """The measure, and every class with its range and unit."""
    shown = [*zip(classes.ranges(t.lang), classes.colours, strict=True)]
    if any(cell.position is None for cell in cells):
        shown.append((t("map.no_data"), f"url(#{name}-hatch)"))
    lines = "".join(
        f'<li><svg width="14" height="14" aria-hidden="true"><path d="M0 0h14v14H0z" fill="{colour}"/></svg>'
        f"<span>{escape(text)}</span></li>"
        for text, colour in shown
    )
    return f'<div class="jt-key"><p>{escape(measure.label)}</p><ul>{lines}</ul></div>'
