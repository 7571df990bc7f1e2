"""A briefing opened by somebody with fewer rights: what the screen hides, the presentation and every file hide too.

In a real browser, with a provider of sign-in on this machine: not signed in, and as an association.
"""

import io
import os
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pptx import Presentation

from components.exhibit import Exhibit
from components.exports.files import MIME
from components.exports.frozen import thawed
from components.exports.tables import plain_rows
from components.text import translator
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.remaking import remade
from components.ui.signing.who import acting
from components.withheld import notes_of
from data import access, briefings
from data.backing_up import back_up
from data.briefings import Slide
from data.disclosure import LOCAL_OFFICER, Viewer
from tests.browser.test_sign_in import WAIT_MS, dashboard, page, provider, sign_in
from tests.browser.watching import wait_until_quiet
from tests.components.exports.test_every_kind import READ, squeezed

#: A district of few shops: its counts by channel are hidden from everybody but the office.
HIDING = Recipe.of("adoption", {"sido": "36"}, "#1")
OFFICE, PUBLIC = "0ff1ce00", "9b11c000"

__all__ = ["dashboard", "page", "provider"]


@pytest.fixture(scope="module")
def store(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("hidden") / "markets.sqlite"
    back_up(file, demo_store_url)
    access.grant("union@jeju.kr", "association", by="test", markets=[1], url=f"sqlite:///{file}")
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def kept(store: str) -> Iterator[tuple[str, Exhibit]]:
    """A briefing frozen by an officer, then by somebody who sees what the public sees; and the latter's figure."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "JANGTEO_STORE_URL", store)
        code = briefings.create("동네 보고", "free", "ko", "kim@jeju.kr")
        for viewer, role, snapshot in ((LOCAL_OFFICER, "officer", OFFICE), (Viewer(), "public", PUBLIC)):
            with acting(viewer):
                (made,) = remade([HIDING], "ko")
            one = thawed(made["exhibit"])
            slide = Slide(one.title, (one.finding,), "", HIDING.text(), HIDING.address("ko"), made["exhibit"])
            briefings.freeze(code, [slide], snapshot_id=snapshot, title="동네 보고", role=role, frozen_by="kim",
                             store_version=1)  # fmt: skip
        assert any(map(any, one.hidden))
        yield code, one


def taken(page: Page, code: str, kind: str) -> bytes:
    """The file of the version that the public may see."""
    said = kind.replace(".", "-")
    page.locator(f".st-key-take-{code}-2-{said} button").click()
    button = page.locator(f".st-key-made-{code}-{said} button")
    expect(button).to_be_visible(timeout=WAIT_MS)
    with page.expect_download() as waited:
        button.click()
    name = urllib.parse.unquote(waited.value.suggested_filename)
    assert PUBLIC in name and name.endswith(f".{kind}")
    return Path(waited.value.path()).read_bytes()


@pytest.mark.parametrize("email", ["", "union@jeju.kr"])
def test_what_the_screen_hides_is_hidden_in_the_presentation_and_in_every_file(
    page: Page, kept: tuple[str, Exhibit], email: str
) -> None:
    code, one = kept
    t = translator("ko")
    mark, why = t("product.withheld"), notes_of(one.notes, t)
    if email:
        sign_in(page, email)
    page.goto(f"/present?briefing={code}&version=1")
    expect(page.get_by_text(one.title)).to_have_count(0)
    page.goto(f"/present?briefing={code}&version=2")
    page.wait_for_selector(".jt-show h1", timeout=WAIT_MS)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".jt-show")).to_contain_text(why[0], timeout=WAIT_MS)

    page.goto(f"/briefing?briefing={code}")
    wait_until_quiet(page, 90)
    assert not page.locator(f".st-key-take-{code}-1-pptx").count() and OFFICE not in page.content()
    files = {kind: taken(page, code, kind) for kind in MIME}
    for kind, data in files.items():
        words = squeezed(READ[kind](data))
        assert OFFICE not in words and PUBLIC in words, kind
        assert all(squeezed(line) in words for line in why), kind
        cells = sum(map(sum, one.hidden))
        assert words.count(mark) >= (cells if kind != "pptx" else 1), kind

    book = load_workbook(io.BytesIO(files["xlsx"]))
    sheet = book[book.sheetnames[1]]
    wide = len(one.columns)
    rows = [[cell.value for cell in row[:wide]] for row in sheet.iter_rows(min_row=5, max_row=4 + len(one.rows))]
    assert rows == plain_rows(one, mark)
    charts = [shape.chart for shape in Presentation(io.BytesIO(files["pptx"])).slides[1].shapes if shape.has_chart]
    plot, names = charts[0].plots[0], [column.name for column in one.columns]
    drawn = [[row[names.index(name)] for row in rows] for name in (one.drawing.y, one.drawing.beside)]
    wanted = [[None if cell == mark else cell for cell in cells] for cells in drawn]
    assert [list(series.values) for series in plot.series] == wanted and any(None in cells for cells in wanted)
    nothing = [at for at, cells in enumerate(zip(*wanted, strict=True)) if not any(cells)]
    assert [at for at, place in enumerate(plot.categories) if mark in place.label] == nothing != []
