"""What fair comparisons are made of, against slow obvious Python."""

import pytest
from sqlalchemy import Connection, insert

from data.choice import Choice
from data.models import metadata
from data.queries import calendar, changes, peers
from data.store import reading, writing
from tests.data.queries import twin
from tests.data.queries.comparing import plain, same_rows
from tests.data.queries.small_store import Small
from tests.stores import new_store

YEAR = {"start": 20230901, "end": 20240801}


@pytest.mark.parametrize("choice", [Choice(), Choice(**YEAR), Choice(sido="50", sigungu="50110", **YEAR)])
def test_every_listed_market_can_be_compared_whatever_place_is_chosen(
    connection: Connection, small: Small, choice: Choice
) -> None:
    wide = choice.but(sido=None, sigungu=None)
    paid = {row["market_id"]: row for row in twin.grouped(twin.market_months(small, wide), "market_id")}
    expected = []
    for market in small.markets:
        if not market["is_listed"]:
            continue
        own = paid.get(market["market_id"], {})
        foreign, base = own.get("foreign_amount_krw"), own.get("foreign_base_amount_krw")
        share = foreign / base if foreign is not None and base else None
        sums = {"amount_krw": own.get("amount_krw"), "foreign_amount_krw": foreign, "foreign_share": share}
        expected.append({**market, **sums})
    columns = ("market_id", "kind", "store_count", "amount_krw", "foreign_amount_krw", "foreign_share")
    same_rows(peers.features(connection, choice), expected, *columns)


def test_a_facility_that_no_file_tells_of_is_not_known(connection: Connection) -> None:
    rows = peers.features(connection, Choice()).set_index("market_id")
    assert plain(rows.loc[1, "has_arcade"]) is True
    assert plain(rows.loc[1, "has_locker"]) is None and plain(rows.loc[2, "has_arcade"]) is None


