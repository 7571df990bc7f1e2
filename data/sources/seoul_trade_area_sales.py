"""Seoul estimated sales: files up to about 2021 give year and quarter in two columns."""

import pandas as pd

from data.sources import Context, sources


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The same rows with year and quarter in one column, written as the newer files do (20211)."""
    options = sources()["seoul_trade_area_sales"].options
    if "quarter" in table or not {options["year"], options["quarter"]} <= set(table.columns):
        return table
    return table.assign(quarter=table[options["year"]].str.strip() + table[options["quarter"]].str.strip())
