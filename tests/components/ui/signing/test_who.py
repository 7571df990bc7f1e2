"""Whom a connection makes a visitor: the officer of this machine, a person with an account, or the public."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from components.ui.signing import door, who
from components.ui.signing.settings import Settings
from components.ui.signing.who import GUEST, LOCAL, OPEN, REFUSED, SIGNED, Standing
from data import access, audit
from data.codes import Role
from data.disclosure import LOCAL_OFFICER, Viewer
from data.store import writing

OIDC = Settings(providers=("default",))
PROXY = Settings(header="x-remote-user", secret="a-secret-of-the-proxy")


class Context:
    """Headers of a connection."""

    headers: dict[str, str]

    def __init__(self, headers: dict[str, str]) -> None:
        self.headers = headers


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    address = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with writing(address):
        pass
    monkeypatch.setenv("JANGTEO_STORE_URL", address)
    access.grant("kim@jeju.kr", "officer", by="test", url=address)
    access.grant("boss@jeju.kr", "administrator", by="test", url=address)
    yield address
    who.look_as(None)


def asked(
    monkeypatch: pytest.MonkeyPatch, told: Settings, said: str = "", user: dict[str, Any] | None = None
) -> Standing:
    """Who looks over a connection of which the door said that; user: what the provider's cookie says."""
    headers = {"Host": "x", door.MARK: f"{door._word}:{said}"} if said else {}
    monkeypatch.setattr(st, "context", Context(headers))
    monkeypatch.setattr(st, "user", user or {})
    return who._asked(told)


def test_without_sign_in_this_machine_is_its_officer_and_nobody_else(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, Settings(), "here") == Standing(LOCAL_OFFICER, LOCAL)
    assert asked(monkeypatch, Settings()) == Standing(LOCAL_OFFICER, LOCAL), "a page on trial"
    assert asked(monkeypatch, Settings(), "away") == Standing(Viewer(), REFUSED)
    assert asked(monkeypatch, Settings(is_open=True), "away") == Standing(Viewer(), OPEN)
    assert asked(monkeypatch, Settings(wrong=("header",)), "here") == Standing(Viewer(), REFUSED)


def test_a_connection_that_did_not_come_past_the_door_is_nobodys(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script started without app.py, where no door stands: its visitors send headers, none of them is believed."""
    monkeypatch.setattr(st, "user", {})
    for forged in ({"Host": "127.0.0.1"}, {"X-Remote-User": "boss@jeju.kr"}, {door.MARK: "guess:person:boss@jeju.kr"}):
        monkeypatch.setattr(st, "context", Context(forged))
        assert who._asked(PROXY) == Standing(Viewer(), GUEST)
        assert who._asked(Settings()) == Standing(Viewer(), REFUSED)


def test_whom_the_proxy_names_has_the_rights_of_the_account(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked(monkeypatch, PROXY, "person:Kim@Jeju.kr")
    assert found == Standing(Viewer(Role.OFFICER, name="kim@jeju.kr"), SIGNED, True)
    assert asked(monkeypatch, PROXY, "person:nobody") == Standing(Viewer(name="nobody"), SIGNED)
    assert asked(monkeypatch, PROXY, "nobody") == Standing(Viewer(), GUEST)
    assert asked(monkeypatch, PROXY, "here") == Standing(Viewer(), GUEST), "this machine too has to sign in now"
    with_default = Settings(header="x", secret="s" * 16, without_account=Role.OFFICER)
    assert asked(monkeypatch, with_default, "person:nobody").viewer == Viewer(Role.OFFICER, name="nobody")


def test_whom_the_provider_names_too(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    user = {"is_logged_in": True, "email": "boss@jeju.kr", "sub": "kim@jeju.kr"}
    assert asked(monkeypatch, OIDC, "here", user).viewer == Viewer(Role.ADMINISTRATOR, name="boss@jeju.kr")
    by_sub = Settings(providers=("default",), claim="sub")
    assert asked(monkeypatch, by_sub, "here", user).viewer == Viewer(Role.OFFICER, name="kim@jeju.kr")
    assert asked(monkeypatch, OIDC, "here", {"is_logged_in": False}) == Standing(Viewer(), GUEST)
    assert asked(monkeypatch, OIDC, "away") == Standing(Viewer(), GUEST)


@pytest.mark.parametrize("verified", [False, "false"])
def test_an_e_mail_that_the_provider_did_not_check_names_nobody(
    url: str, monkeypatch: pytest.MonkeyPatch, verified: object
) -> None:
    user = {"is_logged_in": True, "email": "boss@jeju.kr", "email_verified": verified}
    assert asked(monkeypatch, OIDC, "here", user) == Standing(Viewer(), SIGNED)


def test_rights_taken_away_are_gone_at_the_next_run(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, PROXY, "person:kim@jeju.kr").viewer.role is Role.OFFICER
    access.revoke("kim@jeju.kr", by="test", url=url)
    assert asked(monkeypatch, PROXY, "person:kim@jeju.kr").viewer == Viewer(name="kim@jeju.kr")


def test_a_thread_of_the_server_is_nobodys_unless_it_makes_a_file_for_somebody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert who.standing().viewer == LOCAL_OFFICER, "a command"
    monkeypatch.setattr(who.runtime, "exists", lambda: True)
    assert who.standing().viewer == Viewer()
    union = Viewer(Role.ASSOCIATION, frozenset({1}), "union")
    with who.acting(union):
        assert who.standing().viewer == union
    assert who.standing().viewer == Viewer()


def test_a_file_is_made_and_noted_for_whoever_the_page_was_drawn_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from components.ui import viewing
    from components.ui.taking_away import logged

    union = Viewer(Role.ASSOCIATION, frozenset({1}), "union")
    seen: list[Viewer] = []

    def make() -> bytes:
        seen.append(viewing.viewer())
        return b"abc"

    monkeypatch.setattr(viewing, "page", lambda: "payments")
    with who.acting(union):
        made = logged(make, "a.csv")
    assert made() == b"abc" and seen == [union]
    last = audit.entries(url)[0]
    assert (last.subject, last.role, last.action, last.target) == ("union", "association", "export", "a.csv")
    assert '"page": "payments"' in last.detail and '"bytes": 3' in last.detail


def test_a_file_is_handed_over_when_the_log_cannot_be_written(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from components.ui.taking_away import logged

    monkeypatch.setattr(audit, "WAIT_S", 0)
    with who.acting(LOCAL_OFFICER):
        made = logged(lambda: b"abc", "a.csv")
    with writing(url):
        assert made() == b"abc"
    assert "a.csv" not in [one.target for one in audit.entries(url)]
    assert logged(lambda: b"d", "b.csv")() == b"d"
    assert [one.target for one in audit.entries(url)][:2] == ["b.csv", "a.csv"]
