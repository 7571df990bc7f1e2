"""Seoul trade areas: the stage of change is written in letters."""

import pandas as pd

from data.sources import Context, sources


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The same rows with the stage as a number; other letters stay and are refused as no number."""
    return table.assign(
        stage=table["stage"].str.strip().replace(sources()["seoul_trade_area_change"].options["stages"])
    )
