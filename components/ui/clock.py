"""The day that what is late, ended or still to come is counted to."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from components.ui.load import holds_example, load
from data.queries import imports


def today() -> pd.Timestamp:
    """The day it is in Korea; of example data the last day they speak of, else all of them grow later every day."""
    if holds_example():
        return pd.Timestamp(str(load(imports.example_day).rows["edition"].iloc[0]))
    return pd.Timestamp(datetime.now(ZoneInfo("Asia/Seoul")).date())
