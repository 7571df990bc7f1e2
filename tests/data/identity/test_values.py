"""What several editions say about one market, made one."""

import pytest

from data.identity.values import facilities, market_days, market_kind, merged


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [("매일", ("매일", "")), ("2일+7일", ("2일+7일", "2,7")), ("5일+10일", ("5일+10일", "5,0")),
     ("매일+6일", ("1일+6일", "1,6")),
     ("매일+3일", ("3일+8일", "3,8")), ("2일+4일+7일+9일", ("2일+4일+7일+9일", "2,4,7,9")), ("", ("", ""))],
)  # fmt: skip
def test_every_day_and_a_day_means_the_two_days_of_a_five_day_market(cycle, expected):
    assert market_days(cycle) == expected


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [("상설장", "", "permanent"), ("상설장+5일장", "2,7", "mixed"), ("상설장+4일장", "4,9", "mixed"),
     ("상설장+3일장", "", "mixed"),
     ("상설장", "1,6", "mixed"), ("5일장", "2,7", "periodic"), ("정기시장", "", "periodic"),
     ("상점가", "", "shopping_district"),
     ("지하도상점가", "", "underground"), ("전통시장", "", None), ("", "", None)],
)  # fmt: skip
def test_kind_follows_from_type_and_days(text, days, expected):
    assert market_kind(text, days) == expected


def test_the_newest_stands_and_a_blank_takes_nothing_away():
    row = merged(
        [
            {"market_name": "금산시장", "store_count": 50, "phone": "041-000-0000", "lat": 36.1, "lon": 127.5},
            {"market_name": "금산금빛시장 (구 금산시장)", "store_count": 60, "lat": 36.2},
        ]
    )
    assert row["market_name"] == "금산금빛시장 (구 금산시장)"
    assert row["former_names"] == "금산시장"
    assert (row["store_count"], row["phone"]) == (60, "041-000-0000")
    assert (row["lat"], row["lon"]) == (36.1, 127.5), "half a point is no point"
    assert row["kind"] == "unknown"
    assert row["opened_year"] is None


def test_facilities_say_who_said_it_last():
    said = facilities(
        [
            (1, "2021-09-28", {"facilities": {"arcade": 1, "elevator": 0}}),
            (2, "2024-07-19", {"facilities": {"arcade": 0}}),
            (3, "2024-11-04", {}),
        ]
    )
    assert said == {"arcade": (0, "2024-07-19", 2), "elevator": (0, "2021-09-28", 1)}
