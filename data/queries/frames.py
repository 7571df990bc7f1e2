"""Rows of the driver as a frame whose column types follow from the column names.

========================================  ==================  ===============
``month``, ``quarter``, ``*_month``       yyyymmdd integer    datetime64[us]
``is_*``                                  0 or 1              bool
``*_krw *_count *_id *_year year ...``    integer, may lack   Int64
``*_share *_index *_m lat lon low ...``   number, may lack    float64
``has_*``                                 0 or 1, may lack    boolean
everything else                           text, None = ""     str
========================================  ==================  ===============
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select

MONTHS = ("month", "quarter")
WHOLE = (
    "year",
    "month_of_year",
    "months_reported",
    "months_matched",
    "row",
    "grain",
    "day",
    "first_day",
    "last_day",
    "edition_day",
    "byte_count",
    "weekday",
    "hour",
    "settlement_days",
)
WHOLE_ENDINGS = ("_krw", "_count", "_id", "_year", "_months", "_day")
#: Rows taken from the driver at once.
BLOCK = 1000
NUMBERS = ("lat", "lon", "score", "low", "high", "value_sum", "response_minutes")
NUMBER_ENDINGS = ("_share", "_index", "_m", "_lat", "_lon")


def read(
    connection: Connection,
    statement: Select[Any],
    parameters: Mapping[str, Any],
    codes: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """Rows of a statement. codes: column of small numbers -> words they stand for, from 1.

    The driver's own tuples are taken: SQLAlchemy's Row objects cost more than the query for long answers. And taken a
    block at a time: tens of thousands that live together set off Python's garbage collector (measured: 160 -> 90 ms).
    """
    result = connection.execute(statement, parameters)
    names = list(result.keys())
    columns: list[list[Any]] = [[] for _ in names]
    cursor = result.cursor
    while rows := cursor.fetchmany(BLOCK) if cursor is not None else []:
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    result.close()
    return _framed(names, columns, codes or {})


def frame(names: Sequence[str], rows: Sequence[Sequence[Any]], codes: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Tuples as a frame, each column in the type its name promises."""
    return _framed(names, list(zip(*rows, strict=True)) or [() for _ in names], codes)


def _framed(names: Sequence[str], columns: Sequence[Sequence[Any]], codes: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    made = {
        name: _words(values, codes[name]) if name in codes else _converter(name)(values)
        for name, values in zip(names, columns, strict=True)
    }
    return pd.DataFrame(made, copy=False)


def _converter(name: str) -> Callable[[Sequence[Any]], Any]:
    if name in MONTHS or name.endswith("_month"):
        return months
    if name.startswith("is_"):
        return _flags
    if name.startswith("has_"):
        return lambda values: pd.array([None if value is None else bool(value) for value in values], dtype="boolean")
    if name in WHOLE or name.endswith(WHOLE_ENDINGS) or name.startswith("rows_"):
        return _whole
    if name in NUMBERS or name.endswith(NUMBER_ENDINGS):
        return _numbers
    return _text


def months(values: "Sequence[int | None] | np.ndarray[Any, Any]") -> Any:
    """yyyymmdd integers as datetime64, None as NaT."""
    if not isinstance(values, np.ndarray):
        values = np.array([value if value is not None else 0 for value in values], dtype=np.int64)
    return days_of(values // 100 * 100 + (values > 0))


def days(values: pd.Series) -> Any:
    """yyyymmdd integers (Int64) as datetime64 to the day, missing as NaT."""
    return days_of(values.fillna(0).to_numpy(dtype=np.int64))


def days_of(numbers: "np.ndarray[Any, Any]") -> Any:
    """yyyymmdd integers as datetime64 to the day, 0 as NaT."""
    count = (numbers // 10000 - 1970) * 12 + numbers // 100 % 100 - 1
    made = (count.astype("datetime64[M]").astype("datetime64[D]") + (numbers % 100 - 1)).astype("datetime64[us]")
    made[numbers == 0] = np.datetime64("NaT")
    return made


def _flags(values: Sequence[Any]) -> Any:
    return np.array([bool(value) for value in values], dtype=bool)


def _whole(values: Sequence[Any]) -> Any:
    """Integers with gaps. Through float where that is exact (measured: four times faster), one by one above 2^53."""
    floats = np.array(values, dtype=np.float64)
    missing = np.isnan(floats)
    floats[missing] = 0
    if np.abs(floats).max(initial=0) < 2**53:
        return pd.arrays.IntegerArray(np.rint(floats).astype(np.int64), missing)
    exact = [0 if value is None else round(value) for value in values]
    return pd.arrays.IntegerArray(np.array(exact, dtype=np.int64), missing)


def _numbers(values: Sequence[Any]) -> Any:
    return np.array(values, dtype=np.float64)


def _text(values: Sequence[Any]) -> Any:
    return text(np.array(["" if value is None else value for value in values], dtype=object))


def text(values: "np.ndarray[Any, Any]") -> Any:
    """Words, none of them missing."""
    return pd.array(values, dtype="str")


def _words(values: Sequence[int], words: Sequence[str]) -> Any:
    return pd.array(np.array([words[value - 1] for value in values], dtype=object), dtype="str")


def dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Every ``*_day`` column as ``*_on``, datetime64 to the day; 0 is not told either."""
    named = [str(name) for name in rows.columns if str(name).endswith("_day")]
    made = {name: days(rows[name]) for name in named}
    return rows.assign(**made).rename(columns={name: f"{name.removesuffix('_day')}_on" for name in named})
