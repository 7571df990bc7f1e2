"""The glossary names every term that the store, the files and the screens use."""

import csv
from pathlib import Path

import pytest

from components.text.translator import words
from data.codes import Grain, Level, MarketKind, PaymentMethod, SalesChannel, Wallet
from data.glossary import glossary, term
from data.sources import sources

TERMS = set(glossary()["identifier"])


LISTS = [PaymentMethod, Wallet, SalesChannel, MarketKind, Level]


@pytest.mark.parametrize("codes", LISTS, ids=lambda codes: codes.__name__)
def test_every_member_of_a_closed_list_is_a_term(codes: type) -> None:
    assert {str(code) for code in codes} <= TERMS
    assert {grain.name.lower() for grain in Grain} <= TERMS


def test_every_measure_and_facility_of_the_sources_is_a_term() -> None:
    options = [source.options for source in sources().values()]
    measures = {figure["measure"] for told in options for figure in told.get("figures", ()) if isinstance(figure, dict)}
    facilities = {name for told in options for name in told.get("facilities", ())}
    assert measures and facilities
    assert (measures | facilities) - TERMS == set()


def test_a_term_stands_once_and_in_both_languages() -> None:
    rows = glossary()
    assert rows["identifier"].is_unique
    for column in ("korean", "english", "meaning_ko", "meaning_en"):
        assert (rows[column].str.strip() == rows[column]).all() and (rows[column] != "").all()


@pytest.mark.parametrize("group", ["method", "wallet"])
def test_the_screen_uses_the_words_of_the_glossary(group: str) -> None:
    for key, said in words().items():
        if key.startswith(f"{group}."):
            assert said["ko"] == term(key.split(".")[1], "ko"), key


def test_a_term_that_is_not_there_is_shown_as_it_is() -> None:
    assert term("card", "en") == "Card" and term("card", "ko") != "Card"
    assert term("no_such_term", "ko") == "no_such_term"


def test_the_file_is_plain_csv_with_six_cells_in_every_row() -> None:
    path = Path("data/glossary.csv")
    with path.open(encoding="utf-8", newline="") as file:
        assert {len(row) for row in csv.reader(file)} == {6}
