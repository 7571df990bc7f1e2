"""The example data: labelled, deterministic, plausible, and the published promotion out of its own rows."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from data import summaries
from data.checking import check
from data.codes import PaymentMethod, Wallet
from data.demo import fill, remove_example
from data.demo.places import places
from data.errors import HoldsRealData
from data.geo.regions import shipped
from data.store import reading, store_version, writing
from tests.data import facts
from tests.stores import new_store

PROMOTED = ("제주 동문재래시장", "서귀포매일올레시장")
REAL_NAMES = {"남광주시장", "칠성로 상점가", *PROMOTED}


def asked(url: str, statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with reading(url) as connection:
        return [tuple(row) for row in connection.execute(text(statement), values)]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_store(tmp_path / "markets.sqlite")


def test_the_published_promotion_comes_out_of_the_rows(demo_store_url: str) -> None:
    """AC01: April 597.5, May 1553.6 against March = 100; April to May +160.0 %: at both markets together and each."""
    rows = asked(
        demo_store_url,
        "SELECT m.market_name, f.day, sum(f.amount_krw) FROM foreign_payment f"
        " JOIN market m ON m.market_id = f.market_id"
        " WHERE f.wallet = :wallet AND f.day BETWEEN 20240301 AND 20240501 GROUP BY 1, 2",
        wallet=Wallet.ALIPAY_PLUS.number,
    )
    for names in (PROMOTED, PROMOTED[:1], PROMOTED[1:]):
        march, april, may = (
            sum(amount for name, day, amount in rows if name in names and day == month)
            for month in (20240301, 20240401, 20240501)
        )
        assert round(april / march * 100, 1) == 597.5
        assert round(may / march * 100, 1) == 1553.6
        assert round((may / april - 1) * 100, 1) == 160.0


def test_the_promotion_stands_out_against_the_markets_around_it(demo_store_url: str) -> None:
    rows = asked(
        demo_store_url,
        "SELECT f.day, sum(f.amount_krw) FROM foreign_payment f JOIN market m ON m.market_id = f.market_id"
        " WHERE f.wallet = 1 AND m.sido_code = '50' AND m.market_name NOT IN (:a, :b)"
        " AND f.day IN (20240301, 20240501) GROUP BY f.day ORDER BY f.day",
        a=PROMOTED[0],
        b=PROMOTED[1],
    )
    (_, march), (_, may) = rows
    assert 0.5 < may / march < 2


def test_it_covers_every_province_with_about_120_markets_over_36_months(demo_store_url: str) -> None:
    assert asked(demo_store_url, "SELECT count(DISTINCT sido_code) FROM market") == [(17,)]
    ((markets,),) = asked(demo_store_url, "SELECT count(*) FROM market")
    assert 110 <= markets <= 130
    assert asked(demo_store_url, "SELECT count(DISTINCT month) FROM market_month") == [(36,)]
    assert asked(demo_store_url, "SELECT count(DISTINCT method) FROM payment_month") == [(len(PaymentMethod),)]
    assert asked(demo_store_url, "SELECT count(DISTINCT country) FROM foreign_month") == [(10,)]


def test_only_the_markets_of_published_programmes_carry_real_names() -> None:
    real = {place.market_name for place in places() if place.is_real}
    assert real == REAL_NAMES
    assert all(place.market_name.endswith("(예시)") for place in places() if not place.is_real)
    assert len({place.market_name for place in places()}) == len(places())


def test_every_market_stands_in_a_district_that_exists() -> None:
    standing = shipped().on(20241231)
    for place in places():
        assert standing[place.sigungu_code].parent_code == place.sido_code
        assert 33 < place.lat < 38.7 and 124.5 < place.lon < 131


def test_amounts_are_of_korean_size(demo_store_url: str) -> None:
    """An arcade of 100 to 200 stores does 5 to 60 hundred million won a month."""
    rows = asked(
        demo_store_url,
        "SELECT p.amount_krw FROM market_month p JOIN market m ON m.market_id = p.market_id"
        " WHERE m.kind = 'permanent' AND m.store_count BETWEEN 100 AND 200 AND p.amount_krw IS NOT NULL",
    )
    assert rows and all(5e8 < amount < 60e8 for (amount,) in rows)


def test_markets_on_market_days_trade_less_than_daily_ones(demo_store_url: str) -> None:
    rows = asked(
        demo_store_url,
        "SELECT m.kind, avg(p.amount_krw * 1.0 / m.store_count) FROM market_month p JOIN market m"
        " ON m.market_id = p.market_id WHERE m.store_count IS NOT NULL GROUP BY m.kind",
    )
    by_store = dict(rows)
    assert by_store["periodic"] < by_store["permanent"] / 2


def test_days_of_a_market_with_market_days_are_its_market_days(demo_store_url: str) -> None:
    rows = asked(
        demo_store_url,
        "SELECT DISTINCT m.market_days, p.day % 10 FROM payment p JOIN market m ON m.market_id = p.market_id"
        " WHERE p.grain = 1 AND m.kind = 'periodic'",
    )
    assert rows and all(str(digit) in days.split(",") for days, digit in rows)


def test_something_is_unknown_missing_and_provisional(demo_store_url: str) -> None:
    ((unknown,),) = asked(demo_store_url, "SELECT count(*) FROM market WHERE store_count IS NULL")
    ((silent,),) = asked(demo_store_url, "SELECT count(*) FROM payment WHERE amount_krw IS NULL")
    ((months,),) = asked(demo_store_url, "SELECT count(*) FROM market_month WHERE amount_krw IS NOT NULL")
    assert 3 <= unknown <= 15 and silent > 0 and months < 120 * 36
    assert asked(demo_store_url, "SELECT DISTINCT month FROM payment_month WHERE is_provisional = 1") == [(20241201,)]


def test_digital_methods_grow_and_visitors_are_many_in_jeju(demo_store_url: str) -> None:
    rows = asked(
        demo_store_url,
        "SELECT month / 10000, sum(digital_amount_krw) * 1.0 / sum(amount_krw) FROM market_month"
        " WHERE digital_amount_krw IS NOT NULL GROUP BY 1 ORDER BY 1",
    )
    shares = [share for _, share in rows]
    assert shares == sorted(shares) and 0.6 < shares[0] < shares[-1] < 0.85
    foreign = dict(
        asked(
            demo_store_url,
            "SELECT region_code, sum(foreign_amount_krw) * 1.0 / sum(foreign_base_amount_krw) FROM region_market_month"
            " WHERE level = 'sido' AND month >= 20240101 AND region_code IN ('50', '11', '43') GROUP BY 1",
        )
    )
    assert foreign["50"] > foreign["11"] > foreign["43"]


def test_everything_of_it_is_marked_as_example_and_the_store_is_consistent(demo_store_url: str) -> None:
    assert asked(demo_store_url, "SELECT DISTINCT is_example FROM import") == [(1,)]
    assert check(demo_store_url) == []


def test_two_runs_give_the_same_rows(url: str, demo_store_url: str) -> None:
    fill(url)
    for table in ("market", "payment", "foreign_payment", "store"):
        statement = f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5"
        assert asked(url, statement) == asked(demo_store_url, statement), table


def test_filling_again_replaces_the_example(url: str) -> None:
    first = fill(url)
    assert fill(url) == first
    assert asked(url, "SELECT count(*) FROM market") == [(len(places()),)]
    assert check(url) == []


def test_if_empty_leaves_a_store_alone_that_holds_anything(url: str) -> None:
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(1)])
    version = store_version(url)
    assert fill(url, if_empty=True) == {}
    assert store_version(url) == version


def test_real_rows_are_never_mixed_with_the_example(url: str) -> None:
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(1)])
    with pytest.raises(HoldsRealData):
        fill(url)


def test_removing_the_example_leaves_real_rows_and_true_summaries(url: str) -> None:
    fill(url)
    with writing(url) as connection:
        facts.put(
            connection, "import", [facts.import_row(900, "market"), facts.import_row(901, rows_read=1, rows_new=1)]
        )
        facts.put(connection, "market", [facts.market_row(1) | {"market_id": 7000, "import_id": 900}])
        facts.put(
            connection,
            "payment",
            [{"market_id": 7000, "method": 1, "grain": 2, "day": 20240401, "amount_krw": 5, "is_provisional": 0,
              "import_id": 901}],
        )  # fmt: skip
        remove_example(connection)
        assert summaries.differences(connection) == []
        found = connection.execute(text("SELECT level, amount_krw FROM region_market_month ORDER BY level")).all()
        assert [tuple(row) for row in found] == [("nation", 5), ("sido", 5), ("sigungu", 5)]
        for table in ("store", "foreign_payment", "store_summary"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM import WHERE is_example = 1")).scalar() == 0
    assert check(url) == []


@pytest.mark.alone
def test_it_is_written_in_under_ten_seconds_from_the_command_line(tmp_path: Path) -> None:
    """CPU seconds, so that a busy machine does not fail it."""
    command = [sys.executable, "-m", "data", "demo", "--store", new_store(tmp_path / "m.sqlite")]
    before = os.times()
    started = time.monotonic()
    subprocess.run(command, cwd=Path(__file__).parents[3], check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    assert min(used, time.monotonic() - started) < 10
