"""A curious visitor: everything the public gets through all filters, put into one linear system.

What it knows besides: every market's total of uses, and that a channel named in an answer has a store. The classes of
scores have a file of their own. What it looks for: the number behind any cell that was hidden from it.
"""

from collections import defaultdict

import pandas as pd
import pytest
from sqlalchemy import Connection

from data.choice import Choice
from data.codes import MarketKind, Role
from data.disclosure import LOCAL_OFFICER, SHARING, STORE_LEVEL_COLUMNS, Viewer
from data.queries import answer, queries
from data.suppression import EARNINGS, Reason
from data.suppression.secondary import NEAREST_SHARE, Interval, Table, intervals, total
from data.suppression.tables import PROTECTED

PUBLIC = Viewer(Role.PUBLIC)
#: Parts that add up, by question: the key of a part, its value, and the least it can be.
ADDED = {
    "adoption.by_channel": ("channel", "told_count", 1.0),
}
KEYS = {
    **{name: ["market_id", key] for name, (key, _, _) in ADDED.items()},
    "readiness.by_item": ["market_id", "sido_code", "item"],
}


@pytest.fixture(scope="module")
def filters(demo: Connection) -> list[Choice]:
    """The nation, each kind, each province with and without a kind, each city, each market."""
    rows = answer(demo, "readiness.markets").rows
    made = [Choice(), *(Choice(kind=kind) for kind in MarketKind)]
    for sido in sorted(set(rows["sido_code"])):
        made += [Choice(sido=sido), *(Choice(sido=sido, kind=kind) for kind in MarketKind)]
    cities = rows[["sido_code", "sigungu_code"]].drop_duplicates().itertuples(index=False)
    made += [Choice(sido=sido, sigungu=city) for sido, city in cities if city]
    return made + [Choice(market_id=int(one)) for one in rows["market_id"]]


def collected(demo: Connection, question: str, filters: list[Choice], viewer: Viewer) -> pd.DataFrame:
    """All different rows of all answers."""
    rows = [answer(demo, question, one, viewer).rows for one in filters]
    # An answer with nothing withheld has no column of reasons.
    return pd.concat([one.assign(withheld_reason=one.get("withheld_reason", "")) for one in rows]).drop_duplicates()


def closeness(value: float, told: Interval) -> bool:
    """Whether the interval pins the value to within the share."""
    room = NEAREST_SHARE * value
    return told.low > value - room and told.high < value + room


@pytest.mark.parametrize("question", sorted(KEYS))
def test_a_cell_is_judged_the_same_through_every_filter(demo: Connection, filters: list[Choice], question: str) -> None:
    seen = collected(demo, question, filters, PUBLIC)
    assert not seen.duplicated(KEYS[question]).any(), "two filters, two verdicts"


@pytest.mark.parametrize("question", sorted(ADDED))
def test_no_hidden_part_is_known_to_within_a_tenth(demo: Connection, filters: list[Choice], question: str) -> None:
    key, value, least = ADDED[question]
    truth = answer(demo, question).rows
    seen = collected(demo, question, filters, PUBLIC)
    shown = {(row["market_id"], row[key]) for row in seen[seen[value].notna()].to_dict("records")}
    hidden_count = 0
    for market, rows in truth.groupby("market_id"):
        values = [*rows[value].astype(float), float(rows[value].sum())]
        hidden = {at for at, name in enumerate(rows[key]) if (market, name) not in shown}
        table = Table(tuple(values), (total(range(len(rows)), len(rows)),), least)
        if values[-1] < 5:
            continue  # its total is hidden too, see below
        for at, told in intervals(table, hidden).items():
            hidden_count += 1
            assert not closeness(values[at], told), (market, rows[key].iloc[at], told)
    assert hidden_count > 0, "nothing was hidden, so nothing was tried"


def test_what_the_public_sees_of_online_sales_has_five_stores_and_none_that_dominates(
    demo: Connection, filters: list[Choice]
) -> None:
    seen = collected(demo, "adoption.online", filters, PUBLIC)
    shown = seen[seen["online_krw"].notna()]
    assert len(shown) and len(shown) < len(seen)
    assert not set(SHARING) & set(seen)
    for row in shown.to_dict("records"):
        by_store: dict[str, int] = defaultdict(int)
        told = answer(demo, "adoption.stores", Choice(market_id=row["market_id"])).rows
        for use in told.dropna(subset=["recent_sales_krw"]).to_dict("records"):
            by_store[use["store_name"]] += use["recent_sales_krw"]
        sales = sorted(by_store.values())
        assert len(sales) >= 5 and sales[-1] <= 0.75 * row["online_krw"]


@pytest.mark.parametrize("question", list(queries()))
@pytest.mark.parametrize("viewer", [PUBLIC, Viewer(Role.ASSOCIATION, frozenset({1}))], ids=["public", "association"])
def test_no_question_tells_single_shops_or_too_few(demo: Connection, question: str, viewer: Viewer) -> None:
    for choice in (Choice(), Choice(market_id=1), Choice(import_id=1)):
        seen = answer(demo, question, choice, viewer).rows
        others = ~seen["market_id"].isin(viewer.market_ids) if "market_id" in seen else pd.Series(True, seen.index)
        assert not set(seen) & set(SHARING)
        for name in STORE_LEVEL_COLUMNS & set(seen):
            assert not others.all() and set(seen.loc[others, name].fillna("")) <= {""}, "shops of others have no name"
        if "business_count" not in seen:
            continue
        assert (seen.loc[others, "business_count"].dropna() >= 5).all(), "of others an association sees what all see"
        if "withheld_reason" in seen:
            withheld = seen[(seen["withheld_reason"] != "") & others]
            assert set(seen["withheld_reason"]) <= {*map(str, Reason), ""}
            of_parts = set(PROTECTED[question].parts) if question in PROTECTED else set()
            assert withheld["business_count"].isna().all() or of_parts
            own = seen[~others]
            assert own["business_count"].notna().all(), "own market in detail"
            few = own[own["business_count"] < 3]
            assert few.loc[few["withheld_reason"] != "", "business_count"].notna().all()
            for name in EARNINGS & set(own) | ({"sales_krw", "recent_sales_krw"} & set(own)):
                assert few[name].isna().all(), f"what a single shop earns: {name}"


def test_the_officer_sees_every_row_as_it_is_and_files_line_by_line_are_for_the_office(demo: Connection) -> None:
    for name in ("versions.history", "adoption.online", "readiness.by_score"):
        assert "withheld_reason" not in answer(demo, name, Choice(), LOCAL_OFFICER).rows
    assert len(answer(demo, "versions.history").rows)
    assert not len(answer(demo, "versions.history", Choice(), PUBLIC).rows)
