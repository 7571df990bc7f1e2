"""Shapes of regions, one edition per file; after that the markets' regions are looked up anew."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Connection, delete, insert, select

from data.geo.boundaries import Shape, mended, shapes_of
from data.geo.coding import STATISTICS, Coding, coding_of
from data.geo.regions import OPEN_END, Gazetteer, gazetteer, seed_regions
from data.identity.ledger import settle
from data.importing.block import Block, Job, Tally
from data.models import Boundary
from data.summaries import Touched, refresh

#: Below this share of features in their place, the file is another country's, or its coordinates are unknown.
LEAST_SHARE = 0.6


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each feature is a row: new, or unchanged where its region's shape of that edition is in the store already.

    Features without a known region or shape are refused; when they are most of the file, all of it.
    """
    seed_regions(connection)
    table, tally, day = gazetteer(connection), Tally(), int(job.edition.replace("-", ""))
    for block in blocks:
        rows = block.rows
        shapes, broken = mended([_shape(cell) for cell in rows["shape"]])
        codes, names = [str(c) for c in rows["code"]], [str(n) for n in rows["name"]]
        coding = coding_of(codes, names, shapes, _said(rows["crs"]), day, table)
        known = _known(block, coding, shapes, tally)
        if known.any():
            picked = Coding(coding.crs, coding.kind, tuple(np.array(coding.codes)[known]), coding.share)
            at = np.flatnonzero(known)
            made = shapes_of([codes[i] for i in at], [shapes[i] for i in at], picked, day, table)
            today = present_codes([shape.region_code for shape in made.shapes], table)
            _count(tally, connection, made.shapes, today, day, picked)
            _write(connection, job.import_id, day, made.shapes, today)
            for effect, count in (
                ("shapes", len(made.shapes)),
                ("shapes_mended", broken),
                ("districts_joined", made.joined),
            ):
                if count:
                    tally.note(effect, count)
            if coding.kind == STATISTICS:
                tally.note("codes_translated", len(set(picked.codes)))
    _place_markets(connection, tally)
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the shapes out; markets go back to what the other editions or their addresses say."""
    connection.execute(delete(Boundary).where(Boundary.import_id == import_id))  # type: ignore[arg-type]
    _place_markets(connection, Tally())


def _place_markets(connection: Connection, tally: Tally) -> None:
    settled = settle(connection)
    moved = settled.differs("sido_code", "sigungu_code")
    by_point = [i for i in moved if settled.after[i]["region_basis"] == "point"]
    for effect, count in (("regions_changed", len(moved)), ("regions_by_point", len(by_point))):
        if count:
            tally.note(effect, count)
    refresh(connection, Touched(markets=settled.touched))


def _shape(cell: Any) -> Any:
    return shapely.from_wkb(cell) if isinstance(cell, bytes) else shapely.Polygon()


def _said(crs: pd.Series) -> str:
    told = {str(cell) for cell in crs}
    return told.pop() if len(told) == 1 else ""


def _known(block: Block, coding: Coding, shapes: list[Any], tally: Tally) -> Any:
    """Which features have a region and a shape; the others are refused with their reason."""
    known = np.array([bool(code) and not shape.is_empty for code, shape in zip(coding.codes, shapes, strict=True)])
    if coding.share < LEAST_SHARE * known.mean():
        for at in block.rows.index:
            tally.refusals.append(block.refusal(at, "code", "shape_elsewhere"))
        return np.zeros(len(shapes), dtype=bool)
    for position, at in enumerate(block.rows.index):
        if not known[position]:
            reason = "unknown_region_code" if not coding.codes[position] else "no_shape"
            tally.refusals.append(block.refusal(at, "code", reason))
    return known


def _count(
    tally: Tally, connection: Connection, shapes: tuple[Shape, ...], today: list[str], day: int, coding: Coding
) -> None:
    """A feature counts by what becomes of its region's shape."""
    columns = (Boundary.level, Boundary.region_code, Boundary.detailed_wkb)
    rows = connection.execute(select(*columns).where(Boundary.edition_day == day)).all()  # type: ignore[call-overload]
    held: dict[tuple[str, str], set[bytes]] = {}
    for level, code, wkb in rows:
        held.setdefault((level, code), set()).add(bytes(wkb))
    known = {shape.region_code: (held.get((shape.level, now)), shape) for shape, now in zip(shapes, today, strict=True)}
    for code in coding.codes:
        before, shape = known[code]
        if before is None:
            tally.new += 1
        elif shape.detailed.wkb in before:
            tally.unchanged += 1
        else:
            tally.changed += 1
    tally.span(day, day)


def _write(connection: Connection, import_id: int, day: int, shapes: tuple[Shape, ...], today: list[str]) -> None:
    rows = [
        {
            "import_id": import_id,
            "edition_day": day,
            "level": shape.level,
            "region_code": code,
            "name_ko": shape.name_ko,
            "detailed_wkb": shape.detailed.wkb,
            "drawn_geojson": shape.drawn,
        }
        for shape, code in zip(shapes, today, strict=True)
    ]
    if rows:
        connection.execute(insert(Boundary), rows)


def present_codes(codes: list[str], table: Gazetteer) -> list[str]:
    """Codes as they are today, so that figures of today find their shape; the edition's own where several became
    one.
    """
    today = [table.at(code, OPEN_END) or code for code in codes]
    return [now if today.count(now) == 1 else code for now, code in zip(today, codes, strict=True)]
