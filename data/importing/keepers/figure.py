"""Published figures of regions, areas and the nation.

[options]
level = "sido"          # of what the figures speak
place = "region"        # column with the place; absent for the nation
place_name = "name"     # column with its name where ``place`` is a code
within = "50"           # area level: places are parts of this sido, ``part`` names its sigungu column
period = "month"        # column with the first day
grain = "month"
category = { sector = "sector" }            # key -> column; blank cells are left out, nothing left = the total
figures = [{ measure = "...", value = "column", unit = "krw" }]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data.codes import Grain
from data.geo.addresses import region_of_address
from data.importing.block import Block, Job, Tally
from data.importing.duplicates import Seen, said_of
from data.importing.editions import Outcome, Versioned, count_outcomes, merge, take_out
from data.sources import Source
from data.summaries import Touched, refresh

Row = tuple[object, ...]

#: place_code of the whole country.
NATION = "KR"


@dataclass(frozen=True)
class Layout:
    """What the source's options say about its figures."""

    level: str
    grain: Grain
    period: str
    figures: tuple[dict[str, str], ...]
    place: str = ""
    place_name: str = ""
    within: str = ""
    part: str = ""
    category: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, source: Source) -> "Layout":
        """Read from the source. Raises: KeyError when something is missing (a bug in its TOML)."""
        told: dict[str, Any] = dict(source.options)
        return cls(
            level=told["level"],
            grain=Grain[told["grain"].upper()],
            period=told["period"],
            figures=tuple(told["figures"]),
            place=told.get("place", ""),
            place_name=told.get("place_name", ""),
            within=told.get("within", ""),
            part=told.get("part", ""),
            category=tuple(sorted(told.get("category", {}).items())),
        )


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row gives one figure per measure of the layout; the row counts by the strongest of their outcomes."""
    layout, tally = Layout.of(job.source), Tally()
    long: list[Row] = []
    owners: list[int] = []
    count, seen = 0, Seen()
    for block in blocks:
        placed = _without_repeats(block, _places(block, layout, tally), layout, seen, tally)
        for figure in layout.figures:
            long.extend(_figures(block.rows.loc[placed.index], placed, figure, layout))
            owners.extend(range(count, count + len(placed)))
        count += len(placed)
        if len(placed):
            days = block.rows.loc[placed.index, layout.period]
            tally.span(int(days.min()), int(days.max()))
    outcomes = merge(connection, Versioned.of("figure"), long, job)
    _count(tally, outcomes, owners, count)
    refresh(connection, Touched(measures={f["measure"] for f in layout.figures}))
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the figures of that import out again."""
    from data.summaries import touched_by

    touched = touched_by(connection, import_id)
    take_out(connection, Versioned.of("figure"), import_id)
    refresh(connection, touched)


def _count(tally: Tally, outcomes: list[Outcome], owners: list[int], count: int) -> None:
    strongest = [max(Outcome)] * count
    for outcome, owner in zip(outcomes, owners, strict=True):
        strongest[owner] = min(strongest[owner], outcome)
    count_outcomes(tally, strongest)


def _places(block: Block, layout: Layout, tally: Tally) -> pd.DataFrame:
    """place_code and place_name of each row that has a place; the others are refused."""
    rows = block.rows
    if not layout.place:
        return pd.DataFrame({"code": NATION, "name": ""}, index=rows.index)
    text = rows[layout.place].astype(str)
    if layout.level == "sido":
        codes = text.map({name: region_of_address(name).sido_code for name in text.unique()})
    elif layout.within:
        parts = rows[layout.part].astype(str)
        known = {part: _sigungu(_sido_name(layout.within), part) for part in parts.unique()}
        codes = (parts.map(known) + ":" + text).where(parts.map(known) != "", "")
    else:
        codes = text
    for at in codes.index[codes == ""]:
        tally.refusals.append(block.refusal(at, layout.part or layout.place, "unknown_region"))
    names = rows[layout.place_name].astype(str) if layout.place_name else text
    return pd.DataFrame({"code": codes, "name": names})[codes != ""]


def _without_repeats(block: Block, placed: pd.DataFrame, layout: Layout, seen: Seen, tally: Tally) -> pd.DataFrame:
    """One row for each place, period and category: a province that is spelt in two ways is one. The same values again
    are counted as repeated, others refused.
    """
    rows = block.rows.loc[placed.index]
    categories = _categories(rows, layout)
    keys = pd.DataFrame({"code": placed["code"], "day": rows[layout.period].astype(str), "category": categories})
    values = rows[[figure["value"] for figure in layout.figures]].astype(str)
    again = seen.repeats(said_of(keys), rows["row"].to_numpy(), said_of(values))
    for at, first, same in zip(placed.index[again.at], again.first, again.same, strict=True):
        if same:
            tally.repeated += 1
        else:
            column = layout.place or layout.period
            tally.refusals.append(block.refusal(at, column, "conflicting_duplicate", first=str(first)))
    return placed.drop(placed.index[again.at])


def _sigungu(sido: str, name: str) -> str:
    """Code of a city spelt as it should be; a near miss is not good enough for a figure."""
    place = region_of_address(f"{sido} {name}")
    return place.sigungu_code if place.basis == "address" else ""


def _sido_name(code: str) -> str:
    from data.geo.regions import shipped

    return shipped().by_code[code][-1].name_ko


def _figures(rows: pd.DataFrame, places: pd.DataFrame, figure: dict[str, str], layout: Layout) -> Iterator[Row]:
    """One figure per row, columns as the table's key and values."""
    values = rows[figure["value"]].astype("Float64")
    for code, name, day, category, value in zip(
        places["code"], places["name"], rows[layout.period], _categories(rows, layout), values, strict=True
    ):
        said = None if value is pd.NA else float(value)
        yield (
            figure["measure"],
            layout.level,
            code,
            int(layout.grain),
            int(day),
            category,
            name,
            said,
            figure["unit"],
            0,
        )


def _categories(rows: pd.DataFrame, layout: Layout) -> list[str]:
    columns = [
        [f"{key}={cell}" if cell else "" for cell in rows[column].astype(str)] for key, column in layout.category
    ]
    return ["|".join(filter(None, cells)) for cells in zip(*columns, strict=True)] if columns else [""] * len(rows)
