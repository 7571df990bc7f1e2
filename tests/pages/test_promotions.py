"""The page of a promotion's effect: one thing first, every part in both languages, reasons in words."""

import re

import pytest
from sqlalchemy import insert
from streamlit.testing.v1 import AppTest

from components.text import LANGUAGES
from data.models import metadata
from data.store import writing

PARTS = ("money", "methods", "after", "markets")
AC01 = ("+497.5%", "+1,453.6%", "597.5", "1,553.6", "+160.0%")


def said(at: AppTest) -> str:
    """Everything in sentences, without the signs that keep them plain."""
    return re.sub(r"\\(.)", r"\1", " ".join(element.value for kind in ("markdown", "caption", "info")
                                            for element in getattr(at, kind)))  # fmt: skip


def test_the_published_figures_stand_on_the_page_and_never_as_times(open_page, demo_store_url: str) -> None:
    text = said(open_page("promotions", demo_store_url))
    assert all(figure in text for figure in AC01)
    assert "1,453.6배" not in text and "1453.6배" not in text


def test_one_thing_first_goes_from_gross_to_what_stayed(open_page, demo_store_url: str) -> None:
    at = open_page("promotions", demo_store_url, lang="en")
    sentences = [element.value.replace("\\", "") for element in at.markdown]
    order = ("the gross figure is", "was subsidy", "Against similar markets", "What stayed after the end")
    firsts = [next(n for n, one in enumerate(sentences) if words in one) for words in order]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_without_an_error(open_page, demo_store_url: str, part: str, lang: str) -> None:
    at = open_page("promotions", demo_store_url, lang=lang, show_promotion=part)
    assert not at.exception and not at.error
    assert len(at.header) + len(at.dataframe) >= 1


def test_a_method_that_cannot_tell_stands_with_its_reason_beside_those_that_can(open_page, demo_store_url: str) -> None:
    text = said(open_page("promotions", demo_store_url, lang="en", show_promotion="methods"))
    assert "Cannot tell. It moved apart from similar markets already before" in text
    assert "What must be believed" in text and "What would make it wrong" in text and "never averaged" in text


@pytest.mark.parametrize("part", PARTS)
def test_a_promotion_without_an_end_is_told_why_nothing_can_be_said(open_page, tmp_path, part: str) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with writing(url) as connection:
        for table, row in (
            ("import", {"import_id": 1, "file_name": "x", "sha256": "x", "byte_count": 0, "source": "promotion_rule",
                        "subject": "promotion_rule", "status": "kept", "started_at": "", "is_example": 0,
                        "edition": "1"}),
            ("programme", {"programme_code": "A", "programme_name": "A", "kind": "payment_promotion", "import_id": 1}),
            ("promotion_rule", {"programme_code": "A", "rule_code": "1", "starts_day": 20240401, "import_id": 1}),
        ):  # fmt: skip
            connection.execute(insert(metadata.tables[table]).values(**row))
    at = open_page("promotions", url, lang="en", show_promotion=part)
    assert not at.exception and not at.error
    text = said(at)
    assert "The effect against similar markets cannot be told. No end of the promotion is told" in text
    assert "from 1 April 2024, no end told" in text
