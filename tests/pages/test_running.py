"""What one run of a page asks of the store."""

import pytest

from components.ui import load as loading


@pytest.mark.parametrize("slug", ["overview", "map", "payments", "market"])
def test_a_page_asks_once_for_the_version_of_the_store(
    open_page, demo_store_url: str, monkeypatch: pytest.MonkeyPatch, slug: str
) -> None:
    asked: list[str] = []
    at = open_page(slug, demo_store_url, market_id="1")
    version = loading.store_version
    monkeypatch.setattr(loading, "store_version", lambda store: (asked.append(store), version(store))[1])
    at.run()
    assert not at.exception and len(asked) == 1
    at.run()
    assert len(asked) == 2


@pytest.mark.parametrize("slug", ["overview", "adoption"])
def test_a_page_that_is_drawn_again_works_nothing_out_again(
    open_page, demo_store_url: str, monkeypatch: pytest.MonkeyPatch, slug: str
) -> None:
    """Of answers that are known already no metric, exhibit, figure or map is made a second time."""
    from data import keeping

    at = open_page(slug, demo_store_url)
    made: list[object] = []
    take, key_of = keeping.Shelf.take, keeping.key_of
    monkeypatch.setattr(
        keeping.Shelf, "take", lambda self, key, make: take(self, key, lambda: made.append(key) or make())
    )
    without_origin: list[object] = []
    monkeypatch.setattr(
        keeping,
        "key_of",
        lambda make, asked, options: key_of(make, asked, options) or without_origin.append(make),
    )
    at.run()
    assert not at.exception and made == [] and without_origin == []
    at.query_params["sido"] = "50"
    at.run()
    assert len(made) > 5
