"""Foreign payments of a market: a sum of which a part is missing is none."""

from dataclasses import replace

import pandas as pd

from components.charts.tourists import foreign_trend, months_in_part
from components.text import translator
from tests.components.answers import answer


def test_a_month_of_which_a_wallet_is_not_told_is_no_sum() -> None:
    months = pd.date_range("2024-05-01", periods=5, freq="MS")
    told = {0: "ab", 1: "ab", 2: "a", 3: "ab", 4: "b"}  # one is missing in July, one not there yet in September
    rows = [{"month": months[at], "wallet": one, "amount_krw": 5} for at, names in told.items() for one in names]
    assert months_in_part(pd.DataFrame(rows)) == [months[2], months[4]]
    begun = pd.DataFrame([row for row in rows if (row["month"], row["wallet"]) != (months[0], "b")])
    assert months[1] not in months_in_part(begun), "a wallet that begins is missing nowhere"


def test_such_a_month_is_left_out_of_the_line_and_named() -> None:
    whole = answer("foreign_trend")
    hole = whole.rows["month"].iloc[-2]
    wallets = pd.DataFrame([
        {"month": one, "wallet": wallet, "amount_krw": 1}
        for one in whole.rows["month"] for wallet in "ab" if (one, wallet) != (hole, "b")
    ])  # fmt: skip
    made = foreign_trend(whole, translator("en"), wallets=replace(whole, rows=wallets))
    there = made.rows.set_index("month")["foreign_amount_krw"]
    assert pd.isna(there[hole]) and there.drop(hole).notna().sum() == whole.rows["foreign_amount_krw"].notna().sum() - 1
    assert any("no sum and are left out" in note for note in made.notes)
    assert not any("left out" in note for note in foreign_trend(whole, translator("en")).notes)
