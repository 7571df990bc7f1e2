"""Forms are made from the templates: every column has a field, whatever is hidden comes back, and numbers are told."""

import pytest

from components.text import LANGUAGES, translator
from components.ui.forms import parts
from components.ui.forms.fields import understood
from components.ui.forms.sheet import _parts
from components.ui.forms.vague import in_words
from data.importing.entering import FORMS, MARKET, form_names, key_of, read
from data.importing.spellings import code_names
from data.sources import sources

KO = translator("ko")
NAMES = form_names(sources())


def test_every_source_that_should_have_a_form_has_one() -> None:
    assert list(FORMS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_one_field_and_its_form_has_words(name: str) -> None:
    source = sources()[name]
    shown = [column for part in _parts(source) for column in part]
    assert len(shown) == len(set(shown))
    assert set(source.columns) - set(shown) <= set(MARKET)
    for lang in LANGUAGES:
        assert all(translator(lang)(f"entry.{kind}_{name}") for kind in ("form", "new", "edit"))


@pytest.mark.parametrize("name", NAMES)
def test_what_says_which_row_it_is_can_be_typed(name: str) -> None:
    assert set(key_of(sources()[name])) <= set(sources()[name].columns)


@pytest.mark.parametrize("name", list(parts.told()))
def test_fields_are_hidden_by_codes_and_columns_that_are_there(name: str) -> None:
    source = sources()[name]
    for chooser, by_code in parts.told()[name].items():
        assert set(by_code) == set(code_names(source.columns[chooser].codes))
        assert {column for columns in by_code.values() for column in columns} <= set(source.columns)


def test_a_field_that_holds_something_is_never_hidden() -> None:
    event = sources()["event"]
    assert "issued_count" in parts.hidden(event, {"kind": "교육"})
    assert "issued_count" not in parts.hidden(event, {"kind": "교육", "issued_count": "3"})
    assert "attendee_count" not in parts.hidden(event, {"kind": "교육"})


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        ("planned_krw", "10억", "1,000,000,000원 (10억 원)"),
        ("planned_krw", "1억 2,500만원", "125,000,000원 (1억 2,500만 원)"),
        ("planned_krw", "십억", None),
        ("discount_rate", "50%", "50.0%"),
        ("discount_rate", "0.5", "50.0%"),
        ("discount_rate", "1.5", None),  # asked about
        ("discount_rate", "150%", None),
        ("published_day", "2024.7.3", "2024년 7월 3일"),
        ("published_day", "2024-07-03", None),
        ("published_day", "2024-02-30", None),
    ],
)
def test_what_was_understood_is_told_where_it_is_not_plain(column: str, typed: str, told: str | None) -> None:
    texts = {"programme_code": "a", "funder": "b", column: typed}
    name = "promotion_rule" if column == "discount_rate" else "programme_budget"
    trial = read(name, texts)
    assert understood(sources()[name].columns[column], typed, trial, KO) == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("30여", "30–39"),
        ("629%", None),
        ("2,100만원", "21,000,000"),
        ("최소 5명", "5 이상"),
        ("많음", None),
        ("", None),
    ],
)
def test_a_number_as_it_was_written_is_told_as_its_interval(typed: str, told: str | None) -> None:
    assert in_words(typed, KO) == told
