"""What a market's stores could do next: the thing most of them do not use yet, and the one its likes mostly do."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class NextStep:
    """market_id; most_unused: item that the largest part of the stores that answered do not use, with that part;
    behind: item in which the market lies furthest below the median of the others ('' when in none), with the distance.
    """

    market_id: int
    most_unused: str
    unused_share: float
    behind: str
    behind_points: float


@dataclass(frozen=True)
class Support:
    """A programme that goes on: what items of readiness its kind supports, and which markets take part in it."""

    name: str
    items: tuple[str, ...]
    market_ids: tuple[int, ...]


def next_steps(shares: pd.DataFrame, uncompared: frozenset[str] = frozenset()) -> list[NextStep]:
    """One per market. shares: part of stores using each item (columns), by market (index); missing = not told.
    uncompared: items of which the median of the others is not known.
    """
    made = []
    for market_id, own in shares.iterrows():
        told = own.dropna().astype(float)
        if told.empty:
            continue
        others = shares.drop(index=market_id).median(numeric_only=True)
        distance = (others - told).dropna().drop(index=list(uncompared), errors="ignore")
        behind = str(distance.idxmax()) if len(distance) and distance.max() > 0 else ""
        made.append(
            NextStep(
                int(str(market_id)),
                str(told.idxmin()),
                1 - float(told.min()),
                behind,
                float(distance.max()) if behind else 0.0,
            )
        )
    return made
