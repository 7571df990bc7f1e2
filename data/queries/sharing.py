"""How an amount of a market is shared among its stores, from uses that do not name the store.

A store stands once on each channel. So a market has at least as many stores as its largest channel has uses; and its
largest store (its two largest) holds at most the sum, over channels, of the largest use (the two largest). Both err to
the safe side: an amount may be hidden without need, never shown in spite of one that dominates.
"""

from typing import Any

import numpy as np

from data.packing import Numbers, whole


def shared(amounts: Numbers, at: Numbers, channel: Numbers, which: Any, size: int) -> dict[str, Any]:
    """contributor_count, largest_share and two_largest_share (0 to 1; 0 where nothing was sold) of each place.

    amounts: of each use, in won. at: its place. channel: its channel's number within the place. which: the uses that
    tell an amount. size: how many places there are.
    """
    at, channel, amounts = at[which], channel[which], np.maximum(amounts[which], 0)
    if not len(at):
        return _told(np.zeros(size), np.zeros(size), np.zeros(size))
    order = np.lexsort((-amounts, channel, at))
    at, channel, amounts = at[order], channel[order], amounts[order].astype(np.float64)
    first = np.r_[True, (at[1:] != at[:-1]) | (channel[1:] != channel[:-1])]
    rank = np.arange(len(at)) - np.maximum.accumulate(np.where(first, np.arange(len(at)), 0))
    sums = np.bincount(at, amounts, size)
    fewest = np.zeros(size)
    np.maximum.at(fewest, at, rank + 1)
    one, two = (np.bincount(at, np.where(rank < top, amounts, 0.0), size) for top in (1, 2))
    part = np.divide(1.0, sums, out=np.zeros(size), where=sums > 0)
    return _told(fewest, one * part, two * part)


def _told(fewest: Any, one: Any, two: Any) -> dict[str, Any]:
    return {"contributor_count": whole(fewest.astype(np.int64)), "largest_share": one, "two_largest_share": two}
