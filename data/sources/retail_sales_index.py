"""Retail sales index: a column a kind of business, the year in a first column that may have no name."""

import pandas as pd

from data.sources import Context, sources


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """One row per year and kind ("" = all kinds): year, kind, value. Blank cells are left out: they say nothing."""
    columns = sources()["retail_sales_index"].columns
    named = table.rename(columns={"total": "", "department_store": columns["department_store"].headers[0]})
    years = "year" if "year" in named else named.columns[0]
    long = named.assign(line=named.index).melt(["line", years], var_name="kind", value_name="value")
    long = long[long["value"].str.strip() != ""]
    return long.rename(columns={years: "year"}).set_index("line")[["year", "kind", "value"]]
