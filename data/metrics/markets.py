"""Readings of the register, from ``overview.state`` or ``markets.counts``."""

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Caution, Reading, Why


@metric("market_count", unit="markets", good="neutral")
def market_count(rows: pd.DataFrame) -> Reading:
    """Markets that stand in the newest register."""
    return _added(rows, "market_count")


@metric("store_count", unit="stores", good="up")
def store_count(rows: pd.DataFrame) -> Reading:
    """Stores of the listed markets whose number is known; says so when it is not known of some."""
    made = _added(rows, "store_count")
    if made.value is None or "unknown_store_count" not in rows:
        return made
    some_unknown = float(rows["unknown_store_count"].sum()) > 0
    return Reading(value=made.value, caution=Caution.STORES_UNKNOWN if some_unknown else None)


def _added(rows: pd.DataFrame, column: str) -> Reading:
    if not len(rows):
        return Reading(reason=Why.NO_ROWS)
    known = rows[column].dropna()
    return Reading(value=float(known.sum())) if len(known) else Reading(reason=Why.NOT_REPORTED)
