"""Twin: what the public is told of a store with payments of very small markets is what it is told of one that never had
them, by every question through every filter.
"""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Connection, text

from data.choice import Choice
from data.codes import Role
from data.disclosure import LOCAL_OFFICER, Viewer
from data.queries import answer, queries
from data.queries.claims import Asked, _rows_of
from data.queries.small_markets import left_out, too_small, without
from data.store import reading, writing
from data.summaries import rebuild
from tests.data.queries.choices import CHOICES
from tests.data.queries.small_store import make
from tests.stores import new_store

PUBLIC = Viewer(Role.PUBLIC)
SMALL = (3, 6)
OF_PAYMENTS = [name for name, one in queries().items() if {"payment", "foreign_payment"} & set(one.subjects)]
OFTEN = (
    "everything", "one year", "a province", "a city", "a kind in a province", "two methods in a province",
    "one market", "one market, one method", "a wallet", "a country in a province",
)  # fmt: skip
FILTERS = {**{name: CHOICES[name] for name in OFTEN}, "three markets": Choice(among=(2, 3, 4))}


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One with payments of markets of four stores, one in which nobody ever paid there."""
    folder = tmp_path_factory.mktemp("small_markets")
    urls = {name: new_store(folder / f"{name}.sqlite") for name in ("with", "never")}
    for name, url in urls.items():
        make(url)
        with writing(url) as connection:
            connection.execute(text("UPDATE market SET store_count = 4 WHERE market_id IN (3, 6)"))
            if name == "never":
                for table in ("payment", "foreign_payment"):
                    connection.execute(text(f"DELETE FROM {table} WHERE market_id IN (3, 6)"))
            rebuild(connection)
    return urls


@pytest.fixture(scope="module")
def both(stores: dict[str, str]) -> Iterator[tuple[Connection, Connection]]:
    with reading(stores["with"]) as one, reading(stores["never"]) as other:
        yield one, other


@pytest.mark.parametrize("question", OF_PAYMENTS)
def test_the_public_is_told_the_same_as_if_nobody_had_paid_there(
    both: tuple[Connection, Connection], question: str
) -> None:
    for choice in FILTERS.values():
        told, never = (answer(one, question, choice, PUBLIC) for one in both)
        pd.testing.assert_frame_equal(told.rows, never.rows)


@pytest.mark.parametrize("question", ["payments.monthly_total", "payments.by_market", "tourists.monthly_by_country"])
def test_the_office_is_told_of_them(both: tuple[Connection, Connection], question: str) -> None:
    told, never = (answer(one, question, Choice(), LOCAL_OFFICER) for one in both)
    assert not told.rows.equals(never.rows)
    assert told.small_market_count == 0


def test_an_association_sees_of_others_what_the_public_sees_and_its_own_from_three_shops_on(
    both: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    connection, _ = both
    assert too_small(connection, PUBLIC) == too_small(connection, Viewer(Role.ASSOCIATION, frozenset({1}))) == SMALL
    assert too_small(connection, Viewer(Role.ASSOCIATION, frozenset({3}))) == (6,)
    assert too_small(connection, Viewer(Role.OFFICER, frozenset({6}), "kim", frozenset({"50"}))) == (3,)
    monkeypatch.setenv("JANGTEO_RULES", "own=5")
    assert too_small(connection, Viewer(Role.ASSOCIATION, frozenset({3}))) == SMALL
    assert too_small(connection, Viewer(Role.OFFICER, frozenset({3}), "kim", frozenset({"50"}))) == (6,)
    assert too_small(connection, LOCAL_OFFICER) == ()


def test_how_many_are_left_out_is_told_of_the_place_asked(both: tuple[Connection, Connection]) -> None:
    connection, _ = both
    counts = {
        name: answer(connection, "payments.monthly_total", choice, PUBLIC).small_market_count
        for name, choice in {"nation": Choice(), "it": Choice(market_id=3), "another": Choice(market_id=1)}.items()
    }
    assert counts == {"nation": 2, "it": 1, "another": 0}


def test_the_connection_is_as_before_afterwards(both: tuple[Connection, Connection], stores: dict[str, str]) -> None:
    connection, _ = both
    before = answer(connection, "payments.by_market").rows
    answer(connection, "payments.by_market", Choice(), PUBLIC)
    assert left_out(connection) == ()
    pd.testing.assert_frame_equal(answer(connection, "payments.by_market").rows, before)


@pytest.mark.parametrize(("sido", "is_checked"), [("", False), ("29", False), ("51", True)])
def test_a_claim_about_a_place_with_such_a_market_is_not_checked_for_the_public(
    both: tuple[Connection, Connection], stores: dict[str, str], sido: str, is_checked: bool
) -> None:
    connection, _ = both
    small = connection.execute(text("SELECT DISTINCT sido_code FROM market WHERE market_id IN (3, 6)")).scalars().all()
    assert (sido == "" or sido in small) is not is_checked
    asked = Asked("C", "payment_amount", None, sido, "", "", "", 20240101, 20240301, None, None)
    with without(connection, SMALL):
        assert bool(_rows_of(connection, asked)) is is_checked
    assert _rows_of(connection, asked), "the office checks it"
