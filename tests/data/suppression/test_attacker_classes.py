"""The curious visitor and the classes of scores: all that the public gets of them, through every filter, in two states
of the store, beside what it may know of one market, in one linear system.

It knows besides: of every market how many stores have a score, and what all their scores add up to (uses of the twelve
things, where every store answered for each).
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from sqlalchemy import Connection

from data.choice import Choice
from data.codes import SCORE_CLASSES, MarketKind, ReadinessItem, Role
from data.disclosure import Viewer
from data.queries import answer
from data.suppression import grouping
from data.suppression.grouping import grouped, told_in_groups
from data.suppression.secondary import NEAREST_SHARE

PUBLIC = Viewer(Role.PUBLIC)
FEWEST = 5
SCORES = 13
WORLDS = 30
#: A rounded number is at most so far from the true one.
ROUNDED = FEWEST // 2


#: Province -> the markets told as one there, each with the state of the store it is meant in (None = it never changed).
Pools = Mapping[str, list[tuple[int, int | None]]]


class System:
    """What is known of the stores of some markets by score, which are all at least 0."""

    def __init__(self) -> None:
        self.at: dict[object, int] = {}
        self.known: list[tuple[dict[int, float], float, float]] = []

    def cells(self, market: object, low: int = 0, high: int = SCORES - 1) -> list[int]:
        first = self.at.setdefault(market, len(self.at)) * SCORES
        return list(range(first + low, first + high + 1))

    def learn(self, cells: list[int], low: float, high: float, factors: list[float] | None = None) -> None:
        self.known.append((dict(zip(cells, factors or [1.0] * len(cells), strict=True)), low, high))

    def bounds(self, cells: list[int]) -> tuple[float, float]:
        """The least and the most that these can add up to."""
        width = len(self.at) * SCORES
        matrix, most = np.zeros((2 * len(self.known), width)), np.zeros(2 * len(self.known))
        for line, (told, low, high) in enumerate(self.known):
            for cell, factor in told.items():
                matrix[2 * line, cell], matrix[2 * line + 1, cell] = factor, -factor
            most[2 * line], most[2 * line + 1] = high, -low
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(width)
            aim[cells] = sign
            solved = linprog(aim, A_ub=matrix, b_ub=most, bounds=(0, None), method="highs")
            assert solved.status == 0, solved.message
            ends.append(sign * solved.fun)
        return ends[0], ends[1]

    def told(self, rows: pd.DataFrame, pools: Pools, state: object = None) -> None:
        """Take in rows of the gate."""
        for row in rows[rows["store_count"].notna()].to_dict("records"):
            as_one = pd.isna(row["market_id"])
            members = pools[row["sido_code"]] if as_one else [(row["market_id"], state)]
            cells = [one for member in members for one in self.cells(member, row["from_score"], row["to_score"])]
            room = ROUNDED if as_one else 0
            self.learn(cells, row["store_count"] - room, row["store_count"] + room)


def is_pinned(value: float, low: float, high: float) -> bool:
    room = NEAREST_SHARE * value
    return low > value - room and high < value + room


@pytest.fixture(scope="module")
def truth(demo: Connection) -> pd.DataFrame:
    return answer(demo, "readiness.by_class").rows


@pytest.fixture(scope="module")
def choices(truth: pd.DataFrame) -> list[Choice]:
    made = [Choice(), *(Choice(kind=kind) for kind in MarketKind)]
    for sido in sorted(set(truth["sido_code"])):
        made += [Choice(sido=sido), *(Choice(sido=sido, kind=kind) for kind in MarketKind)]
    made += [Choice(sido=one[:2], sigungu=one) for one in sorted(set(truth["sigungu_code"])) if one]
    return made + [Choice(market_id=int(one)) for one in set(truth["market_id"])]


def collected(demo: Connection, choices: list[Choice], viewer: Viewer) -> pd.DataFrame:
    rows = [answer(demo, "readiness.by_class", one, viewer).rows for one in choices]
    return pd.concat([one.assign(withheld_reason=one.get("withheld_reason", "")) for one in rows]).drop_duplicates()


@pytest.fixture(scope="module")
def public(demo: Connection, choices: list[Choice]) -> pd.DataFrame:
    """All that the public gets through every filter."""
    return collected(demo, choices, PUBLIC)


def pools_of(seen: pd.DataFrame, truth: pd.DataFrame) -> Pools:
    """Who is told as one: every market that is told in no other way, where there is such a row."""
    alone = set(seen.loc[seen["store_count"].notna(), "market_id"].dropna())
    places = truth.drop_duplicates("market_id")
    pooled = set(seen.loc[seen["market_id"].isna(), "sido_code"])
    return {
        code: [(one, None) for one in places.loc[places["sido_code"] == code, "market_id"] if one not in alone]
        for code in pooled
    }


def test_the_public_sees_most_markets_and_provinces_by_class(demo: Connection, truth: pd.DataFrame) -> None:
    seen = answer(demo, "readiness.by_class", Choice(), PUBLIC).rows
    shown = seen[seen["store_count"].notna()]
    assert shown.drop_duplicates(["sido_code", "market_id"])["market_count"].sum() >= 30
    assert seen.groupby("sido_code")["store_count"].apply(lambda own: own.notna().all()).sum() >= 8
    assert (shown["store_count"] >= FEWEST).all() and (shown.groupby("market_id")["from_score"].nunique() >= 2).all()
    assert truth["market_id"].nunique() == shown.drop_duplicates(["sido_code", "market_id"])["market_count"].sum() + (
        seen.loc[seen["store_count"].isna(), "market_id"].nunique()
    )
    assert not len(answer(demo, "readiness.by_score", Choice(), PUBLIC).rows), "scores one by one would tell the rest"


def test_through_all_filters_one_verdict_and_no_few_stores_are_known(
    demo: Connection, truth: pd.DataFrame, public: pd.DataFrame
) -> None:
    shown = public[public["store_count"].notna()]
    assert not shown.duplicated(["sido_code", "market_id", "from_score"]).any(), "two filters, two verdicts"
    pools = pools_of(public, truth)
    assert pools and all(len(one) >= grouping.FEWEST_TOGETHER for one in pools.values())
    assert _tried(truth, [(shown, None)], pools, demo) > 20


@pytest.mark.parametrize("at", range(3))
def test_nor_by_who_knows_one_market_of_those_told_as_one(
    demo: Connection, truth: pd.DataFrame, public: pd.DataFrame, at: int
) -> None:
    pools = pools_of(public, truth)
    # one association for each province: they do not meet, for no row is about two provinces
    insiders = [members[at % len(members)][0] for members in pools.values()]
    inside = collected(demo, [Choice()], Viewer(Role.ASSOCIATION, frozenset(map(int, insiders))))
    own = inside[inside["market_id"].isin(insiders)]
    assert len(own) == len(SCORE_CLASSES) * len(insiders)
    assert _tried(truth, [(public, None), (own, None)], pools, demo, besides=frozenset(insiders)) > 10


def _tried(
    truth: pd.DataFrame,
    seen: list[tuple[pd.DataFrame, object]],
    pools: Pools,
    demo: Connection,
    besides: frozenset[object] = frozenset(),
) -> int:
    """How many cells of few stores were looked for, none of them known to within a tenth."""
    uses = answer(demo, "readiness.by_item", Choice(), PUBLIC).rows
    count = 0
    for sido, place in truth.groupby("sido_code"):
        system = System()
        for market, own in place.groupby("market_id"):
            scored = float(own["business_count"].iloc[0])
            system.learn(system.cells((market, None)), scored, scored)
            told = uses[uses["market_id"] == market]
            if len(told) == len(ReadinessItem) and (told["told_count"] == scored).all():
                # of a hidden item it is known that some use it and some do not
                least, most = (told["used_count"].fillna(told["told_count"] * 0 + end) for end in (1, scored - 1))
                weights = [float(one) for one in range(SCORES)]
                system.learn(system.cells((market, None)), float(least.sum()), float(most.sum()), weights)
        for rows, state in seen:
            system.told(rows[rows["sido_code"] == sido], pools, state)
        for row in place[place["store_count"].between(1, FEWEST - 1)].to_dict("records"):
            if row["market_id"] in besides:
                continue
            count += 1
            bounds = system.bounds(system.cells((row["market_id"], None), row["from_score"], row["to_score"]))
            assert not is_pinned(row["store_count"], *bounds), (row, bounds)
    return count


def world(luck: np.random.Generator) -> "np.ndarray":
    """Stores by class of the markets of one province."""
    shares = luck.dirichlet([6, 2.5, 0.5, 0.1], size=int(luck.integers(4, 10)))
    return np.stack([luck.multinomial(int(luck.integers(6, 40)), one) for one in shares])


def gated(counts: "np.ndarray") -> tuple[pd.DataFrame, list[int]]:
    """What the public gets of a province, and the markets told as one."""
    found, classes = grouped(counts, FEWEST), range(len(SCORE_CLASSES))
    rows = []
    for market, (starts, pooled) in enumerate(zip(found.starts, found.pooled, strict=True)):
        for at in classes:
            first = max((one for one in starts if one <= at), default=None)
            last = min((one for one in starts if one > at), default=len(classes)) - 1
            span = (SCORE_CLASSES[first][1], SCORE_CLASSES[last][2]) if first is not None else (None, None)
            count, size = counts[market, at], counts[market].sum()
            told = (*SCORE_CLASSES[at][1:], count, size, 1, *span)
            rows.append((market, f"m{market}", "50", *told, "50" if pooled else "", True))
    numbers = ["from_score", "to_score", "store_count", "business_count", "market_count", "group_from", "group_to"]
    made = pd.DataFrame(rows, columns=["market_id", "market_name", "sido_code", *numbers, "pool", "is_whole"])
    made = made.astype(dict.fromkeys(["market_id", *numbers], "Int64"))
    seen = told_in_groups(made, pd.Series(False, made.index), FEWEST)
    return seen, [
        at for at, (pooled, starts) in enumerate(zip(found.pooled, found.starts, strict=True)) if pooled and starts
    ]


def pinned_between_editions(seed: int) -> tuple[int, int]:
    """Cells of few stores looked for and found: a later file changed one market, and the visitor knows which, and that
    nothing else changed.
    """
    luck = np.random.default_rng(seed)
    first = world(luck)
    second = first.copy()
    changed = int(luck.integers(len(first)))
    second[changed] = world(luck)[0]
    system, states = System(), {0: first, 1: second}
    for state, counts in states.items():
        seen, pooled = gated(counts)
        which = {market: (market, state if market == changed else None) for market in range(len(counts))}
        for market, row in enumerate(counts):
            system.learn(system.cells(which[market]), float(row.sum()), float(row.sum()))
        system.told(seen[seen["market_id"].isna()], {"50": [which[one] for one in pooled]})
        for market in range(len(counts)):
            system.told(seen[seen["market_id"] == market], {}, which[market][1])
    tried = found = 0
    for state, counts in states.items():
        for market, row in enumerate(counts):
            for at, (_, low, high) in enumerate(SCORE_CLASSES):
                if 0 < row[at] < FEWEST and (state == 0 or market == changed):
                    cells = system.cells((market, state if market == changed else None), low, high)
                    tried += 1
                    found += is_pinned(row[at], *system.bounds(cells))
    return tried, found


def test_a_later_edition_betrays_no_few_stores() -> None:
    counted = [pinned_between_editions(seed) for seed in range(WORLDS)]
    assert sum(tried for tried, _ in counted) > 200
    assert [seed for seed, (_, found) in enumerate(counted) if found] == []


def test_without_rounding_a_later_edition_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial can find something: exact sums of markets told as one give away who joins or leaves them."""
    summed = grouping._summed
    monkeypatch.setattr(grouping, "_summed", lambda told, _fewest: summed(told, 1))
    monkeypatch.setattr("tests.data.suppression.test_attacker_classes.ROUNDED", 0)
    assert sum(pinned_between_editions(seed)[1] for seed in range(WORLDS)) > 0
