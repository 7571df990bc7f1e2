"""Frames against lists of dictionaries."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest


def plain(value: Any) -> Any:
    """A cell as plain Python: months as yyyymm01, everything missing as None."""
    if value is pd.NaT or value is pd.NA or value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.year * 10000 + value.month * 100 + value.day
    return value.item() if hasattr(value, "item") else value


def same_rows(found: pd.DataFrame, expected: Iterable[dict[str, Any]], *columns: str) -> None:
    """The columns agree row by row, in the same order."""
    rows = [{name: plain(row[name]) for name in columns} for row in found.to_dict("records")]
    wanted = [{name: row[name] for name in columns} for row in expected]
    assert len(rows) == len(wanted)
    for one, other in zip(rows, wanted, strict=True):
        for name in columns:
            if isinstance(other[name], float):
                assert one[name] == pytest.approx(other[name]), (name, one, other)
            else:
                assert one[name] == other[name], (name, one, other)
