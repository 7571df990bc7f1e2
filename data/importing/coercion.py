"""Text to values, column by column and never row by row; what is wrong is told cell by cell.

Every distinct text of a column is looked at once: a month of all markets has 8,000 rows and one spelling of the
month. Columns of plain digits take a shorter way through Arrow.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.importing import days, numbers
from data.importing.spellings import code_list, code_names, plain, words
from data.importing.tables import TEXT
from data.sources import Column

#: Korea with its waters: Marado to the north of Goseong, Baengnyeongdo to Dokdo.
LATITUDES = (32.0, 39.5)
LONGITUDES = (124.0, 132.5)
#: A cell that begins with one of these signs is written with an apostrophe in front, for spreadsheets; here it comes
#: off again.
APOSTROPHE = r"^'([=+\-@])"
PLAIN_DECIMAL = r"^\d{1,3}(\.\d{1,15})?$"
#: Anything but ASCII and whole Korean syllables, which are as they are in every form of Unicode.
UNCOMMON = r"[^\x00-\x7f\x{AC00}-\x{D7A3}]"
INTEGERS = ("integer", "count", "krw")
FLOATS = ("decimal", "share", "lat", "lon")
PERIODS = ("day", "month", "quarter", "period", "year", "moment")


@dataclass(frozen=True)
class Wrong:
    """Why a text is not a value of its column."""

    reason: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Coerced:
    """Values of one column, and which rows (by position) are wrong and why."""

    values: pd.Series
    wrong: dict[int, Wrong] = field(default_factory=dict)


def coerce(column: Column, text: pd.Series) -> Coerced:
    """Values of the column's type from text ("" = blank)."""
    if column.type == "object":
        return Coerced(text)
    cells = pa.array(text.array)
    cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if column.type in INTEGERS and column.scale == 1 and (quick := _plain_digits(column, cells)) is not None:
        return Coerced(pd.Series(quick, index=text.index))
    if column.type == "text":
        return Coerced(pd.Series(TEXT.__from_arrow__(_clean(column, cells)), index=text.index))
    if column.type in ("lat", "lon") and not column.blank:
        return _degrees(column, cells, text.index)
    if column.type == "day" and len(cells) and ":" in (cells[0].as_py() or ""):
        # a hundred thousand moments are of a few days
        cells = pc.replace_substring_regex(cells, r"^(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$", r"\1")
    values, wrong = _by_distinct(column, cells)
    return Coerced(pd.Series(values, index=text.index), wrong)


def _by_distinct(column: Column, cells: pa.Array) -> tuple[Any, dict[int, Wrong]]:
    """Each distinct text is read once. Returns: values, and by position what is wrong."""
    encoded = cells.dictionary_encode()
    distinct: list[str] = encoded.dictionary.to_pylist()
    at = encoded.indices.to_numpy(zero_copy_only=False)
    values, wrong = _distinct_values(column, distinct)
    bad = np.flatnonzero(np.isin(at, list(wrong))) if wrong else ()
    return values.take(at), {int(position): wrong[int(at[position])] for position in bad}


def _degrees(column: Column, cells: pa.Array, index: pd.Index) -> Coerced:
    """Nearly every store has a point of its own: plain decimals within Korea are read at once, the others one by
    one."""
    least, most = LATITUDES if column.type == "lat" else LONGITUDES
    plain_ones = pc.if_else(pc.match_substring_regex(cells, PLAIN_DECIMAL), cells, None)
    values = pc.cast(plain_ones, pa.float64()).to_numpy(zero_copy_only=False).copy()
    others = np.flatnonzero(~((values >= least) & (values <= most)))
    wrong: dict[int, Wrong] = {}
    if len(others):
        values[others], found = _by_distinct(column, cells.take(pa.array(others)))
        wrong = {int(others[at]): why for at, why in found.items()}
    return Coerced(pd.Series(values, index=index), wrong)


def _plain_digits(column: Column, cells: pa.Array) -> pd.api.extensions.ExtensionArray | None:
    """Int64 values when every cell is blank or plain digits within reach; None when the long way is needed."""
    if column.blank:
        return None
    try:
        if pc.any(pc.match_substring(cells, "x", ignore_case=True)).as_py():
            return None  # Arrow reads 0x1F as 31
        values = pc.cast(pc.if_else(pc.equal(cells, ""), None, cells), pa.int64())
    except pa.ArrowInvalid:
        return None
    least, most = pc.min_max(values).as_py().values()
    if most is not None and (
        most > numbers.LARGEST or (least < 0 and not column.may_be_negative) or least < -numbers.LARGEST
    ):
        return None
    missing = values.is_null().to_numpy(zero_copy_only=False)
    return pd.arrays.IntegerArray(values.fill_null(0).to_numpy(zero_copy_only=False).copy(), missing)


