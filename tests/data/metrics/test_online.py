"""Online share and buyers who came again, by hand."""

import pandas as pd
import pytest

from data.metrics.online import online_share, repeat_share
from data.metrics.reading import Caution, Why


def markets(*rows: tuple[object, ...]) -> pd.DataFrame:
    """opened, told, online won, paid won."""
    names = ["opened_count", "told_count", "online_krw", "paid_krw"]
    return pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names, "Int64"))


def buyers(*rows: tuple[object, ...]) -> pd.DataFrame:
    """opened on, buyers, those who came again."""
    made = pd.DataFrame(rows, columns=["opened_on", "buyer_count", "repeat_buyer_count"])
    made["opened_on"] = pd.to_datetime(made["opened_on"])
    return made.astype({"buyer_count": "Int64", "repeat_buyer_count": "Int64"})


def test_online_over_online_and_paid_of_markets_that_tell_both_in_full() -> None:
    read = online_share(markets((2, 2, 10, 90), (1, 1, 30, 270)))
    assert read.value == pytest.approx(40 / 400) and read.caution is None


# the last tells every channel, and its sales are hidden because one store dominates them
@pytest.mark.parametrize("other", [(2, 1, 999, 10), (1, 1, 999, None), (1, 0, None, 10), (2, 2, None, 10)])
def test_a_market_not_told_in_full_is_left_out_and_said_so(other: tuple[object, ...]) -> None:
    read = online_share(markets((2, 2, 10, 90), other))
    assert read.value == pytest.approx(0.1) and read.caution is Caution.MARKETS_LEFT_OUT
    alone = online_share(markets(other))
    assert (alone.value, alone.reason) == (None, Why.NOT_REPORTED)


def test_nothing_sold_online_is_zero_and_nothing_open_is_no_share() -> None:
    assert online_share(markets((1, 1, 0, 90))).value == 0
    assert online_share(markets((0, 0, None, 90))).reason is Why.BASE_ZERO
    assert online_share(markets()).reason is Why.NO_ROWS


def test_repeat_buyers_over_buyers_of_stores_that_tell_both() -> None:
    read = repeat_share(buyers(("2024-01-01", 10, 4), ("2024-01-01", 30, 6)))
    assert read.value == pytest.approx(0.25) and read.caution is None
    some = repeat_share(buyers(("2024-01-01", 10, 4), ("2024-01-01", 30, None), (None, 5, 5)))
    assert some.value == pytest.approx(0.4) and some.caution is Caution.STORES_LEFT_OUT


def test_no_buyer_is_no_share() -> None:
    assert repeat_share(buyers(("2024-01-01", 0, 0))).reason is Why.BASE_ZERO
    assert repeat_share(buyers(("2024-01-01", None, None))).reason is Why.NOT_REPORTED
