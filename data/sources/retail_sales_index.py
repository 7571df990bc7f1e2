"""Retail sales index: a column a kind of business, the year in a first column that may have no name."""

import pandas as pd

from data.sources import Context, sources


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """One row per year and kind ("" = all kinds): year, kind, value. Blank cells are left out: they say nothing."""
    columns = sources()["retail_sales_index"].columns
    kinds = {"total": "", "department_store": columns["department_store"].headers[0]}
    years = list(table).index("year") if "year" in table else 0
    # by place, for a kind may be called as any of our own columns
    long = pd.concat(
        pd.DataFrame({"year": table.iloc[:, years], "kind": kinds.get(name, name), "value": table.iloc[:, at]})
        for at, name in enumerate(table)
        if at != years
    )
    return long[long["value"].str.strip() != ""].rename_axis("line")
