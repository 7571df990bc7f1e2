"""Arrivals by age: a column a month."""

import re

import pandas as pd

from data.sources import Context, sources


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """One row per age and month: age ("" = all, "crew", "0-10"), month, visitor_count. As it is without a month."""
    options = sources()["tourism_arrivals_by_age"].options
    months = [c for c in table.columns if re.match(r"\s*(19|20)\d{2}\D{0,2}\d{1,2}", str(c))]
    if not months:
        return table
    long = table.assign(line=table.index).melt(["age", "line"], months, "header", "visitor_count")
    ages = long["age"].str.strip()
    long["age"] = ages.str.replace(r"\s*~\s*", "-", regex=True).replace({options["crew"]: "crew"})
    long["age"] = long["age"].where(~ages.isin(options["totals"]), "")
    parts = long["header"].str.extract(r"((?:19|20)\d{2})\D{0,2}(\d{1,2})")
    long["month"] = parts[0].str.cat(parts[1], sep="-")
    return long.set_index("line")[["age", "month", "visitor_count"]]
