"""Under every figure stand the files that hold its rows, and no others."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from data.choice import Choice
from data.models import metadata
from data.queries import answer
from data.queries.provenance import behind
from data.store import reading, store_version, writing
from tests.data.queries.small_store import GWANGJU, JEJU, REGISTER, SECOND_JEJU, STORES, Small, make
from tests.stores import new_store

PAYMENT = ("payment",)


def imports_of(connection: Connection, subjects: tuple[str, ...], choice: Choice) -> set[int]:
    """Numbers of all imports named."""
    return {number for note in behind(connection, subjects, choice) for number in note.import_ids}


@pytest.mark.parametrize("question", ["payments.monthly_total", "payments.by_sigungu", "tourists.monthly_by_wallet"])
@pytest.mark.parametrize(
    "choice",
    [
        Choice(sido="50"),
        Choice(sido="50", sigungu="50130"),
        Choice(sido="50", start=20240101),
        Choice(market_id=5),
    ],
)
def test_a_figure_of_jeju_never_lists_a_file_of_gwangju(connection: Connection, question: str, choice: Choice) -> None:
    named = {number for note in answer(connection, question, choice).sources for number in note.import_ids}
    assert named <= {JEJU, SECOND_JEJU}
    assert named or question.startswith("tourists")


def test_a_figure_of_the_nation_lists_all_files_that_hold_rows(connection: Connection) -> None:
    assert imports_of(connection, PAYMENT, Choice()) == {JEJU, GWANGJU, REGISTER, SECOND_JEJU}


def test_the_files_named_are_those_of_the_months_and_markets_shown(connection: Connection, small: Small) -> None:
    choice = Choice(market_id=4, start=20240401, end=20240401)
    shown = [p for p in small.payments if p["market_id"] == 4 and p["day"] // 100 == 202404]
    monthly = {p["method"] for p in shown if p["grain"] == 2}
    counted = {p["import_id"] for p in shown if p["grain"] == 2 or p["method"] not in monthly}
    assert imports_of(connection, PAYMENT, choice) <= counted
    assert imports_of(connection, PAYMENT, Choice(start=20100101, end=20101201)) == set()


def test_one_source_is_one_note_with_its_newest_edition_and_all_its_files(connection: Connection) -> None:
    (note,) = behind(connection, PAYMENT, Choice(sido="50"))
    assert note.import_ids == (JEJU, SECOND_JEJU)
    assert (note.source, note.edition, note.loaded_on) == ("payment_jeju", "2024-04-01", "2024-07-04")
    assert (note.first_month, note.last_month) == (20220701, 20240801)
    assert note.editions[0] == note.edition and len(note.editions) == len({*note.editions})


def test_a_source_without_a_description_is_named_by_its_name(connection: Connection) -> None:
    (note,) = behind(connection, PAYMENT, Choice(sido="29"))
    assert note.title_ko == note.title_en == "payment_gwangju"


def test_registers_stores_figures_and_shapes_have_sources_too(connection: Connection) -> None:
    assert imports_of(connection, ("market",), Choice(sido="50")) == {REGISTER}
    assert imports_of(connection, ("market_facility",), Choice(market_id=1)) == {REGISTER}
    assert imports_of(connection, ("market_facility",), Choice(market_id=2)) == set()
    assert imports_of(connection, ("store",), Choice(sido="50")) == {STORES}
    assert imports_of(connection, ("store",), Choice(sido="29")) == set()
    assert imports_of(connection, ("figure:foreign_card_spending",), Choice()) == {REGISTER}
    assert imports_of(connection, ("figure:something_else",), Choice()) == set()
    assert imports_of(connection, ("figure:visitor_arrivals/country",), Choice()) == {REGISTER}
    assert imports_of(connection, ("figure:visitor_arrivals/age",), Choice()) == {JEJU}
    assert imports_of(connection, ("boundary",), Choice()) == {REGISTER}


def test_example_data_says_so_in_every_answer(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = new_store(tmp_path_factory.mktemp("example") / "markets.sqlite")
    make(url)
    with writing(url) as connection:
        connection.execute(metadata.tables["import"].update().values(is_example=1))
    with reading(url) as connection:
        found = answer(connection, "payments.monthly_total")
    assert found.is_example and all(note.is_example for note in found.sources)
    assert found.store_version == store_version(url)


def test_a_register_of_which_only_former_markets_are_left_stands_behind_no_figure(tmp_path: Path) -> None:
    url = new_store(tmp_path / "former.sqlite")
    make(url)
    with writing(url) as connection:
        connection.execute(text("UPDATE market SET import_id = :now"), {"now": STORES})
        connection.execute(text("DELETE FROM payment_month WHERE market_id = 5"))
        connection.execute(text("DELETE FROM foreign_month WHERE market_id = 5"))
        former = text("UPDATE market SET import_id = :then, is_listed = 0 WHERE market_id = 5")
        connection.execute(former, {"then": REGISTER})
    with reading(url) as connection:
        assert imports_of(connection, ("market",), Choice()) == {STORES}
        assert imports_of(connection, ("market",), Choice(market_id=5)) == {REGISTER}
