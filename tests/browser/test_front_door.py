"""The one HTML file of the screen: fitted to its address, and nothing is asked for that is not there."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.ui.front_door import fitted
from tests.browser.serving import served
from tests.browser.watching import wait_until_quiet, watched

FILE = """<!DOCTYPE html><html lang="en"><head><title>Streamlit</title><script>1</script></head>
<body><noscript><p>You need\nJavaScript</p></noscript></body></html>"""


@pytest.mark.parametrize(
    ("path", "query", "lang", "title"),
    [
        ("/", "", "ko", "우리 지역 한눈에 · 장터"),
        ("/payments", "lang=en", "en", "Payments · Jangteo"),
        ("/jangteo/map", "lang=fr", "ko", "시장 지도 · 장터"),
        ("/nowhere", "", "ko", "장터"),
    ],
)
def test_the_file_tells_language_and_title_of_its_address(path: str, query: str, lang: str, title: str) -> None:
    html = fitted(FILE, path, query)
    assert f'<html lang="{lang}">' in html and f"<title>{title}</title>" in html
    assert "You need" not in html and html.index("BACKEND_BASE_URL") < html.index("<script>1")


@pytest.mark.parametrize("path", ["/", "/payments?lang=en", "/present"])
def test_a_page_asks_for_nothing_that_is_not_there(page: Page, path: str) -> None:
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(path)
    wait_until_quiet(page, 60)
    assert refused == []


def test_a_page_below_a_folder_finds_its_server(browser: Browser, demo_store_url: str, tmp_path: Path) -> None:
    options, health = ("--server.baseUrlPath", "jangteo"), "jangteo/_stcore/health"
    with (
        served(demo_store_url, tmp_path / "log.txt", options=options, health=health) as url,
        watched(browser, base_url=url) as seen,
    ):
        page = seen.context.new_page()
        for path, title in (("/jangteo/payments?lang=en", "Payments"), ("/jangteo/overview?lang=en", "Overview")):
            page.goto(path)
            expect(page.locator("h1")).to_have_text(title)
        assert page.url == f"{url}/jangteo/?lang=en"


def test_the_first_page_answers_at_its_own_name_too(page: Page) -> None:
    page.goto("/overview?sido=50")
    expect(page.locator("h1")).to_have_text("우리 지역 한눈에")
    wait_until_quiet(page, 60)
    assert page.url.endswith("/?sido=50") and page.get_by_role("dialog").count() == 0


def test_an_address_that_is_no_page_is_said_in_korean(page: Page) -> None:
    page.goto("/nowhere")
    expect(page.get_by_role("dialog")).to_contain_text("없는 주소입니다")
