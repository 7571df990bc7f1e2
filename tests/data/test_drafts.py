"""Drafts: one per owner and form, and no answer of the store changes with them."""

from pathlib import Path

import pytest

from data import drafts
from data.errors import StoreBusy
from data.store import store_version, writes, writing
from tests.stores import new_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = new_store(tmp_path / "store.sqlite")
    with writing(address):
        pass
    return address


def test_the_last_saved_stands_and_each_owner_has_their_own(url: str) -> None:
    drafts.save("kim", "event", {"title": "가"}, url)
    drafts.save("kim", "event", {"title": "가나", "_mark": "m"}, url)
    drafts.save("lee", "event", {"title": "다"}, url)
    drafts.save("kim", "event:P01|E1", {"title": "라"}, url)
    assert {one.form: one.fields for one in drafts.drafts("kim", url)} == {
        "event": {"title": "가나", "_mark": "m"},
        "event:P01|E1": {"title": "라"},
    }
    found = drafts.draft("lee", "event", url)
    assert found is not None and found.fields == {"title": "다"}
    drafts.throw_away("kim", "event", url)
    assert drafts.draft("kim", "event", url) is None
    assert drafts.draft("lee", "event", url) is not None


def test_a_draft_changes_no_answer(url: str) -> None:
    before = store_version(url), writes()
    drafts.save("kim", "event", {"title": "가"}, url)
    assert (store_version(url), writes()) == before


def test_throwing_away_changes_no_answer_either(url: str) -> None:
    drafts.save("kim", "event", {"title": "가"}, url)
    before = store_version(url), writes()
    drafts.throw_away("kim", "event", url)
    assert (store_version(url), writes()) == before


def test_there_is_nothing_to_go_on_with_without_a_store(tmp_path: Path) -> None:
    assert drafts.drafts("kim", new_store(tmp_path / "none.sqlite", is_bare=True)) == []


def test_a_busy_store_is_said_soon(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "WAIT_S", 0)
    with writing(url), pytest.raises(StoreBusy):
        drafts.save("kim", "event", {"title": "가"}, url)
