"""Readings: the few numbers a page is about, each with its change, what it is compared with, and a small line of its past."""

from collections.abc import Sequence

import streamlit as st

from components.formatting import is_known, written
from components.text import Translator
from data.metrics import Reading

MOST = 6
#: How the colour of a change reads: green for the way that is good, grey where no way is.
COLOURS = {"up": "normal", "down": "inverse", "neutral": "off"}


def show(readings: Sequence[Reading], t: Translator) -> None:
    """At most six readings side by side; one that the rows cannot answer shows a dash."""
    with st.grid(3, min_column_width=190):
        for reading in readings[:MOST]:
            _card(reading, t)


def _card(reading: Reading, t: Translator) -> None:
    change = reading.change if is_known(reading.change) else None
    series = [float(value) for value in reading.series if is_known(value)]
    st.metric(
        t(f"metric.{reading.key}.name"),
        written(reading.value, reading.unit, t.lang),
        delta=None if change is None else written(change, reading.change_unit, t.lang),
        delta_color="off" if not change else COLOURS[reading.good],  # type: ignore[arg-type]
        delta_description=t(f"basis.{reading.change_basis}") if change is not None else None,
        help=_help(reading, t),
        border=True,
        height="stretch",
        chart_data=series if len(series) > 2 else None,
    )


def _help(reading: Reading, t: Translator) -> str:
    return "\n\n".join([t(f"metric.{reading.key}.definition"), t(f"metric.{reading.key}.limits")])
