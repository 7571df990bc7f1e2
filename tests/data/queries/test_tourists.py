"""What foreign visitors spend: SQL on summaries against slow Python on facts."""

from collections import defaultdict
from typing import Any

import pytest
from sqlalchemy import Connection

from data.choice import Choice
from data.codes import Wallet
from data.queries import tourists
from tests.data.queries import twin
from tests.data.queries.choices import CHOICES
from tests.data.queries.comparing import same_rows
from tests.data.queries.small_store import Small

every_choice = pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES.keys())


def by_part(small: Small, choice: Choice, part: str) -> list[twin.Row]:
    """Foreign cells added up by month and part."""
    groups: dict[Any, list[twin.Row]] = defaultdict(list)
    for cell in twin.within(twin.foreign_cells(small), small, choice):
        groups[cell["month"], cell[part]].append(cell)
    return [
        {
            "month": month,
            "country": value,
            "wallet": Wallet.of(value).value if part == "wallet" else "",
            "amount_krw": twin.added(c["amount_krw"] for c in same),
            "transaction_count": twin.added(c["transaction_count"] for c in same),
            "is_provisional": any(c["is_provisional"] for c in same),
        }
        for (month, value), same in sorted(groups.items())
    ]


@every_choice
def test_wallets_are_the_facts_added_up(connection: Connection, small: Small, choice: Choice) -> None:
    same_rows(
        tourists.monthly_by_wallet(connection, choice),
        by_part(small, choice, "wallet"),
        "month",
        "wallet",
        "amount_krw",
        "transaction_count",
        "is_provisional",
    )


@every_choice
def test_countries_are_the_facts_added_up(connection: Connection, small: Small, choice: Choice) -> None:
    same_rows(
        tourists.monthly_by_country(connection, choice),
        by_part(small, choice, "country"),
        "month",
        "country",
        "amount_krw",
        "transaction_count",
        "is_provisional",
    )


@every_choice
def test_foreign_payments_stand_beside_all_payments(connection: Connection, small: Small, choice: Choice) -> None:
    expected = twin.grouped(twin.market_months(small, choice.but(methods=())), "month")
    same_rows(
        tourists.monthly_total(connection, choice),
        expected,
        "month",
        "foreign_amount_krw",
        "foreign_base_amount_krw",
        "foreign_transaction_count",
        "matched_foreign_amount_krw",
        "matched_previous_foreign_amount_krw",
        "amount_krw",
        "foreign_market_count",
        "is_provisional",
    )


@every_choice
def test_markets_without_foreign_payments_are_not_listed(connection: Connection, small: Small, choice: Choice) -> None:
    rows = twin.grouped(twin.market_months(small, choice.but(methods=())), "market_id")
    expected = [row for row in rows if row["foreign_amount_krw"] is not None]
    for row in expected:
        base = row["foreign_base_amount_krw"]
        row["foreign_share"] = row["foreign_amount_krw"] / base if base else None
        row["change_share"] = twin.change(
            row["foreign_amount_krw"], row["matched_foreign_amount_krw"], row["matched_previous_foreign_amount_krw"]
        )
    same_rows(
        tourists.by_market(connection, choice),
        expected,
        "market_id",
        "foreign_amount_krw",
        "foreign_base_amount_krw",
        "foreign_transaction_count",
        "amount_krw",
        "foreign_share",
        "change_share",
        "is_provisional",
    )


def test_published_spending_keeps_what_the_publisher_does_not_tell(connection: Connection) -> None:
    rows = tourists.spending_by_sido(connection, Choice())
    same_rows(
        rows,
        [
            {"region_code": "29", "name_ko": "Gwangju", "month": 20240101, "amount_krw": None},
            {"region_code": "50", "name_ko": "Jeju", "month": 20240101, "amount_krw": 5000},
            {"region_code": "50", "name_ko": "Jeju", "month": 20240201, "amount_krw": 7000},
        ],
        "region_code",
        "name_ko",
        "month",
        "amount_krw",
    )
    assert set(tourists.spending_by_sido(connection, Choice(sido="29"))["region_code"]) == {"29"}


def test_arrivals_of_a_country_do_not_count_its_age_bands_again(connection: Connection) -> None:
    same_rows(
        tourists.arrivals_by_country(connection, Choice()),
        [
            {"month": 20240101, "country": "CN", "visitor_count": 900},
            {"month": 20240101, "country": "JP", "visitor_count": 800},
        ],
        "month",
        "country",
        "visitor_count",
    )