@pytest.mark.parametrize("market_id", [1, 3, 6, 13, 99])
@pytest.mark.parametrize("span", [{}, YEAR], ids=["all", "a year"])
def test_days_of_a_market_are_sums_of_what_is_told_by_the_day(
    connection: Connection, small: Small, market_id: int, span: dict[str, int]
) -> None:
    choice = Choice(market_id=market_id, **span)  # type: ignore[arg-type]
    first, last = choice.start or 0, (choice.end or 99999999) + 30
    days: dict[int, list[twin.Row]] = {}
    for row in small.payments:
        if row["market_id"] == market_id and row["grain"] == 1 and first <= row["day"] <= last:
            days.setdefault(row["day"], []).append(row)
    expected = [
        {"day": day, "amount_krw": twin.added(r["amount_krw"] for r in rows),
         "transaction_count": twin.added(r["transaction_count"] for r in rows),
         "method_count": sum(r["amount_krw"] is not None for r in rows),
         "is_provisional": bool(max(r["is_provisional"] for r in rows))}
        for day, rows in sorted(days.items())
    ]  # fmt: skip
    same_rows(calendar.daily(connection, choice), expected, "day", "amount_krw", "transaction_count", "method_count",
              "is_provisional")  # fmt: skip
    years = sorted({day // 10000 for day in days} if not span else set(), reverse=True)
    assert span or list(calendar.daily_years(connection, choice)["year"]) == years


def test_months_of_all_markets_are_those_of_the_summaries_for_four_years_back(
    connection: Connection, small: Small
) -> None:
    end = 20240201
    found = changes.monthly(connection, Choice(sido="50", end=end))
    expected = [
        row for row in twin.market_months(small, Choice(end=end)) if row["amount_krw"] is not None
    ]  # fmt: skip
    expected.sort(key=lambda row: (row["month"], row["market_id"]))
    same_rows(found, expected, "market_id", "month", "amount_krw", "matched_amount_krw", "matched_previous_amount_krw")


def test_when_each_method_was_last_told(connection: Connection, small: Small) -> None:
    end = 20240301
    found = changes.last_told(connection, Choice(end=end))
    seen: dict[tuple[int, int], list[int]] = {}
    for cell in twin.payment_cells(small):
        if 20220401 <= cell["month"] <= end and cell["amount_krw"]:
            seen.setdefault((cell["market_id"], cell["method"]), []).append(cell["month"])
    expected = [
        {"market_id": market, "first_month": min(months), "last_month": max(months), "month_count": len(months)}
        for (market, _), months in sorted(seen.items())
    ]
    same_rows(found, expected, "market_id", "first_month", "last_month", "month_count")


@pytest.fixture
def campaigns_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Market 1 in Jongno, 2 in a district of Suwon; programme 1 is everybody's, 2 market 2's, 3 Suwon's, 4 Seoul's."""
    url = new_store(tmp_path_factory.mktemp("campaigns") / "markets.sqlite")
    with writing(url) as connection:
        for number, sido, sigungu in ((1, "11", "11110"), (2, "41", "41111")):
            _into(connection, "market", {"market_id": number, "market_name": "m", "kind": "permanent",
                                         "sido_code": sido, "sigungu_code": sigungu, "is_listed": 1})  # fmt: skip
        _into(connection, "import", {"import_id": 1, "byte_count": 0, "is_example": 0})
        for code, sido, sigungu in (("1", "", ""), ("2", "", ""), ("3", "41", "41110"), ("4", "11", "")):
            _into(connection, "programme", {"programme_code": code, "programme_name": f"p{code}", "import_id": 1,
                                            "sido_code": sido, "sigungu_code": sigungu})  # fmt: skip
        _into(connection, "participation", {"programme_code": "2", "participant_kind": "market",
                                            "participant_name": "m", "market_id": 2, "import_id": 1})  # fmt: skip
        for number, programme, begin, end in ((1, "1", 20240501, 20240510), (2, "2", 20240520, None),
                                              (3, "1", 20240701, 20240702), (4, "3", 20240503, 20240504),
                                              (5, "4", 20240505, None)):  # fmt: skip
            _into(connection, "promotion_rule", {"rule_code": str(number), "programme_code": programme,
                                                 "starts_day": begin, "ends_day": end, "import_id": 1})  # fmt: skip
        for code, programme, kind, market, begin in (("a", "1", "campaign", 2, 20240511),
                                                     ("b", "1", "lesson", 2, 20240512),
                                                     ("c", "2", "campaign", None, 20240513),
                                                     ("d", "4", "campaign", None, 20240514)):  # fmt: skip
            _into(connection, "event", {"event_code": code, "programme_code": programme, "kind": kind,
                                        "market_id": market, "starts_day": begin, "import_id": 1})  # fmt: skip
    return url


@pytest.mark.parametrize(
    ("market_id", "expected"),
    [
        (1, [("p1", 20240501, 20240510), ("p4", 20240505, 20240505), ("p4", 20240514, 20240514)]),
        (2, [("p1", 20240501, 20240510), ("p3", 20240503, 20240504), ("p1", 20240511, 20240511),
             ("p2", 20240513, 20240513), ("p2", 20240520, 20240520)]),
    ],
)  # fmt: skip
def test_campaigns_are_those_of_the_market_of_its_place_or_of_everybody(
    campaigns_url: str, market_id: int, expected: list[tuple[str, int, int]]
) -> None:
    with reading(campaigns_url) as connection:
        found = calendar.campaigns(connection, Choice(market_id=market_id, start=20240501, end=20240501))
    assert list(found.itertuples(index=False, name=None)) == expected


def _into(connection: Connection, table: str, row: dict[str, object]) -> None:
    own = metadata.tables[table]
    needed = {
        column.name: "" for column in own.columns
        if not column.nullable and column.name not in row and column.default is None
        and str(column.type) in ("VARCHAR", "TEXT")
    }  # fmt: skip
    connection.execute(insert(own).values(**needed, **row))
