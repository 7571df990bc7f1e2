"""Counts that are parts of others, cell by cell: of the shops that were asked, those that have a thing and use it.

A part of one to four shops is hidden, and so is one that leaves one to four of its whole: the whole is shown, and the
difference would tell them. No shop stands behind a zero. Where a total over rows of a market is told elsewhere, the
cheapest other cell is hidden too. Parts that a market cannot tell alone are told as one with others of its province.
Source: Hundepool et al. (2012), 4.3.1 (table redesign), 4.3.3 and 4.4.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.suppression import Reason
from data.suppression.grouping import FEWEST_TOGETHER
from data.suppression.secondary import NEAREST_SHARE

#: How much of the country the rows are asked about, for the gate, which takes it away: '' = part of a province.
WHOLE = "whole_of"
SIDO, NATION = "sido", "nation"
#: Part -> the counts that it is a part of, or that are parts of it; all are shown beside it where they pass.
Parts = Mapping[str, tuple[str, ...]]


def without_small(rows: pd.DataFrame, own: "pd.Series[bool]", fewest: int, parts: Parts, adds_up: bool) -> pd.DataFrame:
    """Rows of the gate without parts of few shops, and with a reason where one is hidden; own rows stay.

    adds_up: the rows of a market add up to a total that is known.
    """
    shown = rows.copy()
    for part, others in parts.items():
        hidden = _is_small(rows[part], fewest)
        for other in others:
            hidden |= shown[other].notna() & _is_small((rows[other] - rows[part]).abs(), fewest)
        hidden &= ~own
        told = _derivable(rows, part, others[0], hidden & rows[part].notna(), own) if adds_up else hidden
        shown[part] = shown[part].astype("Int64").mask(told)
        _explain(shown, hidden, Reason.FEW)
        _explain(shown, told & ~hidden, Reason.DERIVABLE)
    return shown


def _is_small(count: pd.Series, fewest: int) -> "pd.Series[bool]":
    return count.between(1, fewest - 1).fillna(False).astype(bool)


def _explain(shown: pd.DataFrame, hidden: "pd.Series[bool]", reason: Reason) -> None:
    if not hidden.any():
        return
    if "withheld_reason" not in shown:
        shown["withheld_reason"] = pd.Series("", shown.index, dtype="str")
    shown.loc[hidden & (shown["withheld_reason"] == ""), "withheld_reason"] = str(reason)


def _derivable(
    rows: pd.DataFrame, part: str, whole: str, hidden: "pd.Series[bool]", own: "pd.Series[bool]"
) -> "pd.Series[bool]":
    """The hidden cells and those that have to go with them, for the sum over a market's rows is known."""
    told = hidden.copy()
    for _, at in (
        rows.index[rows[part].notna() & ~own].groupby(rows.loc[rows[part].notna() & ~own, "market_id"]).items()
    ):
        values, most = rows.loc[at, part].to_numpy(float), rows.loc[at, whole].to_numpy(float)
        told[at] = beside(values, most, told[at].to_numpy(bool))
    return told


def beside(values: "np.ndarray", most: "np.ndarray", hidden: "np.ndarray") -> "np.ndarray":
    """Cells to hide until none of the first is told by the sum of all, each between 0 and its most; cheapest first.

    With one sum the bounds are plain: what the others can take up at most, and at least.
    """
    first, hidden = hidden.copy(), hidden.copy()
    while first.any() and not hidden.all():
        left = values[hidden].sum()
        low = np.maximum(0, left - (most[hidden].sum() - most))
        high = np.minimum(most, left)
        room = NEAREST_SHARE * np.maximum(values, 1)
        narrow = first & ~(((low <= values - room) | (low == 0)) & (high >= values + room))
        if not narrow.any():
            break
        # a cell of nothing takes up nothing, unless there is no other
        hidden[min(np.flatnonzero(~hidden), key=lambda one: (values[one] <= 0, values[one]))] = True
    return hidden


def told_as_one(
    shown: pd.DataFrame, rows: pd.DataFrame, key: str, counts: tuple[str, str], fewest: int
) -> pd.DataFrame:
    """The rows of the gate, and under each key one without a market for those of a province whose part is hidden.

    rows: the same before the gate, with sido_code and WHOLE. counts: the whole and its part. market_count says how many
    are told as one; those of provinces that cannot be told so are told together, where the nation is asked about. The
    part is rounded to the fewest, as in ``grouping.told_in_groups``.
    """
    whole, part = counts
    hidden = shown[whole].notna() & shown[part].isna() & (rows[WHOLE] != "").reindex(shown.index)
    made = []
    for name, of_item in rows[hidden].groupby(key, sort=False):
        rest = []
        for sido, some in of_item.groupby("sido_code", sort=False):
            if is_safe(some[whole].to_numpy(int), some[part].to_numpy(int), fewest):
                made.append(_as_one(some, key, str(name), str(sido), counts, fewest))
            else:
                rest.append(some)
        if rest and (rest[0][WHOLE] == NATION).all():
            others = pd.concat(rest)
            if is_safe(others[whole].to_numpy(int), others[part].to_numpy(int), fewest):
                made.append(_as_one(others, key, str(name), "", counts, fewest))
    if not made:
        return shown
    blank = {name: pd.NA if pd.api.types.is_numeric_dtype(shown[name]) else "" for name in shown}
    added = pd.DataFrame([{**blank, **one} for one in made], columns=list(shown.columns))
    types = {name: "Int64" if pd.api.types.is_numeric_dtype(kind) else kind for name, kind in shown.dtypes.items()}
    return pd.concat([shown.astype(types), added.astype(types)], ignore_index=True)


def _as_one(
    some: pd.DataFrame, key: str, name: str, sido: str, counts: tuple[str, str], fewest: int
) -> dict[str, object]:
    whole, part = counts
    rounded = (int(some[part].sum()) + fewest // 2) // fewest * fewest
    told = int(some[whole].sum())
    return {
        key: name, "sido_code": sido, whole: told, part: rounded, "market_count": len(some), "business_count": told
    }  # fmt: skip


def is_safe(whole: "np.ndarray", part: "np.ndarray", fewest: int) -> bool:
    """Whether the sum of the parts may be told, rounded to the fewest, to nobody's harm, also by who knows one of them.

    It is assumed that the reader knows of each which side is small, and that it is one to fewest - 1: the hardest case.
    """
    if len(whole) < FEWEST_TOGETHER or part.sum() < fewest or (whole - part).sum() < fewest:
        return False
    known = [np.ones(len(whole), bool), *(np.arange(len(whole)) != at for at in range(len(whole)))]
    return all(_is_open(whole[some], part[some], fewest) for some in known)


def _is_open(whole: "np.ndarray", part: "np.ndarray", fewest: int) -> bool:
    below = part < fewest
    small = np.where(below, part, whole - part)
    sign = np.where(below, 1, -1)
    told, room = int((sign * small).sum()), fewest // 2
    least, most = np.where(sign > 0, 1, 1 - fewest), np.where(sign > 0, fewest - 1, -1)
    # of a part on the other side the ends change places
    low = np.maximum(least, told - room - (most.sum() - most))
    high = np.minimum(most, told + room - (least.sum() - least))
    return bool(((high - low) > 0).all())
