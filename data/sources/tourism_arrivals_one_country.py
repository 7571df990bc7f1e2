"""Arrivals of one country: the country stands in the file name only."""

import re
import unicodedata

import pandas as pd

from data.sources import Context


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The same rows with the country of the file name, which is its first word."""
    name = unicodedata.normalize("NFC", context.file_name)
    return table.assign(country=re.split(r"[_\s.]", name, maxsplit=1)[0])
