"""Onnuri merchants with coordinates: the kinds of voucher stand in one cell."""

import pandas as pd

from data.sources import Context


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The same rows with a yes/no column per kind of voucher."""
    types = table["types"].str.lower()
    return table.assign(
        **{kind: types.str.contains(kind).map({True: "1", False: "0"}) for kind in ("paper", "mobile", "card")}
    )
