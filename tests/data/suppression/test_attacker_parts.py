"""The curious visitor and counts that are parts of others: which stores opened, use, have a thing, told everything.

Every question's counts are declared here: those of businesses, which the public never gets between one and four, and
those of something else. The rest puts all that the public gets of items and channels into sums and looks for the few.
"""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from sqlalchemy import Connection

from data.choice import Choice
from data.codes import MarketKind, Role
from data.disclosure import Viewer
from data.queries import answer, queries
from data.suppression.parts import beside, is_safe
from data.suppression.secondary import NEAREST_SHARE

PUBLIC = Viewer(Role.PUBLIC)
FEWEST = 5
#: Counts of stores that do or did something: hidden below five.
OF_BUSINESSES = {
    "adoption.by_channel": {"told_count", "opened_count", "ordered_count", "closed_count"},
    "adoption.online": {"opened_count", "told_count", "contributor_count"},
    "programmes.ledger": {"store_count"},
    "readiness.by_class": {"store_count"},
    "readiness.by_item": {"told_count", "has_count", "used_count"},
    "readiness.by_score": {"store_count"},
    "readiness.markets": {"answered_count", "scored_count"},
    "readiness.stores": {"told_count", "held_count"},
}
#: Stores that a register lists, by place, without anything that they do. Everybody may look them up there.
OF_REGISTERS = {"store_count", "open_count", "merchant_count", "unknown_store_count", "reporting_store_count"}
OF_REGISTERS |= {"store_month_count", "empty_store_count", "covered_store_count"}
#: Markets, months, payments, visitors, rows of files, things.
OF_OTHERS = {
    "market_count", "market_with_rows_count", "reporting_market_count", "foreign_market_count", "counted_count",
    "expected_market_count", "asked_count", "present_count", "region_count", "transaction_count", "method_count",
    "foreign_transaction_count", "visitor_count", "worker_count", "customer_count", "payer_count", "month_count",
    "day_count", "car_count", "capacity_count", "known_count", "full_count", "heartbeat_day_count", "alarm_count",
    "false_alarm_count", "response_count", "silent_day_count", "row_count", "refused_count", "byte_count",
    "funder_count", "team_count", "platform_count", "event_count", "figure_count", "milestone_count", "grant_count",
    "order_count", "buyer_count", "repeat_buyer_count", "viewer_count", "registered_count", "attendee_count",
    "completer_count", "acting_count", "issued_count", "friend_count", "entry_count", "prize_count",
}  # fmt: skip


@pytest.fixture(scope="module")
def some(demo: Connection) -> list[Choice]:
    markets = answer(demo, "readiness.markets").rows
    places = [Choice(sido=sido) for sido in sorted(set(markets["sido_code"]))]
    kinds = [Choice(kind=kind) for kind in MarketKind]
    return [Choice(), *places, *kinds, *(Choice(market_id=one, import_id=1) for one in (1, 2, 3, 119))]


def test_every_count_of_every_question_is_declared_and_none_of_few_businesses_is_told(
    demo: Connection, some: list[Choice]
) -> None:
    undeclared, told = set(), set()
    for question in queries():
        ours = OF_BUSINESSES.get(question, set())
        for choice in some if ours else some[:1]:
            rows = answer(demo, question, choice, PUBLIC).rows
            counts = {str(name) for name in rows if str(name).endswith("_count")}
            undeclared |= {(question, one) for one in counts - ours - OF_REGISTERS - OF_OTHERS - {"business_count"}
                           if one != "used_count" or question != "programmes.events"}  # fmt: skip
            told |= {(question, one) for one in (ours | {"business_count"}) & counts
                     if rows[one].between(1, FEWEST - 1).any()}  # fmt: skip
    assert not undeclared and not told


@pytest.mark.parametrize("question", ["adoption.by_channel", "readiness.by_item", "readiness.markets"])
def test_no_difference_of_two_counts_that_are_told_is_a_few_businesses(demo: Connection, question: str) -> None:
    rows = answer(demo, question, Choice(), PUBLIC).rows
    pairs = {
        "adoption.by_channel": [("told", "opened"), ("opened", "ordered"), ("told", "ordered"), ("told", "closed")],
        "readiness.by_item": [("told", "used"), ("told", "has"), ("has", "used")],
        "readiness.markets": [("business", "answered"), ("answered", "scored"), ("business", "scored")],
    }[question]
    for whole, part in pairs:
        left = (rows[f"{whole}_count"] - rows[f"{part}_count"]).dropna()
        assert len(left) and not left.between(1, FEWEST - 1).any(), (whole, part)


