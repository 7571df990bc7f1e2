"""Rows of one file that say something about the same key: the same again, or something else."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Odd numbers with many bits: mixed values differ unless all parts are equal (but for 1 in 2^64).
_MIXERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)


@dataclass(frozen=True)
class Repeats:
    """Rows (by position) whose key was there before, the row of the file that had it, and whether it said the same."""

    at: np.ndarray
    first: np.ndarray
    same: np.ndarray


@dataclass(frozen=True)
class _Run:
    """Keys in order, with their rows and what they said."""

    keys: np.ndarray
    rows: np.ndarray
    said: np.ndarray


def said_of(frame: pd.DataFrame) -> np.ndarray:
    """One number per row from all its columns: of rows that say the same it is the same."""
    hashed: np.ndarray = pd.util.hash_pandas_object(frame, index=False).to_numpy()
    return hashed


def mixed(columns: list[np.ndarray]) -> np.ndarray:
    """One number per row from several columns of integers."""
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    for at, column in enumerate(columns):
        total = (total ^ (total >> np.uint64(29)) ^ column.astype(np.uint64)) * _MIXERS[at % len(_MIXERS)]
    return total


class Seen:
    """All keys of a file so far: 24 bytes a row."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._runs: list[_Run] = []

    def repeats(self, keys: np.ndarray, rows: np.ndarray, said: np.ndarray) -> Repeats:
        """Which of these rows repeat an earlier one; the others are remembered. Rows come in the order of the file."""
        if not len(keys):
            return Repeats(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
        order = np.argsort(keys, kind="stable")
        block = _Run(keys[order], rows[order], said[order])
        starts = np.r_[True, block.keys[1:] != block.keys[:-1]]
        place = np.maximum.accumulate(np.where(starts, np.arange(len(starts)), 0))
        first, said_first, again = block.rows[place], block.said[place], ~starts
        for run in (run for run in self._runs if _overlap(run, block)):
            place = np.searchsorted(run.keys, block.keys).clip(max=len(run.keys) - 1)
            before = run.keys[place] == block.keys
            first = np.where(before, run.rows[place], first)
            said_first = np.where(before, run.said[place], said_first)
            again |= before
        self._remember(_Run(block.keys[~again], block.rows[~again], block.said[~again]))
        return Repeats(order[again], first[again], (said_first == block.said)[again])

    def _remember(self, block: _Run) -> None:
        """Runs that overlap become one, so that a file in the order of its keys is never searched twice."""
        if not len(block.keys):
            return
        joined = [run for run in self._runs if _overlap(run, block)]
        self._runs = [run for run in self._runs if not _overlap(run, block)]
        if joined:
            parts = [*joined, block]
            keys = np.concatenate([run.keys for run in parts])
            order = np.argsort(keys, kind="stable")
            rows = np.concatenate([run.rows for run in parts])
            block = _Run(keys[order], rows[order], np.concatenate([run.said for run in parts])[order])
        self._runs.append(block)


def _overlap(one: _Run, other: _Run) -> bool:
    return bool(one.keys[0] <= other.keys[-1] and other.keys[0] <= one.keys[-1])
