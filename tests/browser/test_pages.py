"""The screen as an officer meets it: a fresh server, links, filters, the map, downloads, languages, an own file."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from components.ui import contents
from tests.browser.serving import served
from tests.browser.watching import wait_until_quiet, watched

ROOT = Path(__file__).resolve().parents[2]


IN_THE_MENU = [slug for slug in contents.PAGES if slug not in contents.BARE]


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    wait_until_quiet(page, 60)


def asked(page: Page) -> dict[str, list[str]]:
    """Choices in the address as it stands."""
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a select box by its label."""
    open_choices(page.get_by_role("combobox", name=label, exact=True).first)
    page.get_by_role("option", name=option, exact=True).first.click()
    wait_until_quiet(page, 60)


def open_choices(box: Locator) -> None:
    """Open a select box. Scrolled to before: its choices close when the page scrolls under them."""
    box.scroll_into_view_if_needed()
    box.page.wait_for_timeout(200)
    box.click()


def shown(page: Page, label: str) -> str:
    """What a select box shows."""
    return page.get_by_role("combobox", name=label, exact=True).first.input_value()


@pytest.fixture
def fresh_server(demo_store_url: str, tmp_path: Path) -> Iterator[str]:
    """A server nobody has visited yet."""
    with served(demo_store_url, tmp_path / "log.txt") as url:
        yield url


@pytest.mark.parametrize("path", ["/", "/payments?sido=50&lang=en", "/map"])
def test_the_first_visit_of_a_fresh_server_opens_the_page_with_its_frame(
    browser: Browser, fresh_server: str, path: str
) -> None:
    with watched(browser, base_url=fresh_server) as seen:
        page = seen.context.new_page()
        opened(page, path)
        assert page.locator(".jt-menu a").count() == len(IN_THE_MENU)
        if "payments" in path:
            assert page.locator("h1").inner_text() == "Payments"
            assert shown(page, "Province").startswith("Jeju")
        assert not seen.outside


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_language_of_the_page_is_told_and_held(page: Page, lang: str) -> None:
    opened(page, f"/?lang={lang}")
    assert page.evaluate("document.documentElement.lang") == lang
    page.evaluate("document.documentElement.lang = 'fr'")
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.lang") == lang


def test_a_changed_filter_stands_in_the_address_survives_reload_and_goes_along(page: Page) -> None:
    opened(page, "/payments")
    choose(page, "시도", "제주특별자치도")
    assert asked(page)["sido"] == ["50"]
    page.reload()
    wait_until_quiet(page, 60)
    assert shown(page, "시도") == "제주특별자치도"
    page.get_by_role("link", name="외국인 관광객").click()
    expect(page.locator("h1")).to_have_text("외국인 관광객")
    wait_until_quiet(page, 60)
    assert asked(page)["sido"] == ["50"]
    page.go_back()
    expect(page.locator("h1")).to_have_text("결제")
    assert asked(page)["sido"] == ["50"]


def test_the_language_switch_keeps_the_page_and_its_choices(page: Page) -> None:
    opened(page, "/payments?sido=50")
    page.get_by_role("radio", name="English").or_(page.get_by_text("English", exact=True)).first.click()
    expect(page.locator("h1")).to_have_text("Payments")
    wait_until_quiet(page, 60)
    assert asked(page) == {"sido": ["50"], "lang": ["en"]}
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_chart_is_downloaded_as_csv_with_units_source_and_the_example_label(page: Page) -> None:
    opened(page, "/payments?sido=50")
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").first.click()
    written = Path(taken.value.path()).read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert any("원" in head for head in rows[0])
    assert "예시 자료" in written.decode("utf-8-sig")
    assert taken.value.suggested_filename.startswith("payment_by_method-50")


