"""Regions of a page by one measure: true shapes where a boundary file was imported, and tiles of equal weight."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.charts.markets import region_tiles
from components.exhibit import Exhibit
from components.maps import layout
from components.maps.layout import Level, Tile, tile_of
from components.maps.measure import Measure
from components.maps.regions import clicked_region, region_layer
from components.maps.tiles import tile_map
from components.text import Translator
from components.theme import Scheme
from components.ui import address, filters, leaflet, panels, shapes, tiles, viewing
from components.ui.load import kept, load
from data.answer import Answer
from data.choice import Choice
from data.comparison import change_share, ratio
from data.queries import markets, regions

FORMS = ("shapes", "tiles")
_SUMMED = (
    "amount_krw",
    "matched_amount_krw",
    "matched_previous_amount_krw",
    "digital_amount_krw",
    "foreign_amount_krw",
    "foreign_base_amount_krw",
    "store_count",
)


@dataclass(frozen=True)
class Asked:
    """One map: at which level, by which measure, what its tooltip tells, how high (pixels), what has a ring."""

    level: Level
    measure: Measure
    told: tuple[Measure, ...]
    height: int
    selected: str | None


def show(points: Answer, asked: Asked, t: Translator) -> None:
    """A panel with the regions; where the store has shapes, a choice between map and tiles. points: of
    ``markets.points``."""
    if points.choice.sigungu:  # its neighbours are part of the picture, not "no data"
        points = load(markets.points, points.choice.but(sigungu=None))
    edition = edition_for(points.choice, asked.level)
    as_shapes = edition is not None and address.allowed("form", FORMS, FORMS[0]) == FORMS[0]
    exhibit = region_tiles(kept(regional, points, asked.level), t, measure=asked.measure.column)
    if as_shapes:
        exhibit = _of_shapes(exhibit, asked, t)
    panels.show(exhibit, t, picture=partial(_picture, exhibit, asked, edition, as_shapes, t))


def _of_shapes(exhibit: Exhibit, asked: Asked, t: Translator) -> Exhibit:
    """The same rows, called a map of regions; what tiles say of themselves is left out."""
    return replace(
        exhibit,
        title=t("chart.region_shapes", measure=asked.measure.label),
        definition=t("define.region_shapes"),
        notes=(t("note.shapes_of_cities"), t("note.classes"), t("note.markets_only")),
    )


def _picture(exhibit: Exhibit, asked: Asked, edition: int | None, as_shapes: bool, t: Translator) -> None:
    if edition is not None:
        filters.one_of("form", t, FORMS, "form")
    if as_shapes and edition is not None:
        _shapes(exhibit, asked, edition, t)
    else:
        _tiles(exhibit, asked, t)


@st.fragment
def _shapes(exhibit: Exhibit, asked: Asked, edition: int, t: Translator) -> None:
    """Regions as they lie; a press chooses the region."""
    scheme, level = viewing.colours(), asked.level
    places, rows = tile_of(level), load(regions.shape_regions).rows
    rows = rows[(rows["level"] == level) & (rows["edition_day"] == edition)]
    drawn = {
        shape: (today, places[today].code if today in places else today)
        for shape, today in zip(rows["shape_code"], rows["region_code"], strict=True)
    }
    names = dict(zip(exhibit.rows["region_code"], exhibit.rows[f"region_name_{t.lang}"], strict=True))
    layer = region_layer(
        exhibit.rows,
        asked.measure,
        shapes=drawn,
        told=asked.told,
        t=t,
        scheme=scheme,
        inside=exhibit.choice.sido,
        names={tile.code: full_name(tile, t.lang) for tile in places.values()} | names,
        selected=places[asked.selected].code if asked.selected in places else asked.selected,
    )
    lines = shapes.address(edition, "sido") if level == "sigungu" else None
    answer = leaflet.show(
        layer,
        height=asked.height,
        key=f"region_map-{level}-{t.lang}-{scheme.name}",
        t=t,
        scheme=scheme,
        label=t("map.regions"),
        shapes=shapes.address(edition, level) or "",
        coloured=True,
        lines=lines,
        shapes_attribution=credit(edition, t),
    )
    _choose_pressed(answer)


def _choose_pressed(answer: dict[str, Any] | None) -> None:
    pressed = clicked_region(answer)
    if pressed is not None and st.session_state.get("last_region_press") != pressed:
        st.session_state["last_region_press"] = pressed
        choose(pressed[0])
        st.rerun()


def _tiles(exhibit: Exhibit, asked: Asked, t: Translator) -> None:
    """Regions as tiles of equal weight; a press chooses the region."""
    key = f"tiles-{asked.level}-{asked.measure.column}-{t.lang}"
    picture = kept(_drawn, exhibit, asked, t, viewing.colours(), key)
    tiles.show(picture, t("map.tiles_alt", label=asked.measure.label), key, asked.level, choose)


def _drawn(exhibit: Exhibit, asked: Asked, t: Translator, scheme: Scheme, name: str) -> str:
    sido, selected = exhibit.choice.sido, asked.selected
    options = {"t": t, "scheme": scheme, "level": asked.level, "sido": sido, "selected": selected, "name": name}
    return tile_map(exhibit.rows, asked.measure, **options)  # type: ignore[arg-type]


def choose(code: str) -> None:
    """Put a region into the address: its province, and the city where the store knows it under that code."""
    address.forget("market_id", "sigungu")
    address.choose("sido", code[:2])
    if len(code) > 2 and code in set(load(regions.sigungus, Choice(sido=code[:2])).rows["code"]):
        address.choose("sigungu", code)


def edition_for(choice: Choice, level: Level) -> int | None:
    """Edition (yyyymmdd) of the boundaries that held at the end of the choice, else the first after it, else None.

    As ``regions.sigungu_shapes`` does, it passes over an edition with less than half of the regions of the fullest one.
    None also where that leaves most of the country, or all of the province chosen, without a shape: tiles serve better.
    """
    return kept(_edition_for, load(regions.shape_regions), choice.sido, choice.end, level)


def _edition_for(shaped: Answer, sido: str | None, end: int | None, level: Level) -> int | None:
    rows = shaped.rows[shaped.rows["level"] == level]
    counts = rows["edition_day"].value_counts()
    whole = [int(day) for day in counts.index[counts * 2 >= counts.max()]] if len(counts) else []
    past = [day for day in whole if end is None or day <= end + 30]
    edition = max(past) if past else min(whole, default=None)
    held = rows["region_code"][rows["edition_day"] == edition]
    there = int(held.str.startswith(sido or "").sum())
    return edition if there and (sido or there * 2 >= len(layout.tiles(level))) else None


def credit(edition: int, t: Translator) -> str:
    """What the map says about its shapes."""
    return t("map.own_shapes", edition=f"{edition // 10000}-{edition // 100 % 100:02d}-{edition % 100:02d}")


def regional(points: Answer, level: Level) -> Answer:
    """The markets' rows added up by region, a row for each of the choice; districts of a city are one. Shares are of
    sums, never means of shares.

    Columns: region_code, region_name_ko, region_name_en, market_count, the sums, digital_share, foreign_share,
    change_share.
    """
    places, rows = tile_of(level), points.rows
    code = rows["sigungu_code" if level == "sigungu" else "sido_code"].astype(str)
    keys = pd.Series([places[one].code if one in places else None for one in code], index=rows.index, dtype="object")
    numbers = rows[list(_SUMMED)].apply(pd.to_numeric).astype("float64")
    inside = [tile.code for tile in layout.tiles(level) if points.choice.sido in (None, tile.sido_code)]
    sums = numbers.groupby(keys).sum(min_count=1).reindex(inside)
    sums = sums.assign(market_count=keys.value_counts().reindex(inside, fill_value=0))
    sums = sums.rename_axis("region_code").reset_index()
    codes = sums["region_code"]
    names = {f"region_name_{lang}": [full_name(places[one], lang) for one in codes] for lang in ("ko", "en")}
    return replace(
        points,
        rows=sums.assign(
            **names,
            digital_share=ratio(sums, "digital_amount_krw", "amount_krw"),
            foreign_share=ratio(sums, "foreign_amount_krw", "foreign_base_amount_krw"),
            change_share=change_share(sums),
        ),
    )


def full_name(tile: Tile, lang: str) -> str:
    """City with its province: names of districts repeat all over the country."""
    province = tile_of("sido")[tile.sido_code].names[lang]
    if tile.level == "sido":
        return province
    return f"{province} {tile.names[lang]}" if lang == "ko" else f"{tile.names[lang]}, {province}"
