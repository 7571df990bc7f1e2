"""Channels and readiness against slow obvious Python over the same rows."""

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from data.choice import Choice, months_earlier
from data.codes import SCORE_CLASSES, MarketKind, ReadinessItem, Role
from data.disclosure import Viewer
from data.models import metadata
from data.queries import adoption, answer, readiness
from data.store import reading, writing
from data.summaries import Touched, refresh
from tests.data.queries import twin
from tests.data.queries.comparing import plain, same_rows
from tests.data.queries.small_store import Small, make
from tests.stores import new_store

CHANNELS, ITEMS = 21, 22
CHOICES = {
    "everything": Choice(),
    "a province": Choice(sido="50"),
    "a city": Choice(sido="50", sigungu="50130"),
    "a kind": Choice(kind=MarketKind.PERIODIC),
    "one market": Choice(market_id=3),
    "a market without stores": Choice(market_id=13),
    "a province that is not there": Choice(sido="99"),
}
every_choice = pytest.mark.parametrize("choice", CHOICES.values(), ids=list(CHOICES))
DAYS = ("trained", "opened", "first_order", "last_order", "closed")
Row = dict[str, Any]


class Told:
    """A store with uses of channels and things, and the same as dictionaries."""

    def __init__(self, url: str, small: Small, uses: list[Row], items: list[Row]) -> None:
        self.url, self.small, self.uses, self.items = url, small, uses, items

    def inside(self, rows: list[Row], choice: Choice) -> list[Row]:
        return [row for row in rows if matches(self.small.market(row["market_id"]), choice)]


