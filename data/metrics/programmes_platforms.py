"""How much of a programme's sales hangs on one platform, and how long that platform keeps the money.

Rows: ``programmes.platform_sales``, one per platform and month: platform, month, sales_krw, settlement_days (NaN = not
told).
"""

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Reading, Why

#: More than this part of the sales on one platform, or money paid out later than this: it is said aloud.
MOST_SHARE, MOST_DAYS = 0.5, 30
LAST_MONTHS = 12
WHOLE = 10_000


def exposure(rows: pd.DataFrame) -> pd.DataFrame:
    """Platforms by their part of the sales of the last twelve months told, the largest first.

    Columns: platform, sales_krw, sales_share, settlement_days (the latest told), exposure_krw = sales of a month on it
    x settlement days/30 (what would be lost if it stopped paying today), exposure_share = part x settlement days/30,
    alert: '' or share, days, both; last_month (of its sales), has_ended (others sold after it).
    """
    recent = last_months(rows)
    sums = recent.groupby(recent["platform"].astype(str))["sales_krw"].sum(min_count=1).dropna()
    lag = recent.dropna(subset=["settlement_days"]).sort_values("month").groupby("platform")["settlement_days"].last()
    months = recent["month"].nunique()
    made = pd.DataFrame({"platform": list(sums.index), "sales_krw": sums.to_numpy(dtype=float)})
    total = made["sales_krw"].sum()
    made["sales_share"] = made["sales_krw"] / total if total > 0 else float("nan")
    made["settlement_days"] = lag.reindex(sums.index).to_numpy(dtype=float)
    last = recent.dropna(subset=["sales_krw"]).groupby("platform")["month"].max()
    made["last_month"] = pd.to_datetime(last.reindex(sums.index).to_numpy())
    made["exposure_krw"] = made["sales_krw"] / max(months, 1) * made["settlement_days"] / 30
    made["exposure_share"] = made["sales_share"] * made["settlement_days"] / 30
    made["alert"] = [
        _alert(share, days) for share, days in zip(made["sales_share"], made["settlement_days"], strict=True)
    ]
    made["has_ended"] = made["last_month"] < made["last_month"].max()
    return made.sort_values(["sales_share", "platform"], ascending=[False, True], ignore_index=True)


def course(rows: pd.DataFrame) -> pd.DataFrame:
    """Part of the sales on each platform by month: month, platform, sales_krw, month_share (NaN where nothing was
    sold). A platform without a row in a month is not in it.
    """
    plain = mix(rows)
    totals = plain.groupby("month")["sales_krw"].transform("sum")
    return plain.assign(month_share=plain["sales_krw"] / totals.where(totals > 0))


def _alert(share: float, days: float) -> str:
    too_much, too_late = share > MOST_SHARE, days > MOST_DAYS
    if too_much and too_late:
        return "both"
    return "share" if too_much else ("days" if too_late else "")


def last_months(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last twelve months that were told, amounts as floats."""
    numbers = [name for name in ("sales_krw", "settlement_days") if name in rows]
    plain = rows.astype(dict.fromkeys(numbers, "float64"))
    if plain.empty:
        return plain
    first = plain["month"].max() - pd.DateOffset(months=LAST_MONTHS - 1)
    return plain[plain["month"] >= first]


@metric("platform_concentration", unit="index", good="down")
def platform_concentration(rows: pd.DataFrame) -> Reading:
    """Herfindahl-Hirschman index of the sales of ``programmes.platform_sales`` over the last twelve months told:
    10,000 x the sum of the platforms' squared shares; 10,000 = all on one platform.
    """
    if rows.empty:
        return Reading(reason=Why.NO_ROWS)
    told = last_months(rows).dropna(subset=["sales_krw"])
    if told.empty:
        return Reading(reason=Why.NOT_REPORTED)
    sums = told.groupby(told["platform"].astype(str))["sales_krw"].sum()
    if sums.sum() <= 0:
        return Reading(reason=Why.BASE_ZERO)
    return Reading(value=float(((sums / sums.sum()) ** 2).sum()) * WHOLE)


def mix(rows: pd.DataFrame) -> pd.DataFrame:
    """Sales by month and platform as floats, in that order: month, platform, sales_krw."""
    plain = rows[["month", "platform", "sales_krw"]].astype({"sales_krw": "float64", "platform": "str"})
    return plain.sort_values(["month", "platform"], ignore_index=True)
