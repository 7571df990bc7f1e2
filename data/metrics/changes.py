"""Notable changes: a month far off both a market's own past and its like, a trend that broke, a method gone silent.

Growth is the logarithm of a month over the same month a year before, like with like. What all markets of the kind
have in common (a feast that moved, a bad summer) is their median and is taken off. What is left, the market's own
growth, is held

- against its own past: z = (now - median) / (1.4826 MAD) of its up to 24 months before, and
- against its like: the same over all markets of the kind in that month.

Both must pass. The bounds grow with the number of markets that are judged, so that in a month in which nothing happened
the whole list stays empty with a chance of 19 in 20 (Bonferroni over normal and, for the short own past, t quantiles).

What must be believed: without a change a market's own growth is noise round a level of its own, not much more dependent
from month to month than two years that share a base make it, and of about the same size as before.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.metrics.standing import MAD_TO_SD

Numbers = npt.NDArray[np.float64]

#: Chance that a month without a change shows one if the two bounds were independent of each other and either alone were
#: asked for, shared by the three ways of looking. Both are asked for, so far fewer come: measured by simulation
#: (tests/data/metrics/test_changes.py), 1 to 3 months in a hundred.
FALSE_ALARMS = 0.12
LEAST_HISTORY, MOST_HISTORY = 8, 24
#: Markets of a kind that must tell a month before its median is taken off.
LEAST_LIKE = 8
#: Less than this is never told, however even a market's past was: growth apart from its like, as a logarithm.
LEAST_APART = math.log(1.08)
#: Months that a trend is averaged over.
TREND_MONTHS = 6
#: Months share a year before: a mean of six varies more than independent ones would.
DEPENDENCE = 1.8
#: A past may be even by chance: no spread below this. And the error of a median of n, in spreads over the root of n.
LEAST_SPREAD, MEDIAN_ERROR = 0.01, 1.25
#: Fewest months of silence that are told, and the least chance of a missing month that is believed.
LEAST_SILENCE, LEAST_MISSING = 3, 0.02


class ChangeKind(StrEnum):
    """What changed. Words: ``change_kind.<member>``."""

    FALL = "fall"
    RISE = "rise"
    TREND_DOWN = "trend_down"
    TREND_UP = "trend_up"
    SILENCE = "silence"
    MARKET_SILENT = "market_silent"


COLUMNS = {
    "market_id": "int64", "month": "datetime64[us]", "change_kind": "str", "method": "str", "change_share": "float64",
    "like_share": "float64", "own_z": "float64", "like_z": "float64", "silent_months": "Int64",
}  # fmt: skip


@dataclass(frozen=True)
class Growth:
    """Months (rows) by markets (columns). own: growth apart from its like; like: what they have in common; spread: of
    the like in that month, nan where too few tell it."""

    months: pd.DatetimeIndex
    market_ids: npt.NDArray[np.int64]
    all: Numbers
    like: Numbers
    spread: Numbers

    @property
    def own(self) -> Numbers:
        """What is left when the common part is taken off."""
        return self.all - self.like


def growth(rows: pd.DataFrame) -> Growth:
    """Of ``changes.monthly``: logarithm of each month over its year before, and what markets of a kind share of it.

    A kind of fewer than ``LEAST_LIKE`` markets in a month is held against all of them.
    """
    now, before = (rows[f"matched_{name}amount_krw"].to_numpy("float64", na_value=np.nan) for name in ("", "previous_"))
    whole = rows["amount_krw"].to_numpy("float64", na_value=np.nan)
    known = (now > 0) & (before > 0) & (now >= 0.5 * whole)
    logs = np.log(np.divide(now, before, out=np.full(len(rows), np.nan), where=known))
    table = pd.DataFrame({"month": rows["month"], "market_id": rows["market_id"].astype("int64"), "log": logs})
    wide = table.dropna().pivot(index="month", columns="market_id", values="log").sort_index()
    if len(wide):
        wide = wide.reindex(pd.date_range(wide.index[0], wide.index[-1], freq="MS"))
    kinds = rows.drop_duplicates("market_id").set_index("market_id")["kind"].reindex(wide.columns).to_numpy()
    values = wide.to_numpy("float64")
    like, spread = _shared(values, kinds)
    months = pd.DatetimeIndex(wide.index)
    return Growth(months, wide.columns.to_numpy("int64"), values, like, spread)


def _shared(values: Numbers, kinds: npt.NDArray[Any]) -> tuple[Numbers, Numbers]:
    like, spread = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    groups = [np.flatnonzero(kinds == kind) for kind in dict.fromkeys(kinds)]
    everyone = np.arange(values.shape[1])
    for at in range(len(values)):
        for group in groups:
            told = values[at, group][~np.isnan(values[at, group])]
            if len(told) < LEAST_LIKE:
                told = values[at, everyone][~np.isnan(values[at, everyone])]
            if len(told) >= LEAST_LIKE:
                like[at, group] = np.median(told)
                spread[at, group] = MAD_TO_SD * np.median(np.abs(told - np.median(told)))
    return like, spread


def bound(markets: int, freedom: float = math.inf) -> float:
    """How many spreads off a value must lie to be told when so many markets are judged at once; for t of that
    freedom.
    """
    z = NormalDist().inv_cdf(1 - FALSE_ALARMS / 3 / 2 / max(markets, 1))
    if math.isinf(freedom):
        return z
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def notable_months(found: Growth, first: pd.Timestamp | None = None) -> pd.DataFrame:
    """Single months far off, and trends that broke. first: the first month that is judged. Columns: ``COLUMNS``.

    A change is told in the month it first passes, and not again within a year if it goes the same way: a fall stands in
    twelve changes on the year before, and in the means of six months a while longer.
    """
    rows: list[dict[str, Any]] = []
    told: dict[tuple[int, bool], pd.Timestamp] = {}
    # what was told in the year and a half before is not told again, so those months are looked at as well
    earliest = first - pd.DateOffset(months=12 + TREND_MONTHS) if first is not None else None
    for at, month in enumerate(found.months):
        if earliest is not None and month < earliest:
            continue
        single, trend = _far_off(found, at, 1), _far_off(found, at, TREND_MONTHS)
        for column in np.flatnonzero(single.far | trend.far):
            alone = bool(single.far[column])
            seen = single if alone else trend
            way = (int(found.market_ids[column]), bool(seen.value[column] > 0))
            if way in told and month <= told[way] + pd.DateOffset(months=12 if alone else 12 + TREND_MONTHS):
                continue
            told[way] = month
            if first is None or month >= first:
                rows.append(_row(found, at, int(column), seen, alone))
    return _framed(rows)


_KINDS = {
    (True, False): ChangeKind.FALL, (True, True): ChangeKind.RISE, (False, False): ChangeKind.TREND_DOWN,
    (False, True): ChangeKind.TREND_UP,
}  # fmt: skip


@dataclass(frozen=True)
class _Off:
    """By market: mean of the last months, its distance from the own past and from the like in spreads, far or not."""

    value: Numbers
    own_z: Numbers
    like_z: Numbers
    far: npt.NDArray[np.bool_]


def _row(found: Growth, at: int, column: int, seen: _Off, alone: bool) -> dict[str, Any]:
    value, common = float(seen.value[column]), float(found.like[at, column])
    return {
        "market_id": int(found.market_ids[column]), "month": found.months[at],
        "change_kind": str(_KINDS[alone, value > 0]), "method": "", "change_share": math.expm1(value + common),
        "like_share": math.expm1(common), "own_z": float(seen.own_z[column]), "like_z": float(seen.like_z[column]),
        "silent_months": None,
    }  # fmt: skip


def _far_off(found: Growth, at: int, months: int) -> _Off:
    """The mean of the last months of every market against its own past and its like."""
    own, spread = found.own, found.spread[at]
    judged = int((~np.isnan(own[at])).sum())
    begin = max(at - months + 1, 0)
    past = own[max(begin - MOST_HISTORY, 0) : begin]
    count = (~np.isnan(past)).sum(axis=0)
    nothing = np.full(own.shape[1], np.nan)
    value = own[begin : at + 1].mean(axis=0) if at + 1 >= months else nothing
    can = ~np.isnan(value) & (count >= LEAST_HISTORY) & (spread > 0)
    middle, own_spread = nothing.copy(), nothing.copy()
    if can.any():
        middle[can] = np.nanmedian(past[:, can], axis=0)
        own_spread[can] = MAD_TO_SD * np.nanmedian(np.abs(past[:, can] - middle[can]), axis=0)
    own_spread = np.maximum(own_spread, LEAST_SPREAD)
    narrower = math.sqrt(months) / (DEPENDENCE if months > 1 else 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        own_z = (value - middle) / np.hypot(own_spread / narrower, own_spread * MEDIAN_ERROR / np.sqrt(count))
        like_z = value / (spread / narrower)
        own_bound = np.array([bound(judged, n / 2) if n else math.inf for n in range(MOST_HISTORY + 1)])[count]
        far = (np.abs(own_z) > own_bound) & (np.abs(like_z) > bound(judged)) & (own_z * like_z > 0)
        far &= can & (np.abs(value - middle) > LEAST_APART)
    return _Off(value, own_z, like_z, far)


def silences(last_told: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """Methods that were told regularly and then no more up to the end, of ``changes.last_told``. Columns: ``COLUMNS``.

    How long is long depends on how often the method was missing before: so long that such a run of missing months would
    come by chance in less than one month in a hundred over all methods of all markets. A market silent in all its
    methods is told once. Nothing is told for months that nobody tells yet.
    """
    if last_told.empty:
        return _framed([])
    end = min(end, last_told["last_month"].max())
    rows = last_told.assign(
        silent=_months_between(last_told["last_month"], end),
        span=_months_between(last_told["first_month"], last_told["last_month"]) + 1,
    )
    missing = ((rows["span"] - rows["month_count"].astype("int64")) + 0.5) / (rows["span"] + 1)
    missing = missing.clip(lower=LEAST_MISSING, upper=0.99)
    needed = np.ceil(np.log(FALSE_ALARMS / 3 / len(rows)) / np.log(missing)).clip(lower=LEAST_SILENCE)
    quiet = (rows["silent"] >= needed) & (rows["span"] >= LEAST_HISTORY)
    made = []
    silent_somewhere = rows["market_id"].isin(rows.loc[quiet, "market_id"])
    for market, methods in rows.assign(quiet=quiet)[silent_somewhere].groupby("market_id"):
        if methods["quiet"].all():
            made.append(_silent(int(market), methods["last_month"].max(), "", int(methods["silent"].min())))
        else:
            made += [_silent(int(market), one.last_month, one.method, int(one.silent))
                     for one in methods[methods["quiet"]].itertuples()]  # fmt: skip
    return _framed(made)


def _silent(market: int, last: pd.Timestamp, method: str, months: int) -> dict[str, Any]:
    kind = ChangeKind.SILENCE if method else ChangeKind.MARKET_SILENT
    return {
        "market_id": market, "month": last + pd.DateOffset(months=1), "change_kind": str(kind), "method": method,
        "change_share": None, "like_share": None, "own_z": None, "like_z": None, "silent_months": months,
    }  # fmt: skip


def _months_between(first: Any, last: Any) -> Any:
    first, last = (one.dt if isinstance(one, pd.Series) else one for one in (first, last))
    return (last.year - first.year) * 12 + last.month - first.month


def _framed(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def notable(monthly: pd.DataFrame, last_told: pd.DataFrame, first: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """All notable changes from the first month to the end, the newest first, of one month by market. Columns:
    ``COLUMNS``.
    """
    months = notable_months(growth(monthly), first) if len(monthly) else _framed([])
    found = [one for one in (months, silences(last_told, end)) if len(one)]
    if not found:
        return _framed([])
    rows = pd.concat(found, ignore_index=True).sort_values(["month", "market_id"], ascending=[False, True])
    return rows.reset_index(drop=True)


def behind(monthly: pd.DataFrame, market_id: int) -> pd.DataFrame:
    """The rows behind a change: the market's months. Columns: month, amount_krw, change_share, like_share (of its
    kind), apart_share (its own part), is_provisional."""
    found = growth(monthly)
    rows = monthly[(monthly["market_id"] == market_id).to_numpy()]
    if market_id not in found.market_ids:
        nothing = pd.Series(np.nan, index=rows.index)
        return rows[["month", "amount_krw", "is_provisional"]].assign(
            change_share=nothing, like_share=nothing, apart_share=nothing
        )
    column = int(np.flatnonzero(found.market_ids == market_id)[0])
    parts = pd.DataFrame({
        "month": found.months, "change_share": np.expm1(found.all[:, column]),
        "like_share": np.expm1(found.like[:, column]), "apart_share": np.expm1(found.own[:, column]),
    })  # fmt: skip
    kept = rows[["month", "amount_krw", "is_provisional"]]
    return kept.merge(parts.assign(month=parts["month"].astype(kept["month"].dtype)), on="month", how="left")
