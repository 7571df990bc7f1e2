"""What state a sales channel is in, for all stores that were brought onto it."""

from dataclasses import dataclass

import pandas as pd

from data.metrics.adoption import Day, ended_on, has_closed, is_dormant

#: Fewer than this part of the stores that opened still going: the channel is called reduced.
REDUCED_BELOW = 0.5


@dataclass(frozen=True)
class ChannelState:
    """One channel. state: planned (nobody opened yet), active, reduced (under half of those that opened still go on),
    closed (nobody does). ended_on: day the last one stopped, of a closed channel; the days are NaT where not told.
    """

    channel: str
    state: str
    opened: int
    going_on: int
    dormant: int
    closed: int
    first_opened_on: pd.Timestamp
    last_order_on: pd.Timestamp
    ended_on: pd.Timestamp


def states(rows: pd.DataFrame) -> list[ChannelState]:
    """State of every channel of ``adoption.stores``, in the order of their names."""
    return [_state(str(name), part, part["as_of_on"]) for name, part in rows.groupby("channel", sort=True)]


def _state(channel: str, rows: pd.DataFrame, as_of: Day) -> ChannelState:
    opened = int(rows["opened_on"].notna().sum())
    closed, dormant = (
        int((has_closed(rows, as_of) & rows["opened_on"].notna()).sum()),
        int(is_dormant(rows, as_of).sum()),
    )
    going_on = opened - closed - dormant
    state = _called(opened, going_on)
    last_end = ended_on(rows, as_of).max() if state == "closed" else pd.NaT
    return ChannelState(
        channel,
        state,
        opened,
        going_on,
        dormant,
        closed,
        rows["opened_on"].min(),
        rows["last_order_on"].max(),
        last_end,
    )


def _called(opened: int, going_on: int) -> str:
    if not opened:
        return "planned"
    if not going_on:
        return "closed"
    return "reduced" if going_on / opened < REDUCED_BELOW else "active"


def store_state(rows: pd.DataFrame) -> pd.Series:
    """State of each row: trained (not opened), active, dormant, closed."""
    state = pd.Series("active", index=rows.index).where(rows["opened_on"].notna(), "trained")
    state = state.mask(is_dormant(rows, rows["as_of_on"]), "dormant")
    return state.mask(has_closed(rows, rows["as_of_on"]) & rows["opened_on"].notna(), "closed")
