"""What stands small beside figures: sources, how many reported, and amounts that are not cut."""

from typing import Any

import pandas as pd
import pytest

from components.text import Translator
from components.ui.panels import source_lines
from components.ui.sentences import _reporting
from components.ui.twin import _amount_px
from data.answer import Answer, SourceNote
from data.choice import Choice
from data.metrics import Reading


def source(number: int, editions: tuple[str, ...]) -> SourceNote:
    title = f"register {number}"
    return SourceNote(title, title, title, "", "", editions[0], "2025-12-01", editions=editions)


def test_a_figure_of_two_editions_never_claims_the_newest_for_all() -> None:
    (line,) = source_lines([source(1, ("2025-11-10", "2024-11-04"))], Translator("en"))
    assert "2025-11-10, 2024-11-04" in line


def test_three_sources_are_named_and_the_others_counted() -> None:
    lines = source_lines([source(number, ("2024",)) for number in range(5)], Translator("en"))
    assert len(lines) == 4 and "2 more" in lines[-1]


def state(reporting: Any) -> Answer:
    rows = pd.DataFrame({"market_count": [1388], "reporting_market_count": [reporting]})
    return Answer(rows, "overview.state", Choice())


@pytest.mark.parametrize(("reporting", "said"), [(20, True), (1388, False), (None, False)])
def test_an_amount_of_few_markets_says_how_many_reported(reporting: int | None, said: bool) -> None:
    latest = Reading(value=47_700_000_000, months=(pd.Timestamp("2025-10-01"),), series=(47_700_000_000,))
    sentence = _reporting(latest, state(reporting), Translator("ko"))
    assert ("20곳" in sentence) if said else sentence == ""


def test_the_longest_amount_of_a_column_makes_its_width() -> None:
    short, tall = pd.Series([None, 5.0]), pd.Series([None, 5.0, 115_500_000_000.0])
    assert _amount_px("A", tall) >= len("115,500,000,000") * 9 > _amount_px("A", short)