def _distinct_values(column: Column, distinct: list[str]) -> tuple[pd.api.extensions.ExtensionArray, dict[int, Wrong]]:
    if column.type == "code":
        return _codes(column, distinct)
    read = _reader(column, distinct)
    values: list[float | int | None] = []
    wrong: dict[int, Wrong] = {}
    for at, text in enumerate(distinct):
        try:
            values.append(None if _is_blank(column, text) else read(text))
        except (numbers.NotANumber, days.NotADay) as why:
            values.append(None)
            wrong[at] = Wrong(str(why))
    if column.type in FLOATS:
        return pd.array(pd.Series(values, dtype="float64").to_numpy(), dtype=np.dtype("float64")), wrong
    return pd.array(values, dtype="Int64"), wrong


def _is_blank(column: Column, text: str) -> bool:
    """The empty cell, the spellings of the source, a dash and its like (but "no" may be meant by some of those)."""
    bare = plain(text)
    if bare == "" or text.strip() in column.blank:
        return True
    return bare in words("blank") and not (column.type == "yes_no" and bare in words("no"))


def _clean(column: Column, cells: pa.Array) -> pa.Array:
    """Texts without spaces around them, composed, without the apostrophe of a spreadsheet; blanks as ""."""
    cells = pc.utf8_trim_whitespace(cells.cast(pa.large_string()))
    if pc.any(pc.match_substring_regex(cells, UNCOMMON)).as_py():
        cells = pc.utf8_normalize(cells, form="NFC")
    if pc.any(pc.starts_with(cells, "'")).as_py():
        cells = pc.replace_substring_regex(cells, APOSTROPHE, r"\1")
    return pc.if_else(pc.is_in(cells, pa.array(["-", *column.blank], cells.type)), "", cells)


def _codes(column: Column, distinct: list[str]) -> tuple[pd.api.extensions.ExtensionArray, dict[int, Wrong]]:
    cleared = _clean(column, pa.array(distinct, pa.large_string())).to_pylist()
    wrong: dict[int, Wrong] = {}
    known = code_list(column.codes)
    allowed = ", ".join(list(code_names(column.codes).values())[:20])
    for at, text in enumerate(cleared):
        code = known.get(plain(text), "")
        if text and not code:
            wrong[at] = Wrong("unknown_code", {"allowed": allowed})
        cleared[at] = code
    return pd.array(cleared, dtype=TEXT), wrong


def _reader(column: Column, distinct: list[str]) -> Callable[[str], float | int]:
    """How one text of that column is read."""
    if column.type in PERIODS:
        return _period_reader(column.type, distinct)
    if column.type == "yes_no":
        return _yes_or_no
    if column.type in ("lat", "lon"):
        return lambda text: _coordinate(column.type, text)
    whole = {"krw": numbers.won, "decimal": _scaled, "share": _scaled}.get(column.type, numbers.whole)
    return lambda text: _not_negative(column, whole(text, column.scale))


def _scaled(text: str, scale: float) -> float:
    return float(numbers.number(text) * scale)


def _not_negative(column: Column, value: float) -> float:
    if value < 0 and not column.may_be_negative and column.type not in ("decimal", "share", "integer"):
        raise numbers.NotANumber("negative")
    return value


def _period_reader(kind: str, distinct: list[str]) -> Callable[[str], int]:
    doubtful = days.half_told(distinct) if kind in ("month", "period") else set()

    def read(text: str) -> int:
        if text in doubtful:
            raise days.NotADay("ambiguous_month")
        return _READERS[kind](text)

    return read


def _yes_or_no(text: str) -> int:
    bare = plain(text)
    if bare in words("yes"):
        return 1
    if bare in words("no"):
        return 0
    raise numbers.NotANumber("not_yes_or_no")


def _coordinate(kind: str, text: str) -> float:
    """Degrees, WGS 84. Raises: NotANumber: outside_korea, swapped_coordinates."""
    value = float(numbers.number(text))
    own, other = (LATITUDES, LONGITUDES) if kind == "lat" else (LONGITUDES, LATITUDES)
    if own[0] <= value <= own[1]:
        return value
    raise numbers.NotANumber("swapped_coordinates" if other[0] <= value <= other[1] else "outside_korea")


def _any_period(text: str) -> int:
    """Quarter, year, month or day, whichever it is."""
    for read in (days.year, days.month, days.quarter):
        try:
            return read(text)
        except days.NotADay:
            continue
    raise days.NotADay("not_a_date")


_READERS: dict[str, Callable[[str], int]] = {
    "day": days.day,
    "month": days.month,
    "quarter": days.quarter,
    "year": days.year,
    "moment": days.moment,
    "period": _any_period,
}
