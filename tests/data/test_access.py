"""Accounts: who becomes what, what does not fit, and that every change stands in the log."""

import json
from pathlib import Path

import pytest
from sqlalchemy import insert

from data import access
from data.audit import entries
from data.codes import Role
from data.disclosure import Viewer
from data.errors import AccountUnfit, UnknownAccount, UnknownChoice
from data.models import Import, Market
from data.store import store_version, writing
from tests.stores import new_store

#: Number, province, city or district.
MARKETS = ((1, "50", "50110"), (2, "50", "50130"), (3, "41", "41111"), (4, "41", "41113"), (5, "41", "41131"))
FILE = {
    "file_name": "x", "sha256": "", "byte_count": 0, "source": "", "subject": "", "edition": "", "status": "kept",
    "started_at": "",
}  # fmt: skip
ANY = {"kind": "permanent", "first_edition": "2024-01-01", "last_edition": "2024-01-01"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = new_store(tmp_path / "store.sqlite")
    with writing(address) as connection:
        number = connection.execute(insert(Import).values(**FILE)).inserted_primary_key[0]
        for key, sido, sigungu in MARKETS:
            place = {"market_id": key, "market_name": "시장", "sido_code": sido, "sigungu_code": sigungu}
            connection.execute(insert(Market).values(**ANY, **place, import_id=number))
    return address


def test_a_person_gets_a_role_and_another_in_its_place(url: str) -> None:
    version = store_version(url)
    access.grant(" Kim@Jeju.KR ", "officer", by="command:root", name="김", regions=["50"], url=url)
    known = access.account("kim@jeju.kr", url)
    assert known is not None and (known.role, known.region_codes, known.person_name) == ("officer", ("50",), "김")
    access.grant("kim@jeju.kr", "association", by="command:root", markets=[2, 1], url=url)
    (known,) = access.accounts(url)
    assert (known.role, known.region_codes, known.market_ids, known.person_name) == ("association", (), (1, 2), "김")
    assert store_version(url) == version
    last = entries(url)[0]
    assert (last.subject, last.action, last.target) == ("command:root", "grant", "kim@jeju.kr")
    assert json.loads(last.detail)["before"]["role"] == "officer"


def test_whoever_has_an_account_looks_with_its_rights(url: str) -> None:
    def viewer(subject: str) -> Viewer:
        known = access.account(subject, url)
        assert known is not None
        return access.viewer_of(known, url)

    access.grant("a", "officer", by="x", url=url)
    access.grant("b", "officer", by="x", regions=["50"], url=url)
    access.grant("c", "officer", by="x", regions=["41110"], url=url)
    access.grant("d", "association", by="x", markets=[5], url=url)
    access.grant("e", "officer", by="x", regions=["50110"], url=url)
    assert viewer("a") == Viewer(Role.OFFICER, name="a") and viewer("a").sees_all
    assert viewer("b").market_ids == {1, 2} and not viewer("b").sees_all
    assert viewer("c").market_ids == {3, 4}, "a city with districts"
    assert viewer("d") == Viewer(Role.ASSOCIATION, frozenset({5}), "d")
    assert viewer("e").market_ids == {1}
    assert access.account("nobody", url) is None


@pytest.mark.parametrize(
    ("subject", "role", "scope", "wrong"),
    [
        ("", "officer", {}, AccountUnfit),
        ("kim lee", "officer", {}, AccountUnfit),
        ("kim\x00", "officer", {}, AccountUnfit),
        ("kim", "king", {}, UnknownChoice),
        ("kim", "officer", {"regions": ["99"]}, UnknownChoice),
        ("kim", "officer", {"markets": [1]}, AccountUnfit),
        ("kim", "association", {}, AccountUnfit),
        ("kim", "association", {"markets": [1, 77]}, UnknownChoice),
        ("kim", "administrator", {"regions": ["50"]}, AccountUnfit),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    url: str, subject: str, role: str, scope: dict[str, list[object]], wrong: type[Exception]
) -> None:
    with pytest.raises(wrong):
        access.grant(subject, role, by="x", url=url, **scope)  # type: ignore[arg-type]
    assert access.accounts(url) == [] and entries(url) == []


def test_rights_taken_away_are_gone_and_the_log_knows_them(url: str) -> None:
    access.grant("kim", "officer", by="x", url=url)
    access.revoke("KIM", by="boss", url=url)
    assert access.account("kim", url) is None
    assert entries(url)[0].action == "revoke" and '"officer"' in entries(url)[0].detail
    with pytest.raises(UnknownAccount):
        access.revoke("kim", by="boss", url=url)


def test_the_last_administrator_stays(url: str) -> None:
    access.grant("boss", "administrator", by="x", url=url)
    for attempt in (
        lambda: access.revoke("boss", by="boss", url=url),
        lambda: access.grant("boss", "officer", by="boss", url=url),
    ):
        with pytest.raises(AccountUnfit):
            attempt()
    access.grant("other", "administrator", by="boss", url=url)
    access.revoke("boss", by="other", url=url)
    assert [one.subject for one in access.accounts(url)] == ["other"]


def test_markets_of_an_association_change_and_its_role_stays(url: str) -> None:
    access.grant("union", "association", by="x", markets=[1], url=url)
    assert access.set_markets("union", [2, 3], by="boss", url=url).market_ids == (2, 3)
    with pytest.raises(UnknownAccount):
        access.set_markets("nobody", [1], by="boss", url=url)


def test_nobody_has_an_account_where_there_is_no_store(tmp_path: Path) -> None:
    url = new_store(tmp_path / "none.sqlite", is_bare=True)
    assert access.accounts(url) == [] and access.account("kim", url) is None
