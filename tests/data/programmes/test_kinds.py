"""Kinds of programme and words of figures are data: whole, in both languages; a kind is nothing but a description."""

from pathlib import Path

import pytest

from components.text.translator import LANGUAGES
from components.ui.supporting_show import LINKS
from components.ui.supporting_views import VIEWS as DRAWN
from data import programmes
from data.codes import ReadinessItem, SalesChannel
from data.programmes import USUAL, VIEWS, figure_named, figure_title, figures, kind, kinds, ratios


def test_the_twenty_kinds_of_the_contract_are_described() -> None:
    assert len(kinds()) >= 20 and "live_commerce" in kinds() and "context" in kinds()


@pytest.mark.parametrize("name", kinds())
def test_a_kind_has_names_a_meaning_and_views_that_something_draws(name: str) -> None:
    one = kinds()[name]
    assert all(one.title(lang) and len(one.meaning(lang)) > 15 for lang in LANGUAGES)
    assert one.icon and one.views and set(one.views) <= set(VIEWS)
    assert set(one.supports) <= {str(item) for item in ReadinessItem}
    assert set(one.channels) <= {str(channel) for channel in SalesChannel}


def test_every_view_is_drawn_or_a_link_to_its_page() -> None:
    assert set(DRAWN) == set(VIEWS) and set(USUAL) <= set(VIEWS)
    assert {name for name, draw in DRAWN.items() if draw.__name__ == "nothing"} == set(LINKS)
    assert {view for one in kinds().values() for view in one.views} >= set(VIEWS)


def test_a_kind_that_nobody_described_keeps_its_name_and_shows_what_there_are_rows_of() -> None:
    assert kind("night_market").title("ko") == "night_market" and kind("night_market").views == USUAL


def test_a_view_that_nothing_draws_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kinds.toml"
    file.write_text('[x]\nko = "가"\nen = "a"\nicon = "home"\nviews = ["targets", "magic"]\n', "utf-8")
    monkeypatch.setattr(programmes, "KINDS", file)
    with pytest.raises(ValueError, match="magic"):
        kinds()


def test_words_of_a_figure_are_found_however_they_are_spaced() -> None:
    assert figure_named("교육인원") == figure_named("교육 인원") == "trained"
    assert figure_named("ROAS") == "roas" and figure_named("아무 지표") == ""
    assert figure_title("아무 지표", "en") == "아무 지표" and figure_title("매출", "en") == "Sales"


def test_quotients_are_made_of_known_figures() -> None:
    assert {name for one in ratios() for name in (one.part, one.whole)} <= set(figures())
    assert all(one.title(lang) for one in ratios() for lang in LANGUAGES)
