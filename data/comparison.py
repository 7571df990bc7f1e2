"""When two amounts may be compared, and how: the rule that questions and metrics share."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

#: A change is told only where at least this part of the amount was reported a year before as well, by the same markets
#: through the same methods: below it the change of a minority would be read as that of the whole.
LEAST_COMPARABLE_SHARE = 0.5


def change_share(rows: pd.DataFrame, amount: str = "amount_krw") -> pd.Series:
    """Relative change on the year before for each row, like with like; missing where it cannot be told.

    Takes ``<amount>``, ``matched_<amount>`` and ``matched_previous_<amount>``. 0.05 = five percent more.
    """
    total, now, before = (_floats(rows, name) for name in (amount, f"matched_{amount}", f"matched_previous_{amount}"))
    told = (before > 0) & (now >= LEAST_COMPARABLE_SHARE * total)
    return pd.Series(_quotient(now, before, told) - 1, index=rows.index)


def ratio(rows: pd.DataFrame, part: str, whole: str) -> pd.Series:
    """One column over another for each row; missing where either is, or the lower one is not above zero."""
    over, under = _floats(rows, part), _floats(rows, whole)
    return pd.Series(_quotient(over, under, under > 0), index=rows.index)


def _floats(rows: pd.DataFrame, name: str) -> Floats:
    values: Floats = rows[name].to_numpy("float64", na_value=np.nan)
    return values


def _quotient(over: Floats, under: Floats, where: Any) -> Floats:
    made: Floats = np.divide(over, under, out=np.full(len(over), np.nan), where=where)
    return made


def is_missing(value: Any) -> bool:
    """None, NaN, NaT or pandas' NA: not known."""
    return value is None or bool(pd.isna(value))
