"""The ledger and the page of one programme over the example data, in both languages; what leaves them; a new kind."""

import io
import shutil
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from components.exports import csv as csv_export
from components.exports import png, xlsx
from components.text import LANGUAGES, translator
from components.ui import load as loading
from components.ui import supporting
from components.ui import supporting_views as views
from data import programmes as described
from data.choice import Choice

KO, EN = translator("ko"), translator("en")
CODES = [f"P{number:02d}" for number in range(1, 21)]
TODAY = pd.Timestamp("2024-12-31")


def test_p12_days_of_the_discount_beside_like_days(open_page, demo_store_url: str) -> None:
    at = open_page("programme", demo_store_url, programme="P12")
    assert not at.error
    assert any("행사 효과" in text.value for text in at.header)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_programme_opens_in_every_language(open_page, demo_store_url: str, code: str, lang: str) -> None:
    at = open_page("programme", demo_store_url, programme=code, lang=lang)
    assert not at.exception, at.exception
    assert not at.error, [error.value for error in at.error]
    assert at.header and len(at.metric) >= 4


@pytest.mark.parametrize("show", ["money", "evidence", "changes"])
def test_money_evidence_and_changes_stand_on_every_page(open_page, demo_store_url: str, show: str) -> None:
    at = open_page("programme", demo_store_url, programme="P06", show=show, lang="en")
    assert not at.exception and not at.error
    assert at.header


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"programme_kind": "live_commerce"}, 1),
        ({"sido": "26"}, None),
        ({"programme_year": "2020"}, None),
        ({"programme_state": "ended"}, None),
        ({"programme_kind": "no_such", "programme_year": "19", "programme_state": "x"}, 20),
    ],
)
def test_the_ledger_is_narrowed_by_place_kind_year_and_state(
    open_page, demo_store_url: str, filters: dict[str, str], count: int | None
) -> None:
    at = open_page("programmes", demo_store_url, **filters)
    assert not at.exception and not at.error
    rows = at.dataframe[0].value
    assert len(rows) == count if count is not None else 0 < len(rows) < 20


def test_a_programme_that_is_not_there_is_asked_for_and_nothing_fails(open_page, demo_store_url: str) -> None:
    at = open_page("programme", demo_store_url, programme="'; drop table programme")
    assert not at.exception and not at.error
    assert any(KO("empty.programme") == info.value for info in at.info)


def test_a_kind_is_added_by_a_description_alone(
    open_page, demo_store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kinds.toml"
    more = '\n[night_market]\nko = "야시장 방송"\nen = "Night market"\nicon = "nightlife"\nviews = ["broadcasts"]\n'
    file.write_text(described.KINDS.read_text("utf-8") + more, "utf-8")
    monkeypatch.setattr(described, "KINDS", file)
    copy = tmp_path / "markets.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("update programme set kind = 'night_market' where programme_code = 'P03'")
    at = open_page("programme", f"sqlite:///{copy}", programme="P03")
    assert not at.exception and not at.error
    assert any("야시장 방송" in text.value for text in at.markdown)
    assert KO("programme_chart.programme_broadcasts") in [text.value for text in at.header]
    assert KO("programme_chart.programme_targets") not in [text.value for text in at.header]


def everything(code: str, t: object = KO) -> list[object]:
    known = supporting.ledger(Choice(programme=code))
    return views.everything(views.Asked(known, t))  # type: ignore[arg-type]


@pytest.fixture
def at_the_demo(demo_store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANGTEO_STORE_URL", demo_store_url)
    loading.forget()


@pytest.mark.usefixtures("at_the_demo")
@pytest.mark.parametrize("code", ["P04", "P06", "P15"])
def test_the_evidence_pack_holds_every_exhibit_with_its_source_and_says_it_is_example_data(code: str) -> None:
    made = [one for one in everything(code) if len(one.rows)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.written(made, KO)))
    assert len(book.sheet_names) == len(made) >= 4
    for name in book.sheet_names:
        words = [str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row]
        assert KO("export.example_line") in words
        assert any(word.startswith(KO("export.source")) for word in words)


@pytest.mark.usefixtures("at_the_demo")
@pytest.mark.parametrize("code", CODES)
def test_every_exhibit_of_every_programme_leaves_as_csv_and_picture(code: str) -> None:
    for one in everything(code):
        assert one.is_example
        assert csv_export.written(one, KO).startswith(b"\xef\xbb\xbf")
        if code in ("P06", "P15", "P16") and one.drawing.kind != "table":
            assert png.written(one, KO).startswith(b"\x89PNG")


def test_p02_the_delivery_circle_is_a_link_to_the_market_with_the_told_radius(open_page, demo_store_url: str) -> None:
    at = open_page("programme", demo_store_url, programme="P02")
    links = [link.proto for link in at.get("page_link")]
    circles = [link for link in links if "show=around" in link.query_string]
    assert circles[0].label == KO(
        "four.delivery_of", market="남광주시장", km="3"
    )  # where the radius is told comes first
    assert "radius=3000" in circles[0].query_string
    assert all("radius=2000" in link.query_string for link in circles[1:])


def test_a_sentence_takes_the_particle_of_its_last_sound(open_page, demo_store_url: str) -> None:
    at = open_page("programme", demo_store_url, programme="P10")
    (said,) = [text.value for text in at.markdown if "창원 블랙위크" in text.value and "쓰였습니다" in text.value]
    assert "5억 7,400만 원이 쓰였습니다" in said and "총액으로 159억 원이고" in said
