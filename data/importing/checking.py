"""Rows of text to a block of values: merged cells filled, totals put aside, every cell coerced, wrong rows refused."""

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.importing.block import Block, Refusals
from data.importing.coercion import FLOATS, UNCOMMON, Coerced, Wrong, coerce
from data.importing.duplicates import said_of
from data.importing.recognition import Layout
from data.importing.spellings import plain, words
from data.importing.tables import TEXT, Table
from data.sources import Column, Source

if TYPE_CHECKING:
    from data.importing.reading import Frame, Opened


def checked(frame: "Frame", layout: Layout, opened: "Opened") -> Block:
    """The good rows of the frame as a block; the others are added to ``opened.refusals``."""
    raw = _filled(frame.raw, layout)
    # positions, because a tidy may make several rows of one line of the file
    numbers = raw.index.to_numpy()
    raw, lines = raw.reset_index(drop=True), frame.lines.reset_index(drop=True)
    total_in = _totals(raw, opened.source)
    bad = total_in != ""
    outcome = {name: coerce(column, raw[name]) for name, column in layout.columns.items() if name in raw}
    values = {name: each.values for name, each in outcome.items()}
    rows = pd.DataFrame({"row": numbers, **_absent(layout.columns, raw), **values}, index=raw.index)
    block = Block(rows, raw, lines, _labels(layout, opened.is_of_several))
    for name in np.unique(total_in[bad]):
        places = [int(at) for at in np.flatnonzero(total_in == name)]
        _refuse(block, str(name), places, [Wrong("total_row")] * len(places), opened.refusals)
    totals = bad.copy()
    for name, each in outcome.items():
        bad |= _refuse_column(block, layout.columns[name], each, totals, opened)
    block = _without(block, bad) if bad.any() else block
    return _without_repeats(block, opened) if opened.source.key else block


def _without_repeats(block: Block, opened: "Opened") -> Block:
    """The block without rows whose key was in the file before: counted when they say the same, refused when not."""
    keys = said_of(block.rows[list(opened.source.key)]).astype(np.int64)
    again = opened.seen.repeats(
        keys, block.rows["row"].to_numpy(dtype=np.int64), said_of(block.rows.drop(columns="row"))
    )
    if not len(again.at):
        return block
    opened.rows_repeated += int(again.same.sum())
    at = block.rows.index[again.at[~again.same]]
    fields = ({"first": str(row)} for row in again.first[~again.same])
    block.refuse_all(opened.refusals, at, opened.source.key[0], "conflicting_duplicate", fields)
    bad = np.zeros(len(block.rows), dtype=bool)
    bad[again.at] = True
    return _without(block, bad)


def _labels(layout: Layout, name_the_sheet: bool) -> dict[str, str]:
    """Identifier -> what the column is called in the file, with its sheet where rows of several are read."""
    found = {name: layout.names[at] for name, at in layout.found.items() if at < len(layout.names)}
    spelled = {name: column.headers[0] for name, column in layout.columns.items() if column.headers}
    labels = spelled | found
    return {name: f"{layout.table.name}!{label}" for name, label in labels.items()} if name_the_sheet else labels


def _absent(columns: dict[str, Column], raw: pd.DataFrame) -> dict[str, pd.Series]:
    """Columns the file does not have, as blanks of their type."""
    return {name: _blanks(column, raw.index) for name, column in columns.items() if name not in raw}


def _blanks(column: Column, index: pd.Index) -> pd.Series:
    if column.type in ("text", "code"):
        return pd.Series("", index=index, dtype=TEXT)
    if column.type == "object":
        return pd.Series(None, index=index, dtype=object)
    return pd.Series(np.nan, index=index, dtype="float64" if column.type in FLOATS else "Int64")


def _filled(raw: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Cells of merged ranges get the value of the range's first cell, where the source says that this is meant."""
    filled = dict(raw.items())
    for name, column in layout.columns.items():
        if name not in raw or not (column.fill or column.fill_down):
            continue
        if column.fill and layout.table.merged and layout.source.tidy is None:
            filled[name] = _from_ranges(raw[name], layout.found[name], layout.table)
        if column.fill_down:
            filled[name] = filled[name].mask(filled[name].str.strip() == "").ffill().fillna("")
    return pd.DataFrame(filled, index=raw.index)


def _from_ranges(cells: pd.Series, at: int, table: Table) -> pd.Series:
    filled = cells.copy()
    for top, left, bottom, right in table.merged:
        if left <= at <= right and top in filled.index and bottom > top:
            inside = (filled.index > top) & (filled.index <= bottom)
            filled[inside] = filled[top]
    return filled


def _totals(raw: pd.DataFrame, source: Source) -> np.ndarray:
    """The column in which each row says that it is a sum of others, "" for the rows that are not."""
    told = source.total_columns or tuple(
        column.name for column in source.columns.values() if column.required and column.type in ("text", "code")
    )
    names = words("total") | {plain(word) for word in source.total_words}
    total_in = np.full(len(raw), "", dtype=object)
    for name in told:
        if name in raw:
            cells = pa.chunked_array(pa.array(raw[name].array))
            like = np.flatnonzero(pc.match_substring_regex(cells, _like_totals(names)).to_numpy())
            codes, distinct = pd.factorize(raw[name].iloc[like])
            is_total = np.array([plain(str(text)) in names for text in distinct], dtype=bool)
            if is_total.any():
                found = like[is_total[codes]]
                total_in[found[total_in[found] == ""]] = name
    return total_in


@cache
def _like_totals(names: frozenset[str]) -> str:
    """What nearly every cell is not, so that it need not be brought into plain form: it ends as one of the names does,
    or holds a letter that plain form may change."""
    ends = "".join(sorted({re.escape(name[-1]) for name in names if name}))
    return rf"{UNCOMMON}|(?i:[{ends}])[\t-\r\x1c-\x20_\-]*$"


def _refuse_column(block: Block, column: Column, outcome: Coerced, already: np.ndarray, opened: "Opened") -> np.ndarray:
    """Refuse the rows that are wrong in that column, except those refused as totals; which ones are wrong."""
    wrong = {at: why for at, why in outcome.wrong.items() if not already[at]}
    if column.lenient:
        places = sorted(wrong)
        _refuse(block, column.name, places, [wrong[at] for at in places], opened.blanked)
        wrong = {}
    if column.required:
        text = column.type in ("text", "code")
        blank = (outcome.values == "").to_numpy(dtype=bool) if text else outcome.values.isna().to_numpy(dtype=bool)
        wrong |= {int(at): Wrong("missing") for at in np.flatnonzero(blank & ~already) if int(at) not in outcome.wrong}
    bad = np.zeros(len(block.rows), dtype=bool)
    if wrong:
        bad[list(wrong)] = True
        places = sorted(wrong)
        _refuse(block, column.name, places, [wrong[at] for at in places], opened.refusals)
    return bad


def _refuse(block: Block, column: str, places: list[int], whys: list[Wrong], into: Refusals) -> None:
    told = min(len(places), into.room)
    for at, why in zip(places[:told], whys[:told], strict=True):
        into.append(block.refusal(at, column, why.reason, **why.fields))
    into.skip(len(places) - told)


def _without(block: Block, bad: np.ndarray) -> Block:
    good = ~bad
    return Block(block.rows[good], block.raw[good], block.lines[good], block.labels)
