"""What a changed filter asks for, and the menu that is one element."""

import re

from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.session import Reader
from tests.browser.test_pages import asked, opened
from tests.browser.watching import wait_until_quiet

MARKED = "() => { window.sameScreen = true; }"


class Listening(Reader):
    """A reader that notes what it was told: kind of message, name of the component."""

    heard: list[str]

    def _note(self, message: ForwardMsg) -> bool:
        self.heard.append(message.WhichOneof("type") or "")
        if message.HasField("delta"):
            self.heard.append(message.delta.new_element.bidi_component.component_name)
        return super()._note(message)


def test_a_changed_filter_draws_the_page_anew_and_not_the_frame_round_it(server_url: str) -> None:
    listening = Listening(server_url, "payments", "lang=en")
    listening.heard = []
    with listening as reader:
        reader.open()
        assert {"navigation", "page_config_changed", "jangteo_live", "jangteo_menu"} <= set(reader.heard)
        reader.heard = []
        run = reader.choose("Province", reader.options("Province")[1])
        assert not reader.errors and "sido=" in reader.query
        assert not {"navigation", "page_config_changed", "jangteo_live"} & set(reader.heard)
        assert {"jangteo_menu", "jangteo_plot"} <= set(reader.heard)
        assert run.size < 150_000


def test_a_page_opens_from_the_menu_without_loading_anew_and_takes_the_choices_along(page: Page) -> None:
    opened(page, "/payments?sido=50")
    menu = page.get_by_role("navigation", name="화면 목록")
    expect(menu.get_by_role("link", name="결제", exact=True)).to_have_attribute("aria-current", "page")
    page.evaluate(MARKED)
    menu.get_by_role("link", name="외국인 관광객").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("외국인 관광객")
    wait_until_quiet(page, 60)
    assert page.evaluate("() => window.sameScreen") and asked(page)["sido"] == ["50"]
    expect(menu.locator("[aria-current]")).to_have_count(1)
    expect(menu.get_by_role("link", name="외국인 관광객")).to_have_attribute("aria-current", "page")
    menu.get_by_role("link", name="우리 지역 한눈에").click()
    expect(page.locator("h1")).to_have_text("우리 지역 한눈에")
    assert re.search(r"127\.0\.0\.1:\d+/\?sido=50$", page.url)
    page.go_back()
    expect(page.locator("h1")).to_have_text("외국인 관광객")


def test_a_changed_filter_goes_into_the_links_of_the_menu(page: Page) -> None:
    opened(page, "/payments")
    link = page.get_by_role("navigation", name="화면 목록").get_by_role("link", name="시장 지도")
    assert "sido" not in (link.get_attribute("href") or "")
    page.get_by_role("combobox", name="시도", exact=True).click()
    page.get_by_role("option", name="제주특별자치도").click()
    expect(link).to_have_attribute("href", "map?sido=50")
    with page.context.expect_page() as other:
        link.click(modifiers=["ControlOrMeta"])
    expect(other.value.locator("h1")).to_have_text("시장 지도", timeout=60_000)
    assert asked(other.value)["sido"] == ["50"]
    assert page.locator("h1").inner_text() == "결제"


def test_on_a_phone_the_side_bar_gives_way_to_the_page_that_was_chosen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "/payments")
    page.locator('[data-testid="stExpandSidebarButton"]').click()
    page.get_by_role("navigation", name="화면 목록").get_by_role("link", name="외국인 관광객").click()
    expect(page.locator("h1")).to_have_text("외국인 관광객")
    expect(page.locator('[data-testid="stSidebar"]')).to_have_attribute("data-collapsed", "true")
