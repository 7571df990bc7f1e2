"""How much of what a market sells it sells on channels, and how many of its buyers come again."""

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Caution, Reading, Why


@metric("online_share", unit="share", good="up")
def online_share(rows: pd.DataFrame) -> Reading:
    """Sales on channels over those and the payments of the same twelve months, of ``adoption.online``.

    Of markets of which every channel that was open tells its sales and each of the twelve months its payments; None
    where there is no such market. What is believed: payments on channels are not among the payments at the market.
    """
    if not len(rows):
        return Reading(reason=Why.NO_ROWS)
    there = rows[(rows["opened_count"] != 0).fillna(True).to_numpy(bool)]
    if there.empty:
        return Reading(reason=Why.BASE_ZERO)
    known = told_in_full(there)
    online, paid = (float(known[name].sum()) for name in ("online_krw", "paid_krw"))
    if known.empty or online + paid <= 0:
        return Reading(reason=Why.NOT_REPORTED if known.empty else Why.BASE_ZERO)
    return Reading(
        value=online / (online + paid), caution=Caution.MARKETS_LEFT_OUT if len(known) < len(there) else None
    )


def told_in_full(rows: pd.DataFrame) -> pd.DataFrame:
    """Markets of ``adoption.online`` whose channels and payments are told for all of the twelve months.

    A market of which one store dominates the sales tells its counts and hides the sales: it is not told, not zero.
    """
    whole = (rows["opened_count"] > 0) & (rows["told_count"] == rows["opened_count"])
    shown = rows["online_krw"].notna() & rows["paid_krw"].notna()
    return rows[(whole & shown).fillna(False).to_numpy(bool)]


@metric("repeat_share", unit="share", good="up")
def repeat_share(rows: pd.DataFrame) -> Reading:
    """Buyers who bought more than once over all buyers since the opening, of ``adoption.uses``: of opened channels that
    tell both. Who buys at two stores counts at each.
    """
    if not len(rows):
        return Reading(reason=Why.NO_ROWS)
    opened = rows[rows["opened_on"].notna().to_numpy(bool)]
    told = told_of_buyers(opened)
    buyers = float(told["buyer_count"].sum())
    if told.empty or buyers <= 0:
        return Reading(reason=Why.NOT_REPORTED if told.empty else Why.BASE_ZERO)
    left_out = Caution.STORES_LEFT_OUT if len(told) < len(opened) else None
    return Reading(value=float(told["repeat_buyer_count"].sum()) / buyers, caution=left_out)


def told_of_buyers(rows: pd.DataFrame) -> pd.DataFrame:
    """Opened uses of ``adoption.uses`` that tell both buyers and those who came again."""
    told = rows["opened_on"].notna() & rows["buyer_count"].notna() & rows["repeat_buyer_count"].notna()
    return rows[told.to_numpy(bool)]
