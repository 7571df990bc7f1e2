"""Visitors by kind: the kinds are written with the letters of a sum."""

import pandas as pd

from data.sources import Context, sources


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The same rows with our names for the kinds; a kind that is not known stays as it is written."""
    kinds = sources()["tourism_visitors"].options["kinds"]
    return table.assign(visitor=table["visitor"].str.replace(" ", "").replace(kinds))
