"""The chart as the browser gets it: what plotly checked, from this server alone."""

import json

import pytest

from components.charts.draw import canvas, figure
from components.exhibit import exhibits
from components.text import translator
from components.theme import LIGHT
from components.ui import plot
from components.ui.stills import Stills
from tests.components import answers

KNOWN = [key for key in sorted(exhibits()) if key in answers.ROWS]


@pytest.mark.parametrize("key", KNOWN)
def test_what_is_sent_is_the_figure_that_plotly_checks(key: str) -> None:
    """Not checked again on its way: so here. Only the empty template is left out."""
    made = exhibits()[key](answers.answer(key), translator("ko"))
    checked = json.loads(figure(made, LIGHT, "ko").to_json())
    checked["layout"].pop("template", None)
    assert same(json.loads(canvas(made, LIGHT, "ko").json()), checked)


def same(sent: object, checked: object) -> bool:
    """Equal but for numbers that plotly packs and options that it leaves out because they are empty."""
    if isinstance(sent, dict) and isinstance(checked, dict):
        return "bdata" in checked or all(
            same(part, checked.get(name))
            for name, part in sent.items()
            if part not in ({}, [], None) or name in checked
        )
    if isinstance(checked, dict):
        return "bdata" in checked
    if isinstance(sent, list) and isinstance(checked, list):
        return len(sent) == len(checked) and all(map(same, sent, checked))
    return sent == checked


def test_all_the_browser_needs_is_told_and_nothing_is_fetched_elsewhere() -> None:
    made = exhibits()["payment_trend"](answers.answer("payment_trend"), translator("en"))
    told = json.loads(plot._written(made, translator("en"), LIGHT))
    assert set(told) == {"alt", "whole", "source", "config", "figure"}
    assert told["alt"] == made.finding and told["config"]["displayModeBar"] is False
    assert told["figure"]["layout"]["height"] > 0
    assert not told["source"].startswith(("http", "/")) and told["source"] in Stills(None)._files  # type: ignore[arg-type]