def test_of_every_filter_no_store_among_few_that_use_a_thing_is_known(demo: Connection, some: list[Choice]) -> None:
    truth = answer(demo, "readiness.by_item").rows.set_index(["market_id", "item"])["used_count"]
    seen = pd.concat([answer(demo, "readiness.by_item", one, PUBLIC).rows for one in some]).drop_duplicates()
    assert not seen.duplicated(["market_id", "sido_code", "item"]).any(), "two filters, two verdicts"
    tried = 0
    for item, rows in seen.groupby("item"):
        own = rows[rows["market_id"].notna() & rows["used_count"].isna()]
        pools = rows[rows["market_id"].isna()]
        alone = set(pools["sido_code"]) - {""}
        for pool in pools.to_dict("records"):
            is_rest = pool["sido_code"] == ""
            members = own[~own["sido_code"].isin(alone)] if is_rest else own[own["sido_code"] == pool["sido_code"]]
            assert len(members) == pool["market_count"] and members["told_count"].sum() == pool["told_count"]
            values = truth.loc[[(one, item) for one in members["market_id"]]].to_numpy(float)
            for at, (low, high) in enumerate(_bounds(members["told_count"].to_numpy(float), float(pool["used_count"]))):
                room = NEAREST_SHARE * min(values[at], members["told_count"].iloc[at] - values[at])
                assert low <= values[at] - room or high >= values[at] + room
                tried += 1
    assert tried > 200


def _bounds(whole: "np.ndarray", told: float) -> list[tuple[float, float]]:
    """What the rounded sum leaves of each part, of which it is known that there are some on either side."""
    ones, found = np.ones((1, len(whole))), []
    for at in range(len(whole)):
        aim, ends = np.eye(len(whole))[at], []
        for sign in (1.0, -1.0):
            solved = linprog(
                sign * aim,
                A_ub=np.vstack([ones, -ones]),
                b_ub=[told + FEWEST // 2, FEWEST // 2 - told],
                bounds=[(1, one - 1) for one in whole],
                method="highs",
            )
            assert solved.status == 0, solved.message
            ends.append(sign * solved.fun)
        found.append((ends[0], ends[1]))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_sum_that_is_called_safe_leaves_two_values_to_who_knows_the_rule_and_one_market(seed: int) -> None:
    """By a solver over whole numbers: each hidden part is one to four, or one to four less than its whole."""
    luck = np.random.default_rng(seed)
    size = int(luck.integers(3, 7))
    whole = luck.integers(10, 40, size)
    small = luck.integers(1, FEWEST, size)
    part = np.where(luck.random(size) < 0.7, small, whole - small)
    if not is_safe(whole, part, FEWEST):
        return
    rounded = (int(part.sum()) + FEWEST // 2) // FEWEST * FEWEST
    sides = part < FEWEST
    low, high = np.where(sides, 1, whole - FEWEST + 1), np.where(sides, FEWEST - 1, whole - 1)
    for known in (None, *range(size)):
        least, most = low.copy(), high.copy()
        if known is not None:
            least[known] = most[known] = part[known]
        total = LinearConstraint(np.ones((1, size)), rounded - FEWEST // 2, rounded + FEWEST // 2)
        for at in set(range(size)) - {known}:
            ends = [
                milp(sign * np.eye(size)[at], integrality=np.ones(size), bounds=Bounds(least, most), constraints=total)
                for sign in (1, -1)
            ]
            assert round(ends[0].fun) < round(-ends[1].fun), (part, at, known)


def test_not_every_sum_is_safe() -> None:
    few = np.array([20, 20, 20])
    assert is_safe(few, np.array([2, 3, 2]), FEWEST)
    assert not is_safe(few[:2], np.array([3, 3]), FEWEST), "whoever knows one of two knows the other"
    assert not is_safe(few, np.array([1, 1, 1]), FEWEST), "three stores are few, together too"
    assert not is_safe(few, np.array([4, 4, 4]), FEWEST) or _bounds(few, 10)[0][0] < 4


def test_a_cell_that_the_sum_of_a_market_would_give_takes_another_with_it() -> None:
    hidden = beside(np.array([3.0, 9, 20]), np.array([9.0, 12, 25]), np.array([True, False, False]))
    assert list(hidden) == [True, True, False]
    assert not beside(np.array([6.0, 9]), np.array([9.0, 12]), np.array([False, False])).any()
