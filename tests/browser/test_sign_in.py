"""Sign-in for real: a provider on this machine, Streamlit's own way to it, and what each person then sees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data import access, audit
from data.backing_up import back_up
from tests.browser.provider import Provider, provided, secrets_of
from tests.browser.serving import free_port, served
from tests.browser.watching import watched

WAIT_MS = 60_000


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provided(free_port()) as made:
        yield made


@pytest.fixture(scope="module")
def store(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the example with three accounts."""
    file = tmp_path_factory.mktemp("signed") / "markets.sqlite"
    back_up(file, demo_store_url)
    url = f"sqlite:///{file}"
    access.grant("boss@jeju.kr", "administrator", by="test", url=url)
    access.grant("kim@jeju.kr", "officer", by="test", url=url)
    access.grant("union@jeju.kr", "association", by="test", markets=[1], url=url)
    return url


@pytest.fixture(scope="module")
def dashboard(provider: Provider, store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("secrets"), free_port()
    told = folder / "secrets.toml"
    told.write_text(secrets_of(provider, f"http://127.0.0.1:{port}"), "utf-8")
    with served(store, folder / "log.txt", port=port, options=["--secrets.files", str(told)]) as url:
        yield url


@pytest.fixture
def page(browser: Browser, dashboard: str) -> Iterator[Page]:
    with watched(browser, base_url=dashboard) as seen:
        opened = seen.context.new_page()
        opened.set_default_timeout(WAIT_MS)
        yield opened
    assert not seen.outside


def sign_in(page: Page, email: str) -> None:
    page.goto("/")
    page.get_by_role("button", name="로그인").click()
    page.get_by_label("email").fill(email)
    page.get_by_role("button", name="ok").click()
    expect(page.get_by_text(email.partition("@")[0], exact=False).first).to_be_visible(timeout=WAIT_MS)


def menu(page: Page) -> set[str]:
    """Pages that are not everybody's and stand in the menu."""
    shown = page.locator(".jt-menu")
    # who looks stands there before the list of pages does
    expect(shown.get_by_text("출처와 정의", exact=True)).to_be_visible(timeout=WAIT_MS)
    return {name for name in ("자료 넣기", "직접 적기", "관리") if shown.get_by_text(name, exact=True).count()}


def test_who_has_not_signed_in_sees_public_figures_and_the_way_in(page: Page) -> None:
    page.goto("/imports")
    expect(page.get_by_text("담당자만 여는 화면입니다").first).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("button", name="로그인")).to_be_visible()
    assert not page.locator("input[type=file]").count()
    assert menu(page) == set()


@pytest.mark.parametrize(
    ("email", "said", "pages"),
    [
        ("boss@jeju.kr", "관리자", {"자료 넣기", "직접 적기", "관리"}),
        ("kim@jeju.kr", "담당자", {"자료 넣기", "직접 적기"}),
        ("union@jeju.kr", "우리 시장 1곳", set()),
        ("stranger@jeju.kr", "아직 계정이 없습니다", set()),
    ],
)
def test_each_person_gets_the_rights_of_the_account(
    page: Page, store: str, email: str, said: str, pages: set[str]
) -> None:
    sign_in(page, email)
    expect(page.locator(".st-key-who").get_by_text(said).first).to_be_visible(timeout=WAIT_MS)
    assert menu(page) == pages
    last = audit.entries(store, action="sign_in")[0]
    assert last.subject == email
    page.reload()
    expect(page.locator(".st-key-who").get_by_text(said).first).to_be_visible(timeout=WAIT_MS)


def test_signed_out_is_the_public_again(page: Page) -> None:
    sign_in(page, "kim@jeju.kr")
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_role("button", name="로그인")).to_be_visible(timeout=WAIT_MS)


def test_an_e_mail_the_provider_did_not_check_gives_no_rights(page: Page, provider: Provider) -> None:
    provider.verified = False
    try:
        page.goto("/")
        page.get_by_role("button", name="로그인").click()
        page.get_by_label("email").fill("boss@jeju.kr")
        page.get_by_role("button", name="ok").click()
        expect(page.get_by_text("아직 계정이 없습니다").first).to_be_visible(timeout=WAIT_MS)
        assert menu(page) == set()
    finally:
        provider.verified = True


def test_rights_taken_away_are_gone_at_the_next_press(page: Page, store: str) -> None:
    access.grant("short@jeju.kr", "officer", by="test", url=store)
    sign_in(page, "short@jeju.kr")
    expect(page.locator(".jt-menu").get_by_text("자료 넣기")).to_be_visible()
    access.revoke("short@jeju.kr", by="test", url=store)
    page.locator(".jt-menu").get_by_text("자료 넣기").click()
    expect(page.get_by_text("담당자만 여는 화면입니다").first).to_be_visible(timeout=WAIT_MS)


def test_a_forged_cookie_or_header_signs_nobody_in(browser: Browser, dashboard: str) -> None:
    forged = {"X-Remote-User": "boss@jeju.kr", "X-Jangteo-Door": "person:boss@jeju.kr", "Cookie": "_streamlit_user=x"}
    with watched(browser, base_url=dashboard) as seen:
        seen.context.set_extra_http_headers(forged)
        page = seen.context.new_page()
        page.goto("/admin")
        expect(page.get_by_text("관리자만 여는 화면입니다").first).to_be_visible(timeout=WAIT_MS)


def test_the_store_and_its_log_are_sound_after_all_that(store: str) -> None:
    from data.checking import check

    assert check(store) == []
    assert Path(store.removeprefix("sqlite:///")).exists()
