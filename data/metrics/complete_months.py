"""Which month of payments is complete: before that, its figures say more about who was late than of trade."""

import pandas as pd

#: Part of the markets of the three months before that have to be there: some markets close, a few are always late.
MOST_OF = 0.9
MONTHS_BEFORE = 3


def newest_complete_month(rows: pd.DataFrame) -> str:
    """``2024-12``; '' when no month is.

    rows: ``payments.monthly_total``. Complete is a month that is not provisional, for which at least nine in ten of the
    markets are known that were known on average over the three months before it (the first month: any).
    """
    known = rows[rows["market_count"] > 0].sort_values("month")
    usual = known["market_count"].astype("float64").rolling(MONTHS_BEFORE, min_periods=1).mean().shift(1)
    enough = usual.isna() | (known["market_count"].astype("float64") >= MOST_OF * usual)
    complete = known.loc[enough & ~known["is_provisional"].astype(bool), "month"]
    return "" if complete.empty else pd.Timestamp(complete.iloc[-1]).strftime("%Y-%m")
