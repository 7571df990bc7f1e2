"""Where a market stands within a group of its like: the middle of the group, and in what it differs most. No rank."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.comparison import is_missing

#: Makes the median of absolute deviations as large as the standard deviation of a normal distribution.
MAD_TO_SD = 1.4826
#: A group of fewer known values says nothing about what is usual.
FEWEST_LIKE = 4
#: Less apart than this from the middle of the group is not told as a difference.
LEAST_Z = 1.0


@dataclass(frozen=True)
class Difference:
    """In what a market differs most. z: robust, in spreads of the group; middle: median of the others."""

    column: str
    value: float
    middle: float
    z: float
    others: int


def robust_z(value: float, others: pd.Series) -> float | None:
    """How many spreads (MAD) from the median of the others; None under ``FEWEST_LIKE`` or when they do not differ."""
    known = others.dropna().astype("float64")
    if len(known) < FEWEST_LIKE or is_missing(value):
        return None
    middle = float(known.median())
    spread = float((known - middle).abs().median()) * MAD_TO_SD
    return (float(value) - middle) / spread if spread > 0 else None


def differs_most(rows: pd.DataFrame, market_id: int, columns: Sequence[str]) -> Difference | None:
    """The column in which a market lies farthest from the others of its group; None when in none by ``LEAST_Z``.

    rows: one per market of the group with market_id and the columns. Ties: the first of the columns.
    """
    own = rows[(rows["market_id"] == market_id).to_numpy()]
    others = rows[(rows["market_id"] != market_id).to_numpy()]
    found = []
    for column in columns:
        if column not in rows or own.empty or is_missing(own[column].iloc[0]):
            continue
        value = float(own[column].iloc[0])
        z = robust_z(value, others[column])
        if z is not None and abs(z) >= LEAST_Z:
            middle = float(others[column].dropna().astype("float64").median())
            found.append(Difference(column, value, middle, z, int(others[column].notna().sum())))
    return max(found, key=lambda one: abs(one.z), default=None)
