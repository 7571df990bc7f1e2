"""Signs, cameras and car parks by hand: silence is counted to the last reading, and what nobody read is not known."""

import math

import pandas as pd
import pytest

from data.metrics.programmes_assets import by_hour, coverage, full_share, occupancy, parking_turnover, states
from data.metrics.reading import Why
from tests.components import answers_programmes as hand


def test_silent_things_come_first_and_the_clock_is_the_last_reading() -> None:
    found = states(hand.assets()).set_index("asset_name")
    assert found["state"].to_dict() == {
        "=간판()": "silent",
        "카메라": "never",
        "<b>간판</b> 1": "alive",
        "카메라 2": "alive",
    }
    assert found.index[0] == "=간판()" and found.loc["=간판()", "silent_days"] == 60
    assert found.loc["<b>간판</b> 1", "content_days"] == 30


@pytest.mark.parametrize(("last", "state"), [("2024-12-25", "alive"), ("2024-12-24", "silent")])
def test_seven_days_without_a_sign_are_silence(last: str, state: str) -> None:
    rows = hand.assets().iloc[:1].assign(last_heartbeat_on=pd.Timestamp(last))
    assert states(rows)["state"].tolist() == [state]


def test_uptime_runs_from_the_first_sign_and_is_not_known_without_any() -> None:
    found = states(hand.assets()).set_index("asset_name")
    assert found.loc["<b>간판</b> 1", "uptime_share"] == pytest.approx(300 / 365)
    assert math.isnan(found.loc["카메라", "uptime_share"])


def test_old_content_and_a_thing_that_was_taken_away() -> None:
    rows = hand.assets().iloc[:1]
    assert states(rows.assign(content_changed_on=pd.Timestamp("2024-09-01")))["state"].tolist() == ["old"]
    assert states(rows.assign(removed_on=pd.Timestamp("2024-12-01")))["state"].tolist() == ["removed"]


def test_occupancy_is_cars_over_bays_that_are_known() -> None:
    rows = hand.hours()
    found = occupancy(rows, market_day=False).set_index(["weekday", "hour"])
    assert found.loc[(0, 8), "occupied_share"] == pytest.approx(3 / 40)  # four readings of three cars on forty bays
    assert occupancy(rows.assign(capacity_count=pd.array([pd.NA] * len(rows), dtype="Int64"))).empty
    assert full_share(rows) == 0.125 and full_share(rows.iloc[:0]) is None


def test_a_day_that_may_be_a_market_day_is_neither() -> None:
    rows = hand.hours()
    assert set(by_hour(rows)["day_kind"]) == {"market_day", "other"}
    assert by_hour(rows.assign(is_market_day=pd.array([pd.NA] * len(rows), dtype="boolean"))).empty


def test_turnover_is_cars_per_bay_and_day() -> None:
    days = pd.DataFrame({"car_count": [400, None], "day_count": [2, 5], "capacity_count": [50, 10]})
    assert parking_turnover(days).value == 4.0
    assert parking_turnover(days.iloc[1:]).reason is Why.NOT_REPORTED
    assert parking_turnover(days.assign(capacity_count=0)).reason is Why.BASE_ZERO


def test_stores_watched_over_all_stores_least_first_and_not_known_last() -> None:
    found = coverage(hand.assets()).set_index("market_name")
    assert found.loc[hand.DANGEROUS_NAME, "covered_share"] == 1.2  # some are watched twice: said, not cut
    assert found.loc[hand.DANGEROUS_NAME, ["false_share", "response_minutes"]].tolist() == [0.4, 4.5]
    assert math.isnan(found.loc["다온시장", "covered_share"]) and found.index[-1] == "다온시장"
