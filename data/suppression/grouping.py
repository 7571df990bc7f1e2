"""Parts of markets told more coarsely instead of not at all: classes side by side are taken together, and markets that
cannot be told alone are told as one with others of their province.

What is told are disjoint groups of shops, and every sum that is made of it is a sum of those: nothing can be found by
subtraction that is not told itself. Source: Hundepool et al. (2012), 4.3.1 (table redesign) and 4.4.3.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from data.suppression import Reason
from data.suppression.secondary import NEAREST_SHARE

#: Fewest markets told as one: whoever knows one of them in full still faces two.
FEWEST_TOGETHER = 3
#: Columns that say how rows may be told; they stay behind with the gate.
GROUP = ("group_from", "group_to", "pool", "is_whole")


@dataclass(frozen=True)
class Groups:
    """starts: of each market the classes (places) at which a group begins, () = nothing may be told of it.
    pooled: told as one with the others that are, in their province.
    """

    starts: tuple[tuple[int, ...], ...]
    pooled: tuple[bool, ...]


def finest(counts: "np.ndarray", fewest: int) -> tuple[int, ...]:
    """Where groups of neighbouring classes begin, as many as can be of which each holds the fewest; () below two."""
    for parts in range(len(counts), 1, -1):
        for cuts in combinations(range(1, len(counts)), parts - 1):
            starts = (0, *cuts)
            if (_sums(counts, starts) >= fewest).all():
                return starts
    return ()


def _sums(counts: "np.ndarray", starts: tuple[int, ...]) -> "np.ndarray":
    return np.add.reduceat(counts, starts)


def grouped(counts: "np.ndarray", fewest: int) -> Groups:
    """How the markets of one province may be told. counts: markets x classes, shops.

    A market is told alone where two groups or more of its own hold the fewest. The others are told as one; where that
    cannot be shown to be safe, the smallest of those told alone joins them, until it is, or nothing is told at all.
    """
    alone = [finest(row, fewest) for row in counts]
    rest = [at for at, starts in enumerate(alone) if not starts]
    others = sorted((at for at, starts in enumerate(alone) if starts), key=lambda at: (counts[at].sum(), at))
    together: tuple[int, ...] = ()
    while rest and not (together := _together(counts[rest], fewest)) and others:
        rest.append(others.pop(0))
    inside = set(rest)
    starts = [together if at in inside else alone[at] for at in range(len(counts))]
    return Groups(tuple(starts), tuple(at in inside for at in range(len(counts))))


def _together(counts: "np.ndarray", fewest: int) -> tuple[int, ...]:
    """Groups of markets told as one, () where they may not be: to nobody, nor to whoever knows one of them."""
    starts = finest(counts.sum(axis=0), fewest)
    if not starts or len(counts) < FEWEST_TOGETHER:
        return ()
    by_group = np.stack([_sums(row, starts) for row in counts])
    known = [by_group, *(np.delete(by_group, at, axis=0) for at in range(len(counts)))]
    return starts if all(is_safe(one, fewest) for one in known) else ()


def is_safe(counts: "np.ndarray", fewest: int) -> bool:
    """Whether the sum over markets may be told beside each market's number of shops. counts: markets x groups.

    Of two margins alone the bounds of a cell are those of Frechet, max(0, r + c - n) and min(r, c).
    """
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    if len(counts) < 2 or (columns < fewest).any():
        return False
    low, high = np.maximum(0, rows + columns - columns.sum()), np.minimum(rows, columns)
    room = NEAREST_SHARE * np.maximum(counts, 1)
    wide = ((low <= counts - room) | (low == 0)) & (high >= counts + room)
    return bool((wide | (counts >= fewest)).all())


def told_in_groups(rows: pd.DataFrame, own: "pd.Series[bool]", fewest: int) -> pd.DataFrame:
    """Rows by market and class as somebody may see them whose own markets are told in full.

    rows: market_id, market_name, from_score, to_score, store_count, business_count, and GROUP. Markets told as one
    have one row for each group, without number and name; market_count says how many they are. A market of which
    nothing may be told, or whose others are not all asked about, has one empty row with its reason.

    The shops of markets told as one are rounded to the fewest: who saw the same markets before one of them changed,
    joined or left, or knows several of them, cannot subtract to a few shops.
    """
    mine, others = rows[own], rows[~own]
    is_told = others["group_from"].notna() & ((others["pool"] == "") | others["is_whole"])
    for _, pool in others[is_told & (others["pool"] != "")].groupby("pool"):
        held = pool.pivot_table("store_count", "market_id", "group_from", aggfunc="sum").to_numpy(float)
        # beside own markets, which are told in full
        if own.any() and not is_safe(held, fewest):
            is_told[pool.index] = False
    kept = [one for one in (mine, _summed(others[is_told], fewest), _emptied(others[~is_told])) if len(one)]
    return pd.concat(kept or [rows]).sort_index().drop(columns=list(GROUP)).reset_index(drop=True)


def _summed(told: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """The rows of each market by its groups, those told as one added up, in the order of their places."""
    as_one = told["pool"] != ""
    # a province and a market may have the same number
    whole = [told["pool"], told["market_id"].where(~as_one, 0)]
    groups = told.groupby([*whole, told["group_from"]], sort=False)
    counts = groups["store_count"].transform("sum")
    counts = counts.where(~as_one, (counts + fewest // 2) // fewest * fewest)
    is_first = groups.cumcount() == 0
    markets = told.groupby(whole, sort=False)["market_id"].transform("nunique")
    made = told.assign(
        from_score=told["group_from"], to_score=told["group_to"], store_count=counts, market_count=markets
    )[is_first]
    added = made.groupby([one[is_first] for one in whole], sort=False)["store_count"].transform("sum")
    made = made.assign(business_count=added).astype(told.dtypes.to_dict())
    blank = {"market_id": pd.NA, "market_name": "", **{name: "" for name in told if str(name).startswith("sigungu_")}}
    for name, value in blank.items():
        made[name] = made[name].where(~as_one[is_first], value)
    return made


def _emptied(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows.drop_duplicates("market_id")
    numbers = ["from_score", "to_score", "store_count", "business_count"]
    return first.assign(**dict.fromkeys(numbers, pd.NA), withheld_reason=str(Reason.FEW)).astype(
        {name: rows[name].dtype for name in numbers}
    )
