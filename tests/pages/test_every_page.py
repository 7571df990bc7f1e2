"""Every page, present and future: opens in each language, over no store and over example data, and says who it is."""

import re
import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.text import LANGUAGES, translator
from components.text.translator import words
from components.ui import contents
from tests.pages.conftest import cards_of

ROOT = Path(__file__).resolve().parents[2]
SLUGS = [entry.slug for entry in contents.entries()]
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


def everything_said(at: AppTest) -> list[str]:
    """The page's own strings: titles, texts, labels, buttons, notes; not the rows of its tables."""
    said = [
        element.value
        for kind in ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
        for element in getattr(at, kind)
    ]
    said += [
        widget.label
        for kind in ("button", "selectbox", "multiselect", "checkbox", "radio", "text_input")
        for widget in getattr(at, kind)
    ]
    said += [metric.label for metric in at.metric] + list(cards_of(at))
    return [text for text in said if text]


def test_every_page_file_stands_in_the_contents() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__"}
    assert files == set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_has_a_name_and_a_purpose_in_every_language(slug: str) -> None:
    for lang in LANGUAGES:
        assert translator(lang)(f"page.{slug}")
        assert translator(lang)(f"purpose.{slug}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_opens_over_no_store(open_page, empty_store_url: str, slug: str, lang: str) -> None:
    at = open_page(slug, empty_store_url, lang=lang)
    assert not at.exception, at.exception
    assert not at.error, [error.value for error in at.error]
    assert everything_said(at)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_opens_over_example_data_and_says_so(open_page, demo_store_url: str, slug: str, lang: str) -> None:
    at = open_page(slug, demo_store_url, lang=lang)
    assert not at.exception, at.exception
    assert not at.error, [error.value for error in at.error]
    if slug in contents.BARE:
        assert not at.title  # it fills the screen by itself
        return
    assert at.title[0].value == translator(lang)(f"page.{slug}")
    assert any(translator(lang)("frame.example") in text.value for text in at.caption)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_korean_is_left_in_the_english_page(open_page, demo_store_url: str, slug: str) -> None:
    """Names of markets, programmes and files are as their owners write them; everything else is ours."""
    at = open_page(slug, demo_store_url, lang="en", sido="50")
    names = {translator("en")("language.ko"), *names_of_the_store(demo_store_url)}
    left = [text for text in everything_said(at) if HANGUL.search(without(text, names))]
    assert not left


def names_of_the_store(store_url: str) -> list[str]:
    """Names of the markets, programmes and promotions in that store, and what merchants asked for in their words."""
    from sqlalchemy import select

    from data.models import Market, Programme, PromotionRule, Request
    from data.store import reading

    columns = [Market.market_name, Programme.programme_name, PromotionRule.promotion_name]
    columns += [getattr(Request, name) for name in ("text", "reply", "meeting", "requester", "source", "qualifier")]
    with reading(store_url) as connection:
        return [str(name) for column in columns for name in connection.execute(select(column)).scalars() if name]


def without(text: str, names: set[str]) -> str:
    """The text with those names taken out, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def test_an_empty_store_offers_example_data_and_own_files(open_page, empty_store_url: str) -> None:
    at = open_page("overview", empty_store_url)
    assert [button.key for button in at.button] == ["welcome_own", "welcome_example"]


def test_the_framework_words_are_all_korean() -> None:
    with (ROOT / "components" / "ui" / "framework.toml").open("rb") as file:
        korean = tomllib.load(file)["ko"]
    silenced = [english for english, text in korean.items() if text == ""]
    assert silenced == ["* icon"]  # names of pictures, which say nothing beside the words of their button
    said = {english: text for english, text in korean.items() if text}
    assert all(HANGUL.search(text) for text in said.values())
    assert all(text.count("*") == english.count("*") for english, text in said.items())


def test_the_theme_of_streamlit_has_the_colours_of_ours() -> None:
    from components.theme import DARK, LIGHT

    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        theme = tomllib.load(file)["theme"]
    for ours, theirs in ((LIGHT, theme["light"]), (DARK, theme["dark"])):
        assert (ours.accent, ours.paper, ours.ink) == (
            theirs["primaryColor"],
            theirs["backgroundColor"],
            theirs["textColor"],
        )


def test_every_effect_and_status_has_words() -> None:
    from data.codes import ImportStatus

    assert all(f"status.{status}" in words() for status in ImportStatus)
