"""The month of foreign spending by province stands in the file name only."""

import re

import pandas as pd

from data.sources import Context


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The same rows with the month of the file name; left blank (and so refused) when the name has none."""
    if "month" in table:
        return table
    found = re.search(r"((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])(?!\d)", context.file_name)
    return table.assign(month="-".join(found.groups()) if found else "")