def test_a_chart_is_downloaded_as_a_picture(page: Page) -> None:
    opened(page, "/payments?sido=50")
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name="그림(PNG)").first.click()
    assert Path(taken.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_table_twin_opens_below_its_chart(page: Page) -> None:
    opened(page, "/payments?sido=50")
    assert page.locator('[data-testid="stDataFrame"]').count() == 0
    page.get_by_role("button", name="표로 보기").first.click()
    expect(page.locator('[data-testid="stDataFrame"]')).to_have_count(1)


def test_a_tile_chooses_its_province(page: Page) -> None:
    opened(page, "/map?view=sido")
    page.get_by_role("button", name=re.compile("^제주특별자치도: ")).click()
    expect(page.get_by_role("combobox", name="시도", exact=True)).to_have_value("제주특별자치도")
    assert asked(page)["sido"] == ["50"]


MARKETS = """() => { const found = []; window.map.eachLayer(layer => {
  if (layer.feature && layer.feature.properties.market_id) {
    const at = window.map.latLngToContainerPoint(layer.getLatLng());
    found.push([at.x, at.y]);
  } }); return found; }"""


def press_a_market(page: Page) -> None:
    """Press the first circle of the map, when its zoom has come to rest."""
    expect(page.frame_locator("iframe").locator(".leaflet-container")).to_be_visible()
    page.wait_for_timeout(2000)
    frame = next(frame for frame in page.frames if "streamlit_folium" in frame.url)
    x, y = frame.evaluate(MARKETS)[0]
    box = page.locator("iframe").bounding_box()
    assert box
    page.mouse.click(box["x"] + x, box["y"] + y)


def test_a_market_on_the_map_opens_its_page_again_and_again(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 1000})
    for _ in range(2):
        opened(page, "/map?sido=50&sigungu=50130&view=points")
        press_a_market(page)
        expect(page.locator("h1")).to_have_text("시장 하나 보기", timeout=30_000)
        wait_until_quiet(page, 60)
        assert asked(page)["sido"] == ["50"] and asked(page)["market_id"]


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_word_of_a_reading_is_cut(page: Page, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, f"/?lang={lang}")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.jt-card *')]
        .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow !== 'visible' && e.innerText)
        .map(e => e.innerText)"""
    )
    assert not cut


def test_a_market_opens_from_its_link(page: Page) -> None:
    opened(page, "/market?market_id=1")
    assert page.locator("h2").first.inner_text()
    assert page.locator(".jt-card").count() == 4


def test_no_framework_english_is_left_on_the_korean_imports_page(page: Page) -> None:
    opened(page, "/imports")
    page.wait_for_timeout(500)
    dropzone = page.locator('[data-testid="stFileUploaderDropzone"]').inner_text()
    assert "Upload" not in dropzone and "per file" not in dropzone and "Browse" not in dropzone


def test_buttons_beside_a_file_that_was_put_in_are_korean_to_screen_readers_too(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "시장.csv"
    file.write_text("가,나\n1,2\n", "utf-8")
    opened(page, "/imports")
    page.locator("input[type=file]").set_input_files(str(file))
    uploader = page.locator('[data-testid="stFileUploader"]')
    expect(uploader.get_by_role("button", name="파일 더하기")).to_be_visible()
    expect(uploader.get_by_role("button", name="시장.csv 빼기")).to_be_visible()
    texts = uploader.evaluate(
        """e => [...e.querySelectorAll('*')].flatMap(n => [n.getAttribute('aria-label'), n.getAttribute('title'),
        n.closest('[aria-hidden=true]') || n.children.length ? '' : n.textContent]).filter(Boolean)"""
    )
    assert [text for text in texts if re.search("[A-Za-z]{3,}", text.replace("시장.csv", ""))] == []


HEADS = (
    "시장명,시장유형,소재지도로명주소,소재지지번주소,시장개설주기,위도,경도,점포수,취급품목,사용가능상품권,홈페이지주소,"
    "공중화장실보유여부,주차장보유여부,개설년도,전화번호,데이터기준일자"
)
ROWS = (
    "가온시험시장,상설장,제주특별자치도 제주시 관덕로 1,,매일,33.513,126.524,120,농산물,지류,,Y,Y,1970,,2024-11-04",
    "나래시험시장,상설장,제주특별자치도 서귀포시 중앙로 1,,매일,33.2500,126.5630,80,농산물,지류,,Y,N,1980,,2024-11-04",
    "다솜시험시장,상설장,제주특별자치도 서귀포시 중앙로 9,,매일,33.25,126.56,스물,농산물,지류,,Y,N,1980,,2024-11-04",
)


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[str]:
    """A server over a store that does not exist yet."""
    with served(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path / "log.txt") as url:
        yield url


def test_a_file_goes_in_through_the_screen_and_comes_out_again(
    browser: Browser, empty_server: str, tmp_path: Path
) -> None:
    """Two ways offered, own file chosen, tried, kept, on the map, undone."""
    file = tmp_path / "전국전통시장표준데이터_20241104.csv"
    file.write_bytes("\n".join([HEADS, *ROWS, ""]).encode("cp949"))
    with watched(browser, base_url=empty_server) as seen:
        page = seen.context.new_page()
        page.set_default_timeout(30_000)
        opened(page, "/")
        page.get_by_role("button", name="파일 넣으러 가기").click()
        expect(page.locator("h1")).to_have_text("자료 넣기")
        page.locator("input[type=file]").set_input_files(str(file))
        expect(page.get_by_text("아직 아무것도 바뀌지 않았습니다", exact=False)).to_be_visible(timeout=60_000)
        page.get_by_role("button", name="이대로 넣기").click()
        expect(page.get_by_text("넣었습니다", exact=False).first).to_be_visible(timeout=60_000)
        expect(page.get_by_role("link", name="지도에서 보기")).to_have_attribute("href", re.compile("view=points"))
        opened(page, "/market")
        page.get_by_role("combobox", name="시장", exact=True).click()
        expect(page.get_by_role("option", name=re.compile("가온시험시장"))).to_be_visible()
        assert not seen.outside


def test_the_frameworks_own_buttons_of_a_table_take_nothing_away(page: Page) -> None:
    """What leaves the product is labelled, neutralised and logged: neither a button nor Ctrl+C gives the bare cells."""
    opened(page, "/payments?sido=50")
    page.get_by_role("button", name="표로 보기").first.click()
    table = page.locator('[data-testid="stDataFrame"]')
    table.hover()
    buttons = page.locator('[data-testid="stElementToolbar"] button')
    expect(buttons.first).to_be_visible()
    names = [str(one.get_attribute("aria-label")) for one in buttons.all()]
    assert [name.partition(":")[0] for name in names] == ["열 보이기·숨기기", "찾기", "크게 보기"]
    field = page.get_by_role("combobox", name="시도", exact=True)
    field.focus()
    for keys in ("Control+a", "Control+c"):
        page.keyboard.press(keys)
    kept = field.input_value()
    table.click(position={"x": 60, "y": 60})
    page.keyboard.press("Control+c")
    field.focus()
    for keys in ("Control+a", "Delete", "Control+v"):
        page.keyboard.press(keys)
    assert kept and field.input_value() == kept, "what was copied before is what is pasted"
