"""Started on another address than this machine's: only with sign-in, or told so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st

from components.ui.signing import starting
from components.ui.signing.settings import ONLY, Settings, settings

ROOT = Path(__file__).resolve().parents[4]
AUTH = {
    "redirect_uri": "http://127.0.0.1:8701/oauth2callback", "cookie_secret": "c" * 20, "client_id": "a",
    "client_secret": "b", "server_metadata_url": "http://127.0.0.1:8702/.well-known/openid-configuration",
}  # fmt: skip


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What stands in secrets.toml, to be filled by a test."""
    tables: dict[str, object] = {}
    monkeypatch.setattr(st, "secrets", tables)
    monkeypatch.delenv("JANGTEO_OPEN_TO_PUBLIC", raising=False)
    return tables


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_needs_no_sign_in(told: dict[str, object], address: str) -> None:
    assert starting.refusals(address, settings()) == []


@pytest.mark.parametrize("address", ["", "0.0.0.0", "::", "192.168.0.2", "jangteo.jeju.go.kr"])
def test_others_do(told: dict[str, object], address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert starting.refusals(address, settings()) == ["address"]
    told["auth"] = AUTH
    assert starting.refusals(address, settings()) == []
    told.clear()
    told["access"] = {"header": "X-Remote-User", "proxies": ["10.0.0.5"]}
    assert starting.refusals(address, settings()) == []
    told["access"] = {"open_to_public": True}
    assert starting.refusals(address, settings()) == []
    told.clear()
    monkeypatch.setenv("JANGTEO_OPEN_TO_PUBLIC", "1")
    assert starting.refusals(address, settings()) == [] and settings().is_open


@pytest.mark.parametrize(
    ("tables", "wrong"),
    [
        ({"access": {"header": "X-Remote-User"}}, "header"),
        ({"access": {"header": "X-Remote-User", "secret": "short"}}, "secret"),
        ({"access": {"header": "X-Remote-User", "proxies": ["the proxy"]}}, "proxies"),
        ({"access": {"without_account": "administrator"}}, "without_account"),
        ({"auth": {"client_id": "a"}}, "auth"),
    ],
)
def test_settings_that_do_not_hold_are_refused_on_every_address(
    told: dict[str, object], tables: dict[str, object], wrong: str
) -> None:
    told.update(tables)
    found = starting.refusals("127.0.0.1", settings())
    assert wrong in found if wrong else found == []
    assert all(starting.sentences(found, ""))


def test_each_provider_that_is_told_in_full_is_one(told: dict[str, object]) -> None:
    told["auth"] = AUTH
    assert settings().providers == (ONLY,)
    shared = {name: AUTH[name] for name in ("redirect_uri", "cookie_secret")}
    one = {name: AUTH[name] for name in ("client_id", "client_secret", "server_metadata_url")}
    told["auth"] = {**shared, "province": one, "half": {"client_id": "a"}}
    assert settings().providers == ("province",)


def test_nothing_set_is_no_sign_in(told: dict[str, object]) -> None:
    assert settings() == Settings() and not settings().has_sign_in


@pytest.mark.parametrize("address", ["0.0.0.0", ""])
def test_the_server_ends_with_2_and_says_why(tmp_path: Path, address: str) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "8719"]
    environment = {**os.environ, "JANGTEO_STORE_URL": f"sqlite:///{tmp_path / 'none.sqlite'}"}
    environment.pop("JANGTEO_OPEN_TO_PUBLIC", None)
    said = subprocess.run(
        [*command, "--server.address", address], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert said.returncode == 2, said.stderr
    assert "로그인이 정해지지 않아" in said.stderr and "no sign-in is set" in said.stderr
    assert "Traceback" not in said.stderr
