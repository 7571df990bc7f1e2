"""Notable changes: without a change the list stays empty, a planted one is found; both shown by simulation."""

import numpy as np
import pandas as pd
import pytest

from data.metrics.changes import LEAST_HISTORY, behind, bound, growth, notable, notable_months, silences

MONTHS = 36
FIRST = pd.Timestamp("2020-01-01")


def world(
    chance: np.random.Generator,
    markets: int,
    *,
    noise: float = 0.03,
    uneven: float = 0.4,
    lasting: float = 0.3,
    planted: tuple[int, int, float] | None = None,
) -> pd.DataFrame:
    """Markets with a trend, a common shock and noise of their own. planted: place, month and size of a lasting
    change."""
    length = MONTHS + 12
    own = chance.normal(0, 1, (length, markets))
    for at in range(1, length):
        own[at] = lasting * own[at - 1] + np.sqrt(1 - lasting**2) * own[at]
    logs = 18 + own * noise * np.exp(chance.normal(0, uneven, markets)) + chance.normal(0, 0.06, (length, 1))
    logs += np.arange(length)[:, None] / 12 * chance.normal(0.02, 0.035, markets)
    if planted:
        logs[12 + planted[1] :, planted[0]] += np.log(1 + planted[2])
    amounts = np.exp(logs)
    return pd.DataFrame({
        "market_id": np.repeat(np.arange(1, markets + 1), MONTHS),
        "kind": np.repeat([("permanent", "mixed")[at % 2] for at in range(markets)], MONTHS),
        "month": np.tile(pd.date_range(FIRST, periods=MONTHS, freq="MS"), markets),
        "amount_krw": amounts[12:].T.ravel(), "matched_amount_krw": amounts[12:].T.ravel(),
        "matched_previous_amount_krw": amounts[:-12].T.ravel(), "is_provisional": False,
    })  # fmt: skip


QUIET_WORLDS = [
    {"markets": 30},
    {"markets": 120},
    {"markets": 120, "lasting": 0.0, "uneven": 0.0},
    {"markets": 120, "noise": 0.06, "uneven": 0.6, "lasting": 0.5},
]


@pytest.mark.parametrize("made", QUIET_WORLDS, ids=str)
def test_with_no_change_planted_fewer_than_one_month_in_twenty_raises_one(made: dict[str, float]) -> None:
    """A month counts when any market of the whole list is told in it: the strictest reading."""
    chance = np.random.default_rng(20240601)
    raised = judged = 0
    for _ in range(25):
        raised += notable_months(growth(world(chance, **made)))["month"].nunique()  # type: ignore[arg-type]
        judged += MONTHS - LEAST_HISTORY
    assert judged == 700
    assert raised / judged < 1 / 20


@pytest.mark.parametrize(("size", "least"), [(-0.35, 0.85), (-0.25, 0.6), (0.5, 0.85)])
def test_a_planted_change_is_found_in_its_month_or_soon_after(size: float, least: float) -> None:
    chance = np.random.default_rng(7)
    found = 0
    for _ in range(30):
        told = notable_months(growth(world(chance, 120, planted=(7, 30, size))))
        told = told[(told["market_id"] == 8) & (told["month"] >= FIRST + pd.DateOffset(months=30))]
        right = told["change_kind"].isin(("fall", "trend_down") if size < 0 else ("rise", "trend_up"))
        found += bool(right.any())
    assert found / 30 >= least


def test_a_slow_decline_is_told_as_a_broken_trend() -> None:
    chance = np.random.default_rng(5)
    rows = world(chance, 60, noise=0.02, uneven=0.1)
    own = (rows["market_id"] == 4).to_numpy() & (rows["month"] >= FIRST + pd.DateOffset(months=24)).to_numpy()
    rows.loc[own, ["amount_krw", "matched_amount_krw"]] *= np.array([0.88] * own.sum())[:, None]
    told = notable_months(growth(rows))
    assert list(told.loc[told["market_id"] == 4, "change_kind"]) == ["trend_down"]


def test_what_all_markets_share_is_nobodys_change() -> None:
    rows = world(np.random.default_rng(2), 40)
    last = (rows["month"] == rows["month"].max()).to_numpy()
    rows.loc[last, ["amount_krw", "matched_amount_krw"]] *= 0.5
    assert not (notable_months(growth(rows))["month"] == rows["month"].max()).any()


def test_a_lasting_fall_is_told_once() -> None:
    told = notable_months(growth(world(np.random.default_rng(7), 120, planted=(7, 20, -0.5))))
    assert list(told.loc[told["market_id"] == 8, "change_kind"]) == ["fall"]


def test_more_markets_and_a_shorter_past_raise_the_bound() -> None:
    assert bound(1400) > bound(120) > bound(30) > 2
    assert bound(120, 5) > bound(120, 12) > bound(120)


def told(rows: list[tuple[int, str, str, str, int]]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["market_id", "method", "first_month", "last_month", "month_count"])
    return made.astype({"first_month": "datetime64[us]", "last_month": "datetime64[us]", "month_count": "Int64"})


REGULAR = (1, "card", "2023-01-01", "2024-12-01", 24)


def test_a_method_that_was_told_every_month_and_is_not_any_more_is_silence() -> None:
    found = silences(told([REGULAR, (1, "zeropay", "2023-01-01", "2024-08-01", 20)]), pd.Timestamp("2024-12-01"))
    assert [(row.market_id, row.method, row.silent_months) for row in found.itertuples()] == [(1, "zeropay", 4)]
    assert found["month"][0] == pd.Timestamp("2024-09-01")


def test_a_method_that_was_often_missing_may_be_silent_longer() -> None:
    found = silences(told([REGULAR, (1, "zeropay", "2023-01-01", "2024-08-01", 10)]), pd.Timestamp("2024-12-01"))
    assert found.empty


def test_a_market_silent_in_everything_is_told_once_and_months_nobody_told_are_nobodys_silence() -> None:
    rows = told([REGULAR, (2, "card", "2023-01-01", "2024-06-01", 18), (2, "zeropay", "2023-01-01", "2024-06-01", 18)])
    found = silences(rows, pd.Timestamp("2024-12-01"))
    assert list(found["change_kind"]) == ["market_silent"]
    assert silences(told([REGULAR]), pd.Timestamp("2025-12-01")).empty
    assert silences(told([]), pd.Timestamp("2025-12-01")).empty


def test_the_rows_behind_add_up() -> None:
    rows = world(np.random.default_rng(7), 40, planted=(7, 30, -0.5))
    months = behind(rows, 8)
    assert len(months) == MONTHS
    known = months.dropna()
    together = (1 + known["like_share"]) * (1 + known["apart_share"]) - 1
    assert np.allclose(known["change_share"], together)
    assert behind(rows.iloc[:0], 8).empty


def test_the_list_is_ordered_and_empty_rows_give_an_empty_one() -> None:
    rows = world(np.random.default_rng(7), 120, planted=(7, 30, -0.5))
    found = notable(rows, told([REGULAR]), FIRST, rows["month"].max())
    assert list(found["month"]) == sorted(found["month"], reverse=True)
    assert notable(rows.iloc[:0], told([]), FIRST, FIRST).empty
