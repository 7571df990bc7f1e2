"""Readings: the few numbers a page is about, each with its change, what that is against, and a line of its past."""

import base64
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.formatting import is_known, month, written
from components.text import Translator
from components.ui import filters, panels
from components.ui.plain import plain
from components.ui.viewing import colours
from data.answer import Answer
from data.metrics import Reading, Why

MOST = 6
#: A line of fewer months says nothing. Size in CSS pixels; the width is stretched to the card's.
LEAST_MONTHS, WIDTH, HEIGHT = 3, 240, 44
#: How the colour of a change reads: green for the way that is good, grey where no way is.
_COLOURS = {"up": {"up": "good", "down": "bad"}, "down": {"up": "bad", "down": "good"}, "neutral": {}}
HERE = Path(__file__).parent


@cache
def _component() -> Any:
    css, js = ((HERE / f"cards.{kind}").read_text("utf-8") for kind in ("css", "js"))
    html = '<div class="jt-cards"></div>'
    return st.components.v2.component("jangteo_cards", html=html, css=css, js=js, isolate_styles=False)


def show(readings: Sequence[Reading], t: Translator, *answers: Answer) -> None:
    """At most six readings side by side; one that the rows cannot answer shows a dash and says why.

    Those about subjects of which the store holds nothing are left out.
    answers: what they were read off, for the line that says place, months and sources.
    """
    readings = [reading for reading in readings if reading.reason is not Why.NO_ROWS]
    if not readings:
        return
    per_row = len(readings) if len(readings) in (2, 4) else 3
    told = {"per_row": per_row, "cards": [_card(reading, t) for reading in readings[:MOST]]}
    key = "-".join(["cards", *(reading.key for reading in readings[:MOST])])
    _component()(key=key, data=json.dumps(told, ensure_ascii=False).encode())
    if answers:
        sources = panels.source_lines([source for answer in answers for source in answer.sources], t)
        st.caption("  \n".join([plain(filters.choice_in_words(answers[0].choice, t)), *sources]))


def _card(reading: Reading, t: Translator) -> dict[str, Any]:
    """What stands on a card, as text; one element for all of them, for six cards of three took a fifth of a page."""
    changed = is_known(reading.change) and reading.change_basis != ""
    said = written(reading.change, reading.change_unit, t.lang) if changed else ""
    # a change that is written as none has no way
    way = _way(reading) if any(digit in "123456789" for digit in said) else ""
    label = t(f"metric.{reading.key}.name")
    return {
        "label": label,
        "value": _value(reading, t),
        "change": said,
        "arrow": way,
        "way": _COLOURS[reading.good].get(way, "plain"),
        "basis": t(f"basis.{reading.change_basis}") if changed else _instead(reading, t),
        "about": t("card.about", label=label),
        "help": _help(reading, t),
        "past": past_line(reading, t, colours().accent) if len(_known(reading)) >= LEAST_MONTHS else None,
    }


def _way(reading: Reading) -> str:
    return "up" if reading.change is not None and reading.change > 0 else "down"


def _value(reading: Reading, t: Translator) -> str:
    """The value with its unit; amounts and shares carry theirs already."""
    number = written(reading.value, reading.unit, t.lang)
    counted = reading.unit in ("markets", "stores", "count", "days") and reading.value is not None
    return t(f"card.{reading.unit}", number=number) if counted else number


def _instead(reading: Reading, t: Translator) -> str | None:
    """What stands where a change would: why there is no value, or what must be said beside it."""
    if reading.reason:
        return t(f"why.{reading.reason}")
    return t(f"caution.{reading.caution}") if reading.caution else None


def _known(reading: Reading) -> list[float]:
    return [float(value) for value in reading.series if value is not None and is_known(value)]


def past_line(reading: Reading, t: Translator, colour: str) -> dict[str, str]:
    """The reading's past as a small line, open where a month is not known; told in words to whoever cannot see it.

    A picture of our own: Streamlit's would load a chart library of 0.8 MB for it, and every first view would wait.
    """
    known = _known(reading)
    low, span = min(known), max(known) - min(known) or 1.0
    step = WIDTH / max(1, len(reading.series) - 1)
    path, pen_down = "", False
    for at, value in enumerate(reading.series):
        if value is not None and is_known(value):
            height = HEIGHT - (float(value) - low) / span * HEIGHT
            path += f"{'L' if pen_down else 'M'}{at * step:.1f} {height:.1f}"
        pen_down = is_known(value)
    first, last = (month(when, t.lang) for when in (reading.months[0], reading.months[-1]))
    least, most = (written(value, reading.unit, t.lang) for value in (low, max(known)))
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -2 {WIDTH} {HEIGHT + 4}" preserveAspectRatio="none">'
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round" '
        f'vector-effect="non-scaling-stroke"/></svg>'
    )
    source = base64.b64encode(drawn.encode()).decode()
    told = t("card.past", first=first, last=last, least=least, most=most)
    return {"alt": told, "src": f"data:image/svg+xml;base64,{source}"}


def _help(reading: Reading, t: Translator) -> list[str]:
    parts = [t(f"metric.{reading.key}.definition"), t(f"metric.{reading.key}.limits")]
    if reading.months:
        first, last = (month(at, t.lang) for at in (reading.months[0], reading.months[-1]))
        parts.insert(0, t("card.months", first=first, last=last) if first != last else first)
    if reading.caution:
        parts.append(t(f"caution.{reading.caution}"))
    if reading.is_provisional:
        parts.append(t("card.provisional"))
    return parts
