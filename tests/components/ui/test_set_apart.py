"""Things of one place are drawn apart; one that stands alone stays where it is."""

import pandas as pd
import pytest

from components.ui.supporting_show import set_apart


def test_things_of_one_place_are_apart_and_a_lone_one_stays() -> None:
    rows = pd.DataFrame(
        {"asset_name": list("abcd"), "lat": [33.2, 33.2, 33.2, 35.0], "lon": [126.5, 126.5, 126.5, 127.0]}
    )
    found = set_apart(rows)
    assert found["asset_name"].tolist() == list("abcd")
    assert len(set(zip(found["lat"], found["lon"], strict=True))) == 4
    assert (found["lat"].iloc[3], found["lon"].iloc[3]) == (35.0, 127.0)
    assert found["lat"].head(3).mean() == pytest.approx(33.2)


def test_a_thing_without_a_place_has_none_afterwards() -> None:
    rows = pd.DataFrame({"asset_name": ["a"], "lat": [float("nan")], "lon": [float("nan")]})
    assert set_apart(rows)[["lat", "lon"]].isna().all().all()
