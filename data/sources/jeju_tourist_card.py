"""Jeju card use: sectors are written with inner spaces ("super  market")."""

import pandas as pd

from data.sources import Context


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The same rows; sectors without the spaces inside words."""
    return table.assign(sector=table["sector"].str.replace(r"\s+", "", regex=True))
