"""What holds for every kind of published number, present and future; and that no published case is typed in."""

import re
from pathlib import Path

import pytest

from components.text.translator import words
from data.importing.spellings import code_list, code_names, plain
from data.metrics import claims_formula as formulas
from data.metrics.claims_kinds import STANDINGS, Kind, kinds, told
from data.metrics.claims_said import _sentences
from data.metrics.claims_verdict import State
from data.queries.claims import COUNTED, PAID

ROOT = Path(__file__).resolve().parents[3]
every_kind = pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.key)
#: Numbers of the acceptance cases, as they might be typed into a program.
PUBLISHED = (
    "497.5", "1453.6", "1,453.6", "597.5", "1553.6", "15.536", "1370.6", "1186", "1120", "106000", "106_000", "50784",
    "50_784", "38.6", "70.6", "3,833", "2,810", "27.5", "629", "529", "41.8", "32.3", "4.975", "14.536",
)  # fmt: skip


@every_kind
def test_its_formulas_name_only_inputs_and_quantities_that_are_there(kind: Kind) -> None:
    known = set(told()["inputs"])
    formulas_of = [
        kind.formula, *(kind.routes.ways if kind.routes else ()),
        *(one.formula for one in (*kind.also, *kind.restated)),
        *(reading.formula for reading in kind.readings), *(one.against for one in kind.readings if one.against),
    ]  # fmt: skip
    for formula in filter(None, formulas_of):
        assert formulas.names(formula) <= known, formula


@every_kind
def test_each_name_stands_once_in_its_ways_so_that_intervals_are_exact(kind: Kind) -> None:
    for way in (*(kind.routes.ways if kind.routes else ()), kind.formula):
        found = re.findall(r"[a-z_]+", way)
        assert len(found) == len(set(found)), way


@every_kind
def test_its_readings_have_words_and_a_standing_and_one_is_what_the_words_say(kind: Kind) -> None:
    for reading in kind.readings:
        assert reading.standing in STANDINGS
        assert reading.key in _sentences()["reading"]
        if reading.standing == "mistaken" or reading.least or reading.said:
            assert reading.key in _sentences()["slip"], reading.key
    assert not kind.readings or any(reading.standing == "worded" for reading in kind.readings)
    assert all(one.key in _sentences()["also"] for one in kind.also)
    assert all(one.key in _sentences()["doubt"] for one in kind.doubts)


@every_kind
def test_it_can_be_chosen_in_a_file_and_has_a_name_on_the_screen(kind: Kind) -> None:
    assert kind.key in code_names("claim_kind")
    read = code_list("claim_kind")  # what stands on the screen can be copied into a file
    assert [read.get(plain(name)) for name in (kind.ko, kind.en)] == [kind.key, kind.key]
    assert set(words()[f"claim_kind.{kind.key}"]) == {"ko", "en"}


def test_every_unit_and_measure_of_a_file_is_known_to_the_engine() -> None:
    assert set(code_names("claim_unit")) <= set(told()["units"])
    assert set(code_names("claim_measure")) == {*PAID, *COUNTED, "visitors"}
    assert all(f"claim_measure.{code}" in words() for code in code_names("claim_measure"))


@pytest.mark.parametrize(("group", "key"), [(group, key) for group, members in _sentences().items() for key in members])
def test_a_sentence_is_there_in_both_languages_with_the_same_placeholders(group: str, key: str) -> None:
    said = _sentences()[group][key]
    assert set(said) == {"ko", "en"}
    assert set(re.findall(r"{(\w+)}", said["ko"])) == set(re.findall(r"{(\w+)}", said["en"]))


def test_states_have_words_in_the_engine_and_on_the_screen() -> None:
    for state in State:
        assert state.words.en == words()[f"claim_state.{state}"]["en"]
        assert str(state.words) == words()[f"claim_state.{state}"]["ko"]


def test_no_published_number_stands_in_the_program() -> None:
    """The cases are rows of a file; the engine knows none of them."""
    files = [
        *ROOT.glob("data/metrics/claims*"), *ROOT.glob("data/vague/*"), *ROOT.glob("data/queries/*.py"),
        *ROOT.glob("data/*.py"), *ROOT.glob("components/**/*.py"), *ROOT.glob("pages/*.py"),
    ]  # fmt: skip
    assert len(files) > 100
    for file in files:
        if file.name == "formatting.py":  # its table of examples
            continue
        text = file.read_text("utf-8") if file.is_file() and file.suffix in (".py", ".toml") else ""
        for number in PUBLISHED:
            assert not re.search(rf"(?<![\d.,_]){re.escape(number)}(?![\d])", text), (file.name, number)
