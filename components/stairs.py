"""Stairs: shares that go on after so many days, as every way of drawing them reads the rows."""

import pandas as pd

from components.exhibit import Exhibit
from components.text import Translator

DAYS_IN_MONTH = 365.25 / 12
#: What a share is held against.
SHARE_TICKS = [0.0, 0.25, 0.5, 0.75, 1.0]


def stairs(exhibit: Exhibit) -> list[tuple[str, str, pd.DataFrame]]:
    """Key, label and rows of each series of a stair, in drawing order; a series without a known value is left out."""
    drawing, rows = exhibit.drawing, exhibit.rows
    keys = rows[drawing.series].astype(str)
    labels = {**{key: key for key in keys}, **dict(drawing.series_labels)}
    order = [key for key, _ in drawing.series_labels] or list(dict.fromkeys(keys))
    made = [(key, labels[key], rows[(keys == key).to_numpy() & rows[drawing.y].notna().to_numpy()]) for key in order]
    return [one for one in made if len(one[2])]


def day_ticks(last: float, t: Translator) -> tuple[list[float], list[str]]:
    """Ticks of an axis of days, in whole months, so few that their names stand side by side on a phone."""
    months = max(1.0, last / DAYS_IN_MONTH)
    step = next(size for size in (1, 3, 6, 12, 24, 60) if months / size <= 4 or size == 60)
    ticks = list(range(0, int(months) + 1, step))
    return [tick * DAYS_IN_MONTH for tick in ticks], [t("chart.months_on", months=tick) for tick in ticks]
