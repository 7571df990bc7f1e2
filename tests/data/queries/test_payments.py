"""Payments: SQL on summaries against slow Python on facts."""

import pytest
from sqlalchemy import Connection

from data.choice import Choice
from data.queries import payments
from tests.data.queries import twin
from tests.data.queries.choices import CHOICES
from tests.data.queries.comparing import same_rows
from tests.data.queries.small_store import Small

every_choice = pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES.keys())
UNTOLD_BY_METHOD = ("market_count", "store_count", "counted_amount_krw")


def totals(small: Small, choice: Choice, *keys: str) -> list[twin.Row]:
    """Market months added up; what summaries cannot tell by method is missing."""
    rows = twin.grouped(twin.market_months(small, choice), *keys)
    if choice.methods and choice.market_id is None:
        rows = [{**row, **dict.fromkeys(UNTOLD_BY_METHOD)} for row in rows]
    return rows


@every_choice
def test_amounts_by_method_are_the_facts_added_up(connection: Connection, small: Small, choice: Choice) -> None:
    same_rows(
        payments.monthly_by_method(connection, choice),
        twin.by_method(small, choice),
        "month",
        "method",
        "amount_krw",
        "transaction_count",
        "market_count",
        "ticketed_amount_krw",
        "matched_amount_krw",
        "matched_previous_amount_krw",
        "is_provisional",
    )


@every_choice
def test_totals_are_the_facts_added_up(connection: Connection, small: Small, choice: Choice) -> None:
    same_rows(
        payments.monthly_total(connection, choice),
        totals(small, choice, "month"),
        "month",
        "amount_krw",
        "digital_amount_krw",
        "foreign_amount_krw",
        "transaction_count",
        "market_count",
        "store_count",
        "counted_amount_krw",
        "ticketed_amount_krw",
        "foreign_base_amount_krw",
        "matched_amount_krw",
        "matched_previous_amount_krw",
        "is_provisional",
    )


@every_choice
def test_a_quarter_is_its_months_and_says_how_many_it_has(connection: Connection, small: Small, choice: Choice) -> None:
    months = twin.by_method(small, choice)
    for row in months:
        month = row["month"] // 100 % 100
        row["quarter"] = row["month"] - (month - 1) % 3 * 100
    expected = twin.grouped(months, "quarter", "number", "method")
    for row in expected:
        own = [one for one in months if (one["quarter"], one["method"]) == (row["quarter"], row["method"])]
        row["month_count"] = sum(one["amount_krw"] is not None for one in own)
    same_rows(
        payments.quarterly_by_method(connection, choice),
        expected,
        "quarter",
        "method",
        "amount_krw",
        "transaction_count",
        "month_count",
        "matched_amount_krw",
        "matched_previous_amount_krw",
        "is_provisional",
    )


@every_choice
def test_the_calendar_holds_the_totals_by_year_and_month(connection: Connection, small: Small, choice: Choice) -> None:
    expected = [
        {**row, "year": row["month"] // 10000, "month_of_year": row["month"] // 100 % 100}
        for row in totals(small, choice, "month")
    ]
    same_rows(
        payments.by_calendar_month(connection, choice),
        expected,
        "year",
        "month_of_year",
        "amount_krw",
        "market_count",
        "is_provisional",
    )


@every_choice
@pytest.mark.parametrize("by", [payments.by_region, payments.by_sigungu], ids=["by_region", "by_sigungu"])
def test_a_region_is_the_sum_of_its_markets(connection: Connection, small: Small, choice: Choice, by: object) -> None:
    wide = choice.but(market_id=None)
    nation = wide.sido is None and wide.sigungu is None
    code = "sido_code" if by is payments.by_region and nation else "sigungu_code"
    markets = [row for row in twin.market_months(small, wide) if row[code]]
    expected = twin.grouped(markets, code)
    for row in expected:
        own = {one["market_id"] for one in markets if one[code] == row[code] and one["amount_krw"] is not None}
        row["region_code"], row["level"] = row[code], code.removesuffix("_code")
        row["store_month_count"] = row["store_count"]
        row["market_count"] = len(own)
        row["store_count"] = twin.added(small.market(number)["store_count"] for number in own)
        _add_change(row)
        if wide.methods:
            row.update(dict.fromkeys(["counted_amount_krw", "store_month_count"]))
    same_rows(
        by(connection, choice),
        expected,
        "region_code",
        "level",
        "amount_krw",
        "previous_amount_krw",  # type: ignore[operator]
        "matched_amount_krw",
        "matched_previous_amount_krw",
        "change_share",
        "digital_amount_krw",
        "foreign_amount_krw",
        "foreign_base_amount_krw",
        "transaction_count",
        "ticketed_amount_krw",
        "market_count",
        "store_count",
        "counted_amount_krw",
        "store_month_count",
        "is_provisional",
    )


@every_choice
def test_a_market_is_the_sum_of_its_months(connection: Connection, small: Small, choice: Choice) -> None:
    months = twin.market_months(small, choice)
    expected = twin.grouped(months, "market_id")
    for row in expected:
        own = [one for one in months if one["market_id"] == row["market_id"]]
        row.update({k: v for k, v in small.market(row["market_id"]).items() if k != "is_listed"})
        row["months_reported"] = sum(one["amount_krw"] is not None for one in own)
        _add_change(row)
    same_rows(
        payments.by_market(connection, choice),
        expected,
        "market_id",
        "market_name",
        "kind",
        "sido_code",
        "sigungu_code",
        "lat",
        "lon",
        "store_count",
        "amount_krw",
        "previous_amount_krw",
        "digital_amount_krw",
        "foreign_amount_krw",
        "transaction_count",
        "months_reported",
        "change_share",
        "is_provisional",
    )


def _add_change(row: twin.Row) -> None:
    now, before = row["matched_amount_krw"], row["matched_previous_amount_krw"]
    row["previous_amount_krw"] = before if now is not None and now == row["amount_krw"] else None
    row["change_share"] = twin.change(row["amount_krw"], now, before)


def test_a_new_reporter_is_no_growth(connection: Connection) -> None:
    rows = payments.monthly_by_method(connection, Choice(start=20230601, end=20240501))
    voucher = rows[rows["method"] == "local_voucher"]
    assert voucher["amount_krw"].notna().any()
    assert voucher["matched_previous_amount_krw"].isna().all()


def test_names_are_those_of_the_end_of_the_choice(connection: Connection) -> None:
    def name(end: int) -> str:
        rows = payments.by_region(connection, Choice(start=20230101, end=end)).set_index("region_code")
        return str(rows.at["51", "region_name_ko"])

    assert name(20240801) == "Gangwon State"
    assert name(20230301) == "Gangwon State", "a code without a name then keeps its nearest name"
    cities = payments.by_region(connection, Choice(sido="29", end=20231201)).set_index("region_code")
    assert cities.at["29110", "region_name_ko"] == "Dong-gu (old)"
