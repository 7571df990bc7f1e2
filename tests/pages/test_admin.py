"""Rights given and taken by the form, and the log read by who, what and when."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from components.ui.signing.who import look_as
from data import access, audit
from data.backing_up import back_up
from data.codes import Role
from data.disclosure import LOCAL_OFFICER, Viewer
from data.store import reading

BOSS = Viewer(Role.ADMINISTRATOR, name="boss@jeju.kr")


@pytest.fixture
def url(demo_store_url: str, tmp_path: Path) -> Iterator[str]:
    """A copy of the example with an administrator, who looks."""
    file = tmp_path / "markets.sqlite"
    back_up(file, demo_store_url)
    address = f"sqlite:///{file}"
    access.grant(BOSS.name, "administrator", by="command:root", url=address)
    look_as(BOSS)
    yield address
    look_as(None)


def pick(at: AppTest, label: str, value: object) -> AppTest:
    return next(one for one in at.selectbox if one.label == label).set_value(value).run()


def said(at: AppTest) -> str:
    return "\n".join(str(one.value) for kind in ("success", "error", "info", "caption") for one in getattr(at, kind))


def test_an_officer_of_a_region_is_made_changed_and_unmade(open_page, url: str) -> None:
    at = open_page("admin", url, lang="en")
    next(one for one in at.text_input if one.label == "Sign-in name").set_value("Kim@Jeju.kr").run()
    next(one for one in at.multiselect if one.label == "Regions").set_value(["50"]).run()
    at.button(key="account-keep").click().run()
    assert not at.exception and "kim@jeju.kr" in said(at).replace("\\", "")
    known = access.account("kim@jeju.kr", url)
    assert known is not None and (known.role, known.region_codes, known.granted_by) == ("officer", ("50",), BOSS.name)
    pick(at, "Whose rights", "kim@jeju.kr")
    pick(at, "Role", "association")
    next(one for one in at.multiselect if one.label == "Own markets").set_value([2, 119]).run()
    at.button(key="account-keep").click().run()
    known = access.account("kim@jeju.kr", url)
    assert known is not None and (known.role, known.market_ids) == ("association", (2, 119))
    pick(at, "Whose rights", "kim@jeju.kr")
    at.button(key="account-revoke").click().run()
    assert access.account("kim@jeju.kr", url) is None
    done = [(one.subject, one.action) for one in audit.entries(url)]
    assert done[:3] == [(BOSS.name, "revoke"), (BOSS.name, "grant"), (BOSS.name, "grant")]


def test_what_does_not_fit_is_said_and_changes_nothing(open_page, url: str) -> None:
    at = open_page("admin", url, lang="en")
    pick(at, "Whose rights", BOSS.name)
    at.button(key="account-revoke").click().run()
    assert "last administrator" in said(at) and access.account(BOSS.name, url) is not None
    at = open_page("admin", url, lang="en")
    next(one for one in at.text_input if one.label == "Sign-in name").set_value("union").run()
    pick(at, "Role", "association")
    at.button(key="account-keep").click().run()
    assert "at least one market" in said(at) and access.account("union", url) is None


def test_at_this_machine_rights_are_shown_and_given_on_the_command_line(open_page, url: str) -> None:
    look_as(LOCAL_OFFICER)
    at = open_page("admin", url, lang="en")
    assert "account-keep" not in {one.key for one in at.button}
    assert any("data access grant" in one.value for one in at.code)


def test_the_log_is_narrowed_in_the_address(open_page, url: str) -> None:
    with reading(url) as connection:
        # the example's store is shared: what other tests took out of it before stands in its log too
        every = min(500, connection.execute(text("SELECT count(*) FROM audit")).scalar_one())
    at = open_page("admin", url, lang="en", show_admin="log")
    assert len(at.dataframe[0].value) == every
    one = open_page("admin", url, lang="en", show_admin="log", did="grant", who="command:root")
    assert len(one.dataframe[0].value) == 1
    for nothing in ({"did": "undo"}, {"since": "2999-01-01"}, {"until": "2000-01-01"}):
        at = open_page("admin", url, lang="en", show_admin="log", **nothing)
        assert "no such row" in said(at) and not at.dataframe
    forged = open_page("admin", url, lang="en", show_admin="log", did="x", who="' OR 1=1", since="yesterday")
    assert not forged.exception and len(forged.dataframe[0].value) == every
