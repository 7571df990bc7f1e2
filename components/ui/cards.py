"""Readings: the few numbers a page is about, each with its change, what that is against, and a line of its past."""

from collections.abc import Sequence

import streamlit as st

from components.formatting import is_known, month, written
from components.text import Translator
from components.ui import filters, panels
from components.ui.plain import plain
from data.answer import Answer
from data.metrics import Reading, Why

MOST = 6
#: How the colour of a change reads: green for the way that is good, grey where no way is.
_COLOURS = {"up": "normal", "down": "inverse", "neutral": "off"}


def show(readings: Sequence[Reading], t: Translator, *answers: Answer) -> None:
    """At most six readings side by side; one that the rows cannot answer shows a dash and says why.

    Those about subjects of which the store holds nothing are left out.
    answers: what they were read off, for the line that says place, months and sources.
    """
    readings = [reading for reading in readings if reading.reason is not Why.NO_ROWS]
    if not readings:
        return
    per_row = len(readings) if len(readings) in (2, 4) else 3
    with st.grid(per_row, min_column_width=200):
        for reading in readings[:MOST]:
            _card(reading, t)
    if answers:
        sources = panels.source_lines([source for answer in answers for source in answer.sources], t)
        st.caption("  \n".join([plain(filters.choice_in_words(answers[0].choice, t)), *sources]))


def _card(reading: Reading, t: Translator) -> None:
    changed = is_known(reading.change) and reading.change_basis != ""
    moved = changed and any(digit in "123456789" for digit in written(reading.change, reading.change_unit, t.lang))
    st.metric(
        t(f"metric.{reading.key}.name"),
        _value(reading, t),
        delta=written(reading.change, reading.change_unit, t.lang) if changed else None,
        delta_color=_COLOURS[reading.good] if moved else "off",  # type: ignore[arg-type]
        delta_arrow="auto" if moved else "off",
        delta_description=t(f"basis.{reading.change_basis}") if changed else _instead(reading, t),
        help=_help(reading, t),
        border=True,
        height="stretch",
        chart_data=_past(reading),
    )


def _value(reading: Reading, t: Translator) -> str:
    """The value with its unit; amounts and shares carry theirs already."""
    number = written(reading.value, reading.unit, t.lang)
    counted = reading.unit in ("markets", "stores", "count") and reading.value is not None
    return t(f"card.{reading.unit}", number=number) if counted else number


def _instead(reading: Reading, t: Translator) -> str | None:
    """What stands where a change would: why there is no value, or what must be said beside it."""
    if reading.reason:
        return t(f"why.{reading.reason}")
    return t(f"caution.{reading.caution}") if reading.caution else None


def _past(reading: Reading) -> list[float] | None:
    """The months up to the first that is not known; a line of fewer than three says nothing."""
    known = [float(value) for value in reading.series if value is not None]
    return known if len(known) > 2 and len(known) == len(reading.series) else None


def _help(reading: Reading, t: Translator) -> str:
    parts = [t(f"metric.{reading.key}.definition"), t(f"metric.{reading.key}.limits")]
    if reading.months:
        first, last = (month(at, t.lang) for at in (reading.months[0], reading.months[-1]))
        parts.insert(0, t("card.months", first=first, last=last) if first != last else first)
    if reading.caution:
        parts.append(t(f"caution.{reading.caution}"))
    if reading.is_provisional:
        parts.append(t("card.provisional"))
    return "\n\n".join(plain(part) for part in parts)
