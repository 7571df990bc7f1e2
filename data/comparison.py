"""When two amounts may be compared, and how: the rule that questions and metrics share."""

import pandas as pd

#: A change is told only where at least this part of the amount was reported a year before as well, by the same markets
#: through the same methods: below it the change of a minority would be read as that of the whole.
LEAST_COMPARABLE_SHARE = 0.5


def change_share(rows: pd.DataFrame, amount: str = "amount_krw") -> pd.Series:
    """Relative change on the year before for each row, like with like; missing where it cannot be told.

    Takes ``<amount>``, ``matched_<amount>`` and ``matched_previous_<amount>``. 0.05 = five percent more.
    """
    total, now, before = (
        rows[name].to_numpy("float64", na_value=float("nan"))
        for name in (amount, f"matched_{amount}", f"matched_previous_{amount}")
    )
    told = (before > 0) & (now >= LEAST_COMPARABLE_SHARE * total)
    change = pd.Series(float("nan"), index=rows.index)
    change[told] = now[told] / before[told] - 1
    return change


def ratio(rows: pd.DataFrame, part: str, whole: str) -> pd.Series:
    """One column over another for each row; missing where either is, or the lower one is not above zero."""
    over, under = (rows[name].to_numpy("float64", na_value=float("nan")) for name in (part, whole))
    made = pd.Series(float("nan"), index=rows.index)
    made[under > 0] = over[under > 0] / under[under > 0]
    return made
