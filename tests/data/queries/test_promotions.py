"""Promotions, who took part, and their months, against plain Python over the same rows."""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Connection, insert

from data.choice import Choice
from data.models import metadata
from data.queries import answer
from data.store import reading, writing
from tests.data.queries.small_store import make
from tests.data.queries.twin import added
from tests.stores import new_store

AMONG = (3, 6, 9)
MONTHS = {"start": 20230901, "end": 20240501}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Connection, object]]:
    """The small store with three programmes: one names markets, one a shop only, one has no discount."""
    url = new_store(tmp_path_factory.mktemp("promotions") / "markets.sqlite")
    small = make(url)
    with writing(url) as connection:
        for code in ("A", "B", "C"):
            _put(connection, "programme", programme_code=code, programme_name=f"name {code}", kind="payment_promotion")
        _put(connection, "promotion_rule", programme_code="A", rule_code="1", starts_day=20240401, ends_day=20240531,
             discount_rate=0.5, wallets="alipay_plus", base_month=20240301)  # fmt: skip
        _put(connection, "promotion_rule", programme_code="B", rule_code="1", starts_day=20240601)
        for code, kind, market in (("A", "market", 3), ("A", "market", 6), ("B", "store", 1), ("C", "market", 2)):
            _put(connection, "participation", programme_code=code, participant_kind=kind, market_id=market,
                 participant_name=f"{kind} {market}", joined_day=20240401)  # fmt: skip
    with reading(url) as connection:
        yield connection, small


def _put(connection: Connection, table: str, **row: object) -> None:
    connection.execute(insert(metadata.tables[table]).values(import_id=1, **row))


def test_promotions_stand_newest_first_and_one_without_an_end_has_none(made) -> None:
    rows = answer(made[0], "promotions.listed").rows
    assert list(rows["programme_code"]) == ["B", "A"]
    assert pd.isna(rows["ends_day"].iloc[0]) and rows["discount_share"].iloc[1] == 0.5
    assert rows["base_month"].iloc[1] == pd.Timestamp("2024-03-01") and pd.isna(rows["base_month"].iloc[0])
    assert list(answer(made[0], "promotions.listed", Choice(programme="A")).rows["programme_code"]) == ["A"]


def test_only_markets_of_programmes_with_a_discount_took_part_in_one(made) -> None:
    rows = answer(made[0], "promotions.taking_part").rows
    assert list(zip(rows["programme_code"], rows["market_id"], strict=True)) == [("A", 3), ("A", 6)]
    assert list(rows["joined_day"]) == [20240401, 20240401]


def test_a_promotion_names_the_files_behind_it(made) -> None:
    assert answer(made[0], "promotions.listed").sources


def test_months_by_wallet_are_the_sums_over_countries(made) -> None:
    connection, small = made
    rows = answer(connection, "promotions.by_wallet", Choice(among=AMONG, **MONTHS)).rows
    told: dict[tuple[int, int, int], list[int | None]] = {}
    for row in small.foreign:  # type: ignore[attr-defined]
        if row["market_id"] in AMONG and MONTHS["start"] <= row["day"] <= MONTHS["end"]:
            told.setdefault((row["market_id"], row["day"], row["wallet"]), []).append(row["amount_krw"])
    words = {"alipay_plus": 1, "wechat_pay": 2, "unionpay": 3, "foreign_card": 4, "other": 5}
    ours = {
        (int(row.market_id), int(f"{row.month:%Y%m%d}"), words[row.wallet]):
            None if pd.isna(row.amount_krw) else int(row.amount_krw)
        for row in rows.itertuples()
    }  # fmt: skip
    assert ours == {key: added(values) for key, values in told.items()} and ours


def test_months_by_method_are_those_of_the_page_of_payments(made) -> None:
    rows = answer(made[0], "promotions.by_method", Choice(among=AMONG, **MONTHS)).rows
    assert set(rows["market_id"]) == set(AMONG)
    for market in AMONG:
        known = answer(made[0], "payments.monthly_by_method", Choice(market_id=market, **MONTHS)).rows
        own = rows[(rows["market_id"] == market).to_numpy()]
        key = ["month", "method"]
        pd.testing.assert_frame_equal(
            own.sort_values(key)[[*key, "amount_krw"]].reset_index(drop=True),
            known.sort_values(key)[[*key, "amount_krw"]].reset_index(drop=True),
        )


def test_places_are_those_of_the_listed_markets(made) -> None:
    connection, small = made
    rows = answer(connection, "promotions.places").rows
    assert set(rows["market_id"]) == {m["market_id"] for m in small.markets if m["is_listed"]}  # type: ignore[attr-defined]


def test_markets_looked_at_together_are_written_in_an_address_and_read_again() -> None:
    words = Choice(among=AMONG).as_text()
    assert words == {"among": "3,6,9"} and Choice.from_text(**words) == Choice(among=AMONG)
