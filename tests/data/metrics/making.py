"""Small frames as the queries give them."""

from typing import Any

import pandas as pd


def monthly(first: str, **columns: list[Any]) -> pd.DataFrame:
    """Rows by month from the first month on; None = not known."""
    length = max(len(values) for values in columns.values())
    return pd.DataFrame(
        {
            "month": pd.date_range(first, periods=length, freq="MS").as_unit("us"),
            **{name: pd.array(values, dtype="Int64") for name, values in columns.items()},
            "is_provisional": [False] * length,
        }
    )


def month(text: str) -> pd.Timestamp:
    """First day of a month."""
    return pd.Timestamp(f"{text}-01")
