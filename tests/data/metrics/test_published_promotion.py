"""AC01 and AC02 out of the rows of the example store: nothing is typed in."""

import pytest

from data.choice import Choice
from data.metrics.tourists import foreign_index
from data.queries import answer
from data.store import reading
from tests.data.metrics.making import month


@pytest.mark.parametrize("market", ["동문재래시장", "서귀포매일올레시장"])
def test_the_published_growth_comes_out_of_the_example_rows(demo_store_url: str, market: str) -> None:
    with reading(demo_store_url) as connection:
        points = answer(connection, "markets.points", Choice(sido="50")).rows
        (market_id,) = points.loc[points["market_name"].str.contains(market), "market_id"]
        choice = Choice(market_id=int(market_id), wallet="alipay_plus", start=20240301, end=20240501)
        found = answer(connection, "tourists.monthly_by_wallet", choice)
    index = foreign_index(found, month("2024-03"))
    assert index.series == (100, pytest.approx(597.5), pytest.approx(1553.6))
    assert index.change == pytest.approx(1.600, abs=0.0005)
    assert found.is_example and found.sources
