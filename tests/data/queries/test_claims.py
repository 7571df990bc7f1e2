"""Claims of a place or programme, and the rows behind them, against slow obvious sums over the facts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from data import queries
from data.choice import Choice
from data.codes import PaymentMethod, Wallet
from data.store import reading, writing
from tests.data import facts
from tests.data.queries.small_store import Small, make
from tests.stores import new_store

FIRST, LAST = 20230301, 20230501
BLANK = {
    "programme_code": "", "topic": "", "text": "t", "value_text": "", "kind": "growth", "unit": "", "base_text": "",
    "scope": "", "givens": "", "measure": "foreign_amount", "market_id": None, "sido_code": "", "method": "",
    "wallet": "", "start_month": FIRST, "end_month": LAST, "base_start_month": None, "base_end_month": None, "note": "",
    "source": "", "published_day": 20240502, "qualifier": "", "import_id": 900,
}  # fmt: skip
CLAIMS = {
    "market": {"market_id": 1, "sido_code": "50"},
    "wallet": {"market_id": 1, "wallet": "wechat_pay"},
    "paid": {"market_id": 2, "measure": "payment_amount", "method": "card"},
    "count": {"market_id": 2, "measure": "payment_count"},
    "province": {"sido_code": "50", "measure": "payment_amount"},
    "nation": {"measure": "payment_amount"},
    "programme": {"programme_code": "P1", "measure": "foreign_amount"},
    "team": {"programme_code": "P1", "measure": "participating_teams"},
    "unknown": {"programme_code": "P9", "measure": "foreign_amount"},
    "words": {"measure": ""},
}


@pytest.fixture(scope="module")
def small_with_claims(tmp_path_factory: pytest.TempPathFactory) -> tuple[Small, str]:
    url = new_store(Path(tmp_path_factory.mktemp("claims")) / "markets.sqlite")
    small = make(url)
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(900, "claim")])
        programme = {"programme_code": "P1", "programme_name": "p", "kind": "k", "sido_code": "50", "import_id": 900}
        facts.put(connection, "programme", [programme])
        part = {"programme_code": "P1", "import_id": 900}
        facts.put(
            connection,
            "participation",
            [{**part, "participant_kind": "market", "participant_name": f"m{at}", "market_id": at} for at in (1, 6)]
            + [{**part, "participant_kind": "team", "participant_name": name, "market_id": None} for name in "abc"],
        )
        facts.put(connection, "claim", [{**BLANK, "claim_code": code, **told} for code, told in CLAIMS.items()])
    return small, url


@pytest.fixture
def opened(small_with_claims: tuple[Small, str]) -> Iterator[Connection]:
    with reading(small_with_claims[1]) as connection:
        yield connection


def codes(connection: Connection, **choice: Any) -> set[str]:
    return set(queries.answer(connection, "claims.register", Choice(**choice)).rows["claim_code"])


def sums(connection: Connection, code: str, column: str) -> dict[int, int]:
    rows = queries.answer(connection, "claims.behind", Choice()).rows
    told = rows[(rows["claim_code"] == code) & rows[column].notna()]
    return {int(f"{month:%Y%m%d}"): int(value) for month, value in zip(told["month"], told[column], strict=True)}


def slow(facts_of: list[dict[str, Any]], column: str, **only: Any) -> dict[int, int]:
    """Sum by month of rows that tell it; days and months of one key are kept apart by the store's own rule."""
    found: dict[int, int] = {}
    for row in facts_of:
        month = row["day"] // 100 * 100 + 1
        wanted = all(row[name] in value for name, value in only.items())
        if row["grain"] == 2 and wanted and FIRST <= month <= LAST and row[column] is not None:
            found[month] = found.get(month, 0) + row[column]
    return found


def test_a_place_has_the_claims_that_name_it_and_those_of_its_programmes(opened: Connection) -> None:
    assert codes(opened) == set(CLAIMS)
    assert codes(opened, programme="P1") == {"programme", "team"}
    assert codes(opened, sido="50") >= {"market", "province", "programme", "team"}
    assert not codes(opened, sido="29") & {"market", "province", "unknown", "nation"}
    assert "market" in codes(opened, market_id=1) and "paid" not in codes(opened, market_id=1)


def test_days_and_months_of_the_register_are_dates_and_unknown_programmes_have_no_name(opened: Connection) -> None:
    rows = queries.answer(opened, "claims.register", Choice()).rows.set_index("claim_code")
    assert f"{rows.loc['market', 'published_on']:%Y-%m-%d}" == "2024-05-02"
    assert f"{rows.loc['market', 'start_month']:%Y-%m}" == "2023-03"
    assert (rows.loc["programme", "programme_name"], rows.loc["unknown", "programme_name"]) == ("p", "")
    assert rows.loc["province", "sido_name_ko"]


@pytest.mark.parametrize(
    ("code", "table", "column", "only"),
    [
        ("market", "foreign", "amount_krw", {"market_id": [1]}),
        ("wallet", "foreign", "amount_krw", {"market_id": [1], "wallet": [Wallet("wechat_pay").number]}),
        ("programme", "foreign", "amount_krw", {"market_id": [1, 6]}),
    ],
)
def test_the_rows_behind_a_claim_add_up(
    small_with_claims: tuple[Small, str], opened: Connection, code: str, table: str, column: str, only: dict[str, Any]
) -> None:
    told = getattr(small_with_claims[0], table)
    markets = set(only["market_id"])
    assert all(row["grain"] == 2 for row in told if row["market_id"] in markets and FIRST <= row["day"] <= LAST + 30)
    assert sums(opened, code, column) == slow(told, column, **only)


def test_regions_come_from_their_sums_and_equal_the_known_questions(opened: Connection) -> None:
    card = Choice(market_id=2, methods=(PaymentMethod.CARD,))
    for code, choice in (("province", Choice(sido="50")), ("nation", Choice()), ("paid", card)):
        rows = queries.answer(opened, "payments.monthly_total", choice.but(start=FIRST, end=LAST)).rows
        told = rows[rows["amount_krw"].notna()]
        assert sums(opened, code, "amount_krw") == {
            int(f"{month:%Y%m%d}"): int(amount) for month, amount in zip(told["month"], told["amount_krw"], strict=True)
        }


def test_participants_are_counted_and_markets_of_a_programme_expected(opened: Connection) -> None:
    rows = queries.answer(opened, "claims.behind", Choice()).rows
    team = rows[rows["claim_code"] == "team"]
    assert (list(team["side"]), list(team["counted_count"])) == (["counted"], [3])
    assert set(rows.loc[rows["claim_code"] == "programme", "expected_market_count"]) <= {2}
    assert rows[rows["claim_code"].isin(["words", "unknown"])].empty


def test_a_claim_is_behind_its_own_source_line(opened: Connection) -> None:
    answer = queries.answer(opened, "claims.register", Choice())
    assert any(900 in note.import_ids for note in answer.sources)
