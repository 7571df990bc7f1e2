"""Briefings: written on, copied, frozen for good; no answer of the store changes with them."""

from pathlib import Path

import pytest

from data import briefings
from data.briefings import Slide
from data.errors import UnknownBriefing
from data.store import store_version, writes, writing
from tests.stores import new_store

FIRST = Slide("월별 결제액", ("늘었습니다.", "많이."), "천천히", '{"maker": "payment_trend"}', "payments?sido=50")
SECOND = Slide("끝", ("고맙습니다.",))


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = new_store(tmp_path / "store.sqlite")
    with writing(address):
        pass
    return address


def made(url: str, name: str = "11월 보고") -> str:
    return briefings.create(name, "month_of_province", "ko", "kim", agency="경제과", slides=(FIRST,), url=url)


def test_slides_come_back_as_they_were_in_their_order(url: str) -> None:
    code = made(url)
    assert briefings.add(code, SECOND, url) == 2
    assert briefings.slides(code, url=url) == [FIRST, SECOND]
    briefings.lay(code, [SECOND, FIRST], url)
    assert briefings.slides(code, url=url) == [SECOND, FIRST]


def test_it_is_renamed_and_the_last_changed_stands_first(url: str) -> None:
    first, second = made(url, "a"), made(url, "b")
    briefings.change(first, url, briefing_name="c", schedule="monthly")
    assert [one.briefing_name for one in briefings.briefings(url)] == ["c", "b"]
    assert briefings.briefing(first, url).schedule == "monthly"
    with pytest.raises(KeyError, match="owner"):
        briefings.change(second, url, owner="lee")


def test_a_frozen_version_stays_when_the_slides_in_work_change(url: str) -> None:
    code = made(url)
    shown = [Slide("h", ("s",), exhibit='{"form": 1}')]
    said = {"title": "t", "role": "officer", "frozen_by": "kim", "store_version": 7, "url": url}
    one = briefings.freeze(code, shown, snapshot_id="ab12cd34", **said)
    briefings.lay(code, [SECOND], url)
    two = briefings.freeze(code, [SECOND], snapshot_id="00000000", **said)
    assert (one.version, two.version) == (1, 2)
    assert briefings.slides(code, 1, url) == shown
    assert briefings.versions(code, url) == [two, one]
    assert briefings.version_of(" AB12CD34 ", url) == one
    assert briefings.version_of("ffffffff", url) is None


def test_a_copy_goes_its_own_way_and_a_withdrawn_one_is_in_no_list(url: str) -> None:
    code = made(url)
    briefings.freeze(code, [FIRST], snapshot_id="ab12cd34", title="t", role="officer", frozen_by="kim",
                     store_version=7, url=url)  # fmt: skip
    other = briefings.copy(code, "12월 보고", "lee", url)
    briefings.add(other, SECOND, url)
    assert len(briefings.slides(code, url=url)) == 1
    assert briefings.versions(other, url) == []
    briefings.withdraw(code, url)
    assert [one.briefing_code for one in briefings.briefings(url)] == [other]
    found = briefings.version_of("ab12cd34", url)
    assert found is not None and found.briefing_code == code
    assert briefings.slides(code, 1, url) == [FIRST]
    with pytest.raises(UnknownBriefing):
        briefings.slides(code, url=url)


def test_no_answer_changes_with_a_briefing(url: str) -> None:
    before = store_version(url), writes()
    briefings.add(made(url), SECOND, url)
    assert (store_version(url), writes()) == before


def test_one_nobody_made_is_said_and_an_absent_store_has_none(url: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownBriefing):
        briefings.add("zzzzzz", FIRST, url)
    assert briefings.briefings(new_store(tmp_path / "absent.sqlite", is_bare=True)) == []
