"""Digital readiness of stores and markets, and how far any rank depends on the weights.

A store has twelve items; an item counts only if it was used within 90 days. Classes are those of the EU Digital
Intensity Index: 0-3 very low, 4-6 low, 7-9 high, 10-12 very high. A market is the distribution of its stores.

Source: Eurostat, Digital Intensity Index (isoc_e_dii), cut-offs 0-3, 4-6, 7-9, 10-12.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.codes import SCORE_CLASSES, ReadinessItem

USED_DAYS = 90
CLASSES = SCORE_CLASSES
DRAWS = 2_000
SEED = 20
#: Weights are drawn between half and double the reader's: any of those could be argued for.
SPAN = 2.0


def used_items(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """One row per store, one boolean column per item: used within 90 days before as_of. NA where it told nothing.

    rows: store_key, item, last_used_on (datetime64, NaT = has it, never used or not told when), is_present (1, 0, NA).
    """
    recent = rows["last_used_on"] > as_of - pd.Timedelta(days=USED_DAYS)
    counted = (rows["is_present"] == 1) & recent & (rows["last_used_on"] <= as_of)
    told = rows.assign(is_used=counted).pivot_table("is_used", "store_key", "item", aggfunc="max")
    return told.reindex(columns=[str(item) for item in ReadinessItem]).astype("boolean")


def score(used: pd.DataFrame) -> pd.Series:
    """Items in use per store, 0 to 12; missing where a store did not answer every item: not known is not low."""
    return used.sum(axis=1, skipna=False).astype("Int64")


def class_of(points: int) -> str:
    """Class of a score. Raises: ValueError outside 0 to 12."""
    for name, low, high in CLASSES:
        if low <= points <= high:
            return name
    raise ValueError(f"{points} is no score of twelve items")


@dataclass(frozen=True)
class RankSpan:
    """Where a market stands (1 = most items in use): with the reader's weights, and 90 % of ranks by other weights."""

    place: int
    best: int
    worst: int


def rank_spans(shares: pd.DataFrame, weights: Mapping[str, float] | None = None) -> dict[object, RankSpan]:
    """Span of ranks of each market (index) over reasonable weights. shares: part of stores using each item (columns).

    Markets with a missing share are left out: they are not known.

    References: Saisana, Saltelli, Tarantola (2005), J. R.
    Statist. Soc. A 168, on uncertainty of composite indicators.
    """
    known = shares.dropna()
    if known.empty:
        return {}
    told = np.array([(weights or {}).get(str(item), 1.0) for item in known.columns], dtype=float)
    rng = np.random.default_rng(SEED)
    drawn = told * np.exp(rng.uniform(-np.log(SPAN), np.log(SPAN), (DRAWS, len(told))))
    values = known.to_numpy(dtype=float)
    ranks = _ranks(drawn @ values.T / drawn.sum(axis=1, keepdims=True))
    own = _ranks((told @ values.T / max(told.sum(), 1e-12))[None, :])[0]
    low, high = np.quantile(ranks, [0.05, 0.95], axis=0, method="nearest")
    return {
        market: RankSpan(int(own[at]), min(int(low[at]), int(own[at])), max(int(high[at]), int(own[at])))
        for at, market in enumerate(known.index)
    }


def _ranks(values: "np.ndarray") -> "np.ndarray":
    """Rank in each row, 1 for the highest; equal values share the better rank."""
    rounded = np.round(values, 9)
    ordered = -np.sort(-rounded, axis=1)
    return np.stack([np.searchsorted(-row, -own, side="left") + 1 for row, own in zip(ordered, rounded, strict=True)])
