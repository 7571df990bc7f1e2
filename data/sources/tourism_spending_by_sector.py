"""Spending by sector: the publisher's total stands among the sectors."""

import pandas as pd

from data.sources import Context, sources


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The same rows; a sector that is the total becomes blank, which means "all"."""
    totals = sources()["tourism_spending_by_sector"].options["total_sectors"]
    return table.assign(sector=table["sector"].where(~table["sector"].str.strip().isin(totals), ""))