def matches(market: Row, choice: Choice) -> bool:
    if choice.market_id is not None:
        return bool(market["market_id"] == choice.market_id)
    fits = choice.kind is None or market["kind"] == choice.kind
    return (
        fits
        and (not choice.sido or market["sido_code"] == choice.sido)
        and (not choice.sigungu or market["sigungu_code"] == choice.sigungu)
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    url = new_store(tmp_path_factory.mktemp("digital") / "markets.sqlite")
    small, chance = make(url), random.Random(11)
    uses, items = list(some_uses(chance)), list(some_items(chance))
    with writing(url) as connection:
        for number, subject in ((CHANNELS, "channel_use"), (ITEMS, "store_item")):
            connection.execute(
                insert(metadata.tables["import"]).values(
                    import_id=number,
                    file_name="f",
                    sha256=str(number),
                    byte_count=1,
                    source=subject,
                    subject=subject,
                    edition="2024-12-31",
                    status="kept",
                    imported_by="",
                    started_at="",
                    finished_at="2025-01-01T00:00:00",
                    undone_at="",
                    rows_read=1,
                    rows_new=1,
                    rows_refused=0,
                    is_example=0,
                    note="",
                    rows_changed=0,
                    rows_unchanged=0,
                    rows_repeated=0,
                )
            )
        for table, rows in (("channel_use", uses), ("store_item", items)):
            connection.execute(insert(metadata.tables[table]), rows)
        refresh(connection, Touched(digital={row["market_id"] for row in [*uses, *items]}))
    return Told(url, small, uses, items)


@pytest.fixture
def connection(told: Told) -> Iterator[Connection]:
    with reading(told.url) as opened:
        yield opened


def a_day(chance: random.Random, first: dt.date = dt.date(2022, 1, 1)) -> int:
    return number(first + dt.timedelta(days=chance.randrange(1094)))


def number(day: dt.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def date(day: int) -> dt.date:
    return dt.date(day // 10000, day // 100 % 100, day % 100)


def some_uses(chance: random.Random) -> Iterator[Row]:
    for market in range(1, 13):
        for store in range(chance.randrange(9)):
            for channel in chance.sample(["smartstore", "delivery_app", "own_mall"], chance.randrange(1, 3)):
                days = {f"{name}_day": a_day(chance) if chance.random() < 0.7 else None for name in DAYS}
                yield {
                    "market_id": market,
                    "store_name": f"s{store}",
                    "channel": channel,
                    "sector": "",
                    "age_band": "40s",
                    "order_count": chance.choice([None, 0, 5]),
                    "sales_krw": chance.choice([None, 0, 9_000]),
                    "recent_sales_krw": chance.choice([0, 4_000, 4_000, None] if market % 4 == 0 else [0, 4_000]),
                    "buyer_count": chance.choice([None, 8]),
                    "repeat_buyer_count": chance.choice([None, 3]),
                    "as_of_day": 20240131 if market % 2 or (market == 6 and store % 2) else 20240229,
                    "import_id": CHANNELS,
                    **days,
                }


def some_items(chance: random.Random) -> Iterator[Row]:
    for market in range(1, 11):
        for store in range(chance.randrange(7)):
            as_of = chance.choice([20241231, 20240301, 20230115])
            for item in list(ReadinessItem)[: chance.choice([12, 12, 12, 5])]:
                ago = chance.choice([0, 1, 40, 89, 90, 91, 365, -3])
                yield {
                    "market_id": market,
                    "store_name": f"s{store}",
                    "item": str(item),
                    "as_of_day": as_of,
                    "is_present": chance.choice([1, 1, 1, 0, None] if store % 3 == 2 else [1, 0]),
                    "last_used_day": number(date(as_of) - dt.timedelta(days=ago)) if chance.random() < 0.8 else None,
                    "import_id": ITEMS,
                }


def is_used(row: Row) -> bool:
    if row["is_present"] != 1 or row["last_used_day"] is None:
        return False
    return 0 <= (date(row["as_of_day"]) - date(row["last_used_day"])).days < 90


@every_choice
def test_stores_on_channels(told: Told, connection: Connection, choice: Choice) -> None:
    wanted = sorted(
        told.inside(told.uses, choice), key=lambda row: (row["market_id"], row["store_name"], row["channel"])
    )
    expected = [{**row, **{f"{name}_on": row[f"{name}_day"] for name in (*DAYS, "as_of")}} for row in wanted]
    found = adoption.stores(connection, choice)
    same_rows(
        found,
        expected,
        "market_id",
        "store_name",
        "channel",
        "age_band",
        "order_count",
        "sales_krw",
        *(f"{name}_on" for name in (*DAYS, "as_of")),
    )
    names = {market["market_id"]: market["market_name"] for market in told.small.markets}
    assert list(found["market_name"]) == [names[row["market_id"]] for row in wanted]


USE_COLUMNS = (
    *("market_id", "channel", "sector", "age_band", "order_count", "sales_krw", "recent_sales_krw", "buyer_count"),
    *("repeat_buyer_count", *(f"{name}_on" for name in (*DAYS, "as_of"))),
)


@every_choice
def test_uses_side_by_side_are_those_of_the_facts(told: Told, connection: Connection, choice: Choice) -> None:
    wanted = sorted(
        told.inside(told.uses, choice), key=lambda row: (row["market_id"], row["store_name"], row["channel"])
    )
    expected = [{**row, **{f"{name}_on": row[f"{name}_day"] for name in (*DAYS, "as_of")}} for row in wanted]
    same_rows(adoption.uses(connection, choice), expected, *USE_COLUMNS)


def _sharing(uses: list[Row]) -> Row:
    """Safe bounds from the uses by channel; the stores' own sums never pass them."""
    by_channel: dict[str, list[int]] = defaultdict(list)
    by_store: dict[str, int] = defaultdict(int)
    for row in uses:
        by_channel[row["channel"]].append(row["recent_sales_krw"])
        by_store[row["store_name"]] += row["recent_sales_krw"]
    whole = sum(by_store.values())
    tops = [sum(sum(sorted(sold)[-top:]) for sold in by_channel.values()) for top in (1, 2)]
    largest = sorted(by_store.values())
    assert len(by_store) >= max(map(len, by_channel.values()), default=0)
    assert all(sum(largest[-top:]) <= bound for top, bound in zip((1, 2), tops, strict=True))
    shares = [bound / whole if whole else 0.0 for bound in tops]
    return {
        "contributor_count": max(map(len, by_channel.values()), default=0),
        "largest_share": shares[0],
        "two_largest_share": shares[1],
    }


@every_choice
def test_online_sales_beside_the_payments_of_the_same_twelve_months(
    told: Told, connection: Connection, choice: Choice
) -> None:
    paid: dict[tuple[int, int], int | None] = {}
    for row in twin.market_months(told.small, Choice()):
        paid[row["market_id"], row["month"]] = row["amount_krw"]
    expected = []
    for market in sorted({row["market_id"] for row in told.inside(told.uses, choice)}):
        rows = [row for row in told.uses if row["market_id"] == market]
        # their files speak of the last day of January or of February, those of market 6 of both
        newest = max(row["as_of_day"] for row in rows)
        last = 20240101 if newest == 20240131 else 20240201
        months = sorted(months_earlier(last, back) for back in range(12))
        open_then = [r for r in rows if r["opened_day"] and (not r["closed_day"] or r["closed_day"] >= months[0])]
        same = [row for row in open_then if row["as_of_day"] == newest]
        tells = [row["recent_sales_krw"] for row in same if row["recent_sales_krw"] is not None]
        amounts = [paid.get((market, month)) for month in months]
        expected.append(
            {
                "market_id": market,
                "first_month": months[0],
                "last_month": last,
                "opened_count": len(open_then),
                "told_count": len(tells),
                "online_krw": sum(tells) if tells else None,
                "paid_krw": None if None in amounts else sum(amount for amount in amounts if amount is not None),
                "business_count": len(rows),
                **_sharing([row for row in same if row["recent_sales_krw"] is not None]),
            }
        )
    found = adoption.online(connection, choice)
    same_rows(found, expected, *(expected[0] if expected else ()))
    if choice == Choice():
        assert found["paid_krw"].notna().any() and found["paid_krw"].isna().any()


@pytest.mark.parametrize(
    "narrowed", [{"channel": "own_mall"}, {"age_band": "40s", "channel": "smartstore"}, {"sector": "none"}]
)
def test_lists_of_stores_are_narrowed_in_the_store(told: Told, connection: Connection, narrowed: Row) -> None:
    found = adoption.stores(connection, Choice(**narrowed))
    expected = [row for row in told.uses if all(row[name] == word for name, word in narrowed.items())]
    assert len(found) == len(expected)
    assert all((found[name] == word).all() for name, word in narrowed.items())


def test_a_long_list_of_stores_is_cut_in_its_order(
    told: Told, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = adoption.stores(connection, Choice())
    monkeypatch.setattr(adoption, "STORES_LISTED", 7)
    adoption._stores.cache_clear()
    cut = adoption.stores(connection, Choice())
    adoption._stores.cache_clear()
    assert len(cut) == 7 and list(cut["store_name"]) == list(whole["store_name"][:7])


@every_choice
def test_counts_by_channel(told: Told, connection: Connection, choice: Choice) -> None:
    groups: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in told.inside(told.uses, choice):
        groups[row["market_id"], row["channel"]].append(row)
    expected = [
        {
            "market_id": key[0],
            "channel": key[1],
            "told_count": len(rows),
            "business_count": len(rows),
            "opened_count": sum(row["opened_day"] is not None for row in rows),
            "ordered_count": sum(row["opened_day"] is not None and row["first_order_day"] is not None for row in rows),
            "closed_count": sum(row["closed_day"] is not None for row in rows),
        }
        for key, rows in sorted(groups.items())
    ]
    same_rows(
        adoption.by_channel(connection, choice),
        expected,
        "market_id",
        "channel",
        "told_count",
        "opened_count",
        "ordered_count",
        "closed_count",
        "business_count",
    )


@every_choice
def test_stores_by_score_and_markets_that_are_not_known(told: Told, connection: Connection, choice: Choice) -> None:
    stores: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in told.inside(told.items, choice):
        stores[row["market_id"], row["store_name"]].append(row)
    answered, scored, scores = Counter[int](), Counter[int](), Counter[tuple[int, int]]()
    for (market, _), rows in stores.items():
        known = sum(row["is_present"] is not None for row in rows)
        answered[market] += known > 0
        if known == 12:
            scored[market] += 1
            scores[market, sum(map(is_used, rows))] += 1
    expected = [
        {"market_id": m, "score_number": s, "store_count": n, "business_count": scored[m]}
        for (m, s), n in sorted(scores.items())
    ]
    same_rows(
        readiness.by_score(connection, choice), expected, "market_id", "score_number", "store_count", "business_count"
    )
    has_rows = {market for market, _ in stores}
    for row in readiness.markets(connection, choice).to_dict("records"):
        market = row["market_id"]
        if market in has_rows:
            assert (row["answered_count"], row["scored_count"]) == (answered[market], scored[market])
        else:
            assert plain(row["answered_count"]) is None and plain(row["scored_count"]) is None


@every_choice
def test_use_of_each_thing(told: Told, connection: Connection, choice: Choice) -> None:
    groups: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in told.inside(told.items, choice):
        groups[row["market_id"], row["item"]].append(row)
    expected = [
        {
            "market_id": key[0],
            "item": key[1],
            "business_count": len(rows),
            "told_count": sum(row["is_present"] is not None for row in rows),
            "has_count": sum(row["is_present"] == 1 for row in rows),
            "used_count": sum(map(is_used, rows)),
        }
        for key, rows in sorted(groups.items())
    ]
    same_rows(
        readiness.by_item(connection, choice),
        expected,
        "market_id",
        "item",
        "told_count",
        "has_count",
        "used_count",
        "business_count",
    )


def test_the_files_behind_are_named_where_they_hold_rows(told: Told, connection: Connection) -> None:
    held = {row["market_id"] for row in told.items}
    assert [note.source for note in answer(connection, adoption.stores).sources] == ["channel_use"]
    assert [note.source for note in answer(connection, readiness.by_item).sources] == ["store_item"]
    without = next(market["market_id"] for market in told.small.markets if market["market_id"] not in held)
    assert not answer(connection, readiness.by_item, Choice(market_id=without)).sources


def test_the_public_sees_no_day_no_sale_and_no_name_of_a_single_store(told: Told, connection: Connection) -> None:
    public = answer(connection, adoption.stores, Choice(), Viewer(Role.PUBLIC)).rows
    markets = {row["market_id"] for row in told.uses}
    assert "store_name" not in public and len(public) == len(markets), "rows that would count the stores are told once"
    assert (public[["channel", "sector", "age_band"]] == "").all(axis=None)
    assert public[["opened_on", "last_order_on", "closed_on", "sales_krw", "order_count"]].isna().all(axis=None)
    counts = answer(connection, adoption.by_channel, Choice(), Viewer(Role.PUBLIC)).rows
    assert counts.loc[counts["withheld_reason"] != "", "opened_count"].isna().all()


def test_a_store_of_one_market_thing_by_thing(told: Told, connection: Connection) -> None:
    market = told.items[0]["market_id"]
    wanted = sorted((r for r in told.items if r["market_id"] == market), key=lambda r: (r["store_name"], r["item"]))
    expected = [
        {
            "store_name": r["store_name"],
            "item": r["item"],
            "told_count": int(r["is_present"] is not None),
            "held_count": int(r["is_present"] == 1),
            "last_used_on": r["last_used_day"],
            "as_of_on": r["as_of_day"],
        }
        for r in wanted
    ]
    same_rows(
        readiness.stores(connection, Choice(market_id=market)),
        expected,
        "store_name",
        "item",
        "told_count",
        "held_count",
        "last_used_on",
        "as_of_on",
    )


@every_choice
def test_stores_by_class_of_every_scored_market_of_the_place(
    told: Told, connection: Connection, choice: Choice
) -> None:
    listed = {row["market_id"] for row in readiness.markets(connection, choice).to_dict("records")}
    expected: Counter[tuple[int, int]] = Counter()
    for row in readiness.by_score(connection, choice).to_dict("records"):
        if row["market_id"] in listed:
            low = next(low for _, low, high in SCORE_CLASSES if low <= row["score_number"] <= high)
            expected[row["market_id"], low] += row["store_count"]
    rows = readiness.by_class(connection, choice)
    assert len(rows) == len(SCORE_CLASSES) * len({market for market, _ in expected})
    found = {(row.market_id, row.from_score): row.store_count for row in rows.itertuples()}
    assert {key: count for key, count in found.items() if count} == expected
    assert (rows["business_count"] == rows.groupby("market_id")["store_count"].transform("sum")).all()
