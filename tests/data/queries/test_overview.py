"""The state of a place, and what changed most."""

import pytest
from sqlalchemy import Connection

from data.choice import Choice
from data.queries import overview
from tests.data.queries import twin
from tests.data.queries.choices import CHOICES
from tests.data.queries.comparing import plain, same_rows
from tests.data.queries.small_store import Small

every_choice = pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES.keys())
LATEST = (
    "amount_krw",
    "digital_amount_krw",
    "foreign_amount_krw",
    "transaction_count",
    "matched_amount_krw",
    "matched_previous_amount_krw",
    "counted_amount_krw",
)


@every_choice
def test_the_state_is_one_row_of_register_and_latest_month(
    connection: Connection, small: Small, choice: Choice
) -> None:
    found = overview.state(connection, choice)
    assert len(found) == 1
    row = {name: plain(value) for name, value in found.iloc[0].items()}
    listed = [market for market in twin.chosen_markets(small, choice) if market["is_listed"]]
    assert row["market_count"] == len(listed)
    assert row["store_count"] == twin.added(market["store_count"] for market in listed)
    paid = twin.market_months(small, choice.but(methods=()))
    with_rows = {one["market_id"] for one in paid if one["amount_krw"] is not None}
    assert (row["market_with_rows_count"] or 0) == len(with_rows & {market["market_id"] for market in listed})
    months = [one for one in twin.grouped(twin.market_months(small, choice), "month") if one["amount_krw"] is not None]
    assert row["latest_month"] == (months[-1]["month"] if months else None)
    for name in LATEST if months and not choice.methods else ():
        assert row[name] == months[-1][name], name


@every_choice
def test_the_month_before_is_compared_over_the_same_markets_and_methods(
    connection: Connection, small: Small, choice: Choice
) -> None:
    row = {name: plain(value) for name, value in overview.state(connection, choice).iloc[0].items()}
    latest = [c for c in twin.within(twin.payment_cells(small), small, choice) if c["month"] == row["latest_month"]]
    both = [cell for cell in latest if cell["month_before"] is not None]
    assert row["month_matched_amount_krw"] == twin.added(cell["amount_krw"] for cell in both)
    assert row["month_before_amount_krw"] == twin.added(cell["month_before"] for cell in both)


@every_choice
def test_the_biggest_changes_come_first_and_compare_like_with_like(
    connection: Connection, small: Small, choice: Choice
) -> None:
    narrowed = choice
    if choice.start is None:
        rows = twin.grouped(twin.market_months(small, choice), "month")
        months = [row["month"] for row in rows if row["amount_krw"] is not None]
        narrowed = choice.but(start=twin.months_earlier(max(months), 11)) if months else choice
    expected = []
    for row in twin.grouped(twin.market_months(small, narrowed), "market_id"):
        now, before = row["matched_amount_krw"], row["matched_previous_amount_krw"]
        share = twin.change(row["amount_krw"], now, before)
        if share is not None and now is not None and before is not None:
            expected.append(
                {
                    "market_id": row["market_id"],
                    "amount_krw": now,
                    "previous_amount_krw": before,
                    "change_krw": now - before,
                    "change_share": share,
                }
            )
    expected.sort(key=lambda row: (-abs(row["change_krw"]), row["market_id"]))
    same_rows(
        overview.biggest_changes(connection, choice),
        expected[:20],
        "market_id",
        "amount_krw",
        "previous_amount_krw",
        "change_krw",
        "change_share",
    )
