"""The first screen: over no store, over an empty one, and the imports page that fills it."""

from pathlib import Path

from sqlalchemy import delete

from data.models import metadata
from tests.pages.conftest import cards_of


def keys(at) -> list[str]:
    return [button.key for button in at.button]


def test_over_no_store_every_page_of_figures_offers_two_ways(open_page, empty_store_url: str) -> None:
    for slug in ("overview", "map", "payments", "tourists", "market"):
        assert {"welcome_own", "welcome_example"} <= set(keys(open_page(slug, empty_store_url))), slug


def test_over_no_store_the_imports_page_takes_files(open_page, empty_store_url: str) -> None:
    at = open_page("imports", empty_store_url)
    assert "welcome_own" not in keys(at)
    assert len(at.get("file_uploader")) == 1


def test_over_an_empty_store_two_ways_are_offered_too(open_page, tmp_path: Path) -> None:
    from data.store import writing

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    with writing(url) as connection:
        connection.execute(delete(metadata.tables["market"]))
    assert {"welcome_own", "welcome_example"} <= set(keys(open_page("overview", url)))


def test_the_example_button_fills_the_store(open_page, empty_store_url: str) -> None:
    at = open_page("overview", empty_store_url)
    at = next(button for button in at.button if button.key == "welcome_example").click().run(timeout=120)
    assert not at.exception
    assert len(cards_of(at)) == 6


def test_the_store_sources_are_told_without_a_store(open_page, empty_store_url: str) -> None:
    at = open_page("sources", empty_store_url)
    assert len(at.table) > 1
