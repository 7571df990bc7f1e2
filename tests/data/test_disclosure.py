"""The gate by hand: what each role gets of the same rows, and whose kept rows are shown to whom."""

import pandas as pd
import pytest

from data.codes import Role
from data.disclosure import LOCAL_OFFICER, Viewer, may_be_shown, permitted

PUBLIC = Viewer()
UNION = Viewer(Role.ASSOCIATION, frozenset({1}), "union@jeju.kr")
JEJU = Viewer(Role.OFFICER, frozenset({1}), "kim@jeju.kr", frozenset({"50"}))


def uses() -> pd.DataFrame:
    """Two shops of market 1, one of market 2: a row each."""
    names = {
        "market_id": [1, 1, 2],
        "channel": ["smartstore"] * 3,
        "sector": "",
        "age_band": "",
        "store_name": ["A", "B", "C"],
    }
    counts = {"sales_krw": [10, 20, 30], "order_count": [1, 2, 3], "business_count": [1, 1, 1]}
    rows = pd.DataFrame({**names, "opened_on": pd.to_datetime(["2024-01-01"] * 3), **counts})
    return rows.astype({"market_id": "Int64", **dict.fromkeys(counts, "Int64")})


def test_the_public_gets_neither_shops_nor_numbers_of_single_ones() -> None:
    rows = permitted(uses(), PUBLIC, "adoption.stores")
    assert "store_name" not in rows and rows["sales_krw"].isna().all() and rows["opened_on"].isna().all()
    assert len(rows) == 2, "the two hidden rows of market 1 are told once"


def test_an_association_sees_its_own_shops_but_not_what_single_ones_earn() -> None:
    rows = permitted(uses(), UNION, "adoption.stores")
    own, others = rows[rows["market_id"] == 1], rows[rows["market_id"] == 2]
    assert list(rows["store_name"]) == ["A", "B", ""]
    assert len(own) == 2 and own["opened_on"].notna().all() and (own["business_count"] == 1).all()
    assert own[["sales_krw", "order_count"]].isna().all(axis=None) and (own["withheld_reason"] != "").all()
    assert others[["sales_krw", "order_count", "business_count"]].isna().all(axis=None)


def test_an_officer_of_a_region_sees_all_of_it_and_of_others_what_the_public_sees() -> None:
    rows = permitted(uses(), JEJU, "adoption.stores")
    own, others = rows[rows["market_id"] == 1], rows[rows["market_id"] == 2]
    assert set(permitted(uses()[2:], JEJU, "adoption.stores")) & {"store_name"} == set(), "nothing of its own there"
    assert list(own["store_name"]) == ["A", "B"] and list(own["sales_krw"]) == [10, 20]
    assert list(others["store_name"]) == [""] and others["sales_krw"].isna().all()


@pytest.mark.parametrize("who", [LOCAL_OFFICER, Viewer(Role.ADMINISTRATOR, name="kim")])
def test_the_office_of_the_whole_country_sees_the_rows_as_they_are(who: Viewer) -> None:
    pd.testing.assert_frame_equal(permitted(uses(), who, "adoption.stores"), uses())


@pytest.mark.parametrize("question", ["imports.history", "imports.refusals", "versions.history"])
def test_lines_of_files_are_for_the_office_and_an_officer_of_a_region_sees_its_own(question: str) -> None:
    rows = pd.DataFrame({"value": ["a", "b"], "imported_by": ["kim@jeju.kr", "lee"]})
    assert list(permitted(rows, JEJU, question)["value"]) == ["a"]
    assert permitted(rows, PUBLIC, question).empty and permitted(rows, UNION, question).empty
    assert len(permitted(rows, LOCAL_OFFICER, question)) == 2


SEOUL = Viewer(Role.OFFICER, frozenset({9}), "lee", frozenset({"11"}))
OTHER_UNION = Viewer(Role.ASSOCIATION, frozenset({2}))


@pytest.mark.parametrize(
    ("kept_by", "shown_to", "not_to"),
    [
        (PUBLIC, [PUBLIC, UNION, JEJU, LOCAL_OFFICER], []),
        (UNION, [UNION, JEJU, LOCAL_OFFICER], [PUBLIC, OTHER_UNION, SEOUL]),
        (JEJU, [JEJU, LOCAL_OFFICER], [PUBLIC, UNION, SEOUL]),
        (LOCAL_OFFICER, [LOCAL_OFFICER, Viewer(Role.ADMINISTRATOR)], [PUBLIC, UNION, JEJU]),
    ],
)
def test_kept_rows_are_shown_to_those_whose_reach_holds_all_of_them(
    kept_by: Viewer, shown_to: list[Viewer], not_to: list[Viewer]
) -> None:
    assert all(may_be_shown(kept_by.kept_as, who) for who in shown_to)
    assert not any(may_be_shown(kept_by.kept_as, who) for who in not_to)


def test_a_city_lies_in_the_reach_of_its_province_and_not_the_other_way_round() -> None:
    city = Viewer(Role.OFFICER, frozenset({1}), "park", frozenset({"50110"}))
    assert may_be_shown(city.kept_as, JEJU) and not may_be_shown(JEJU.kept_as, city)


def test_answers_are_kept_by_rights_and_not_by_name() -> None:
    assert Viewer(Role.OFFICER, name="a").rights == Viewer(Role.OFFICER, name="b").rights
    assert UNION.rights != OTHER_UNION.rights
    assert JEJU.rights != Viewer(Role.OFFICER, JEJU.market_ids, "lee", JEJU.region_codes).rights, "lines of its own"
