"""The column of a block that names a market, by our number or by name and place, as numbers of markets."""

from functools import cached_property

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.identity.resolve import Found, KnownMarkets, MarketFinder
from data.importing.block import Block, Refusals

PLACE_COLUMNS = ("market_name", "sido", "sigungu")


class MarketNames:
    """Finds the markets of blocks, and refuses the rows whose market is not known for sure."""

    def __init__(self, markets: Connection | KnownMarkets) -> None:
        """Reads the markets once, when the first is asked for: few files name none."""
        self._markets = markets

    @cached_property
    def _finder(self) -> MarketFinder:
        return MarketFinder(self._markets)

    def read_now(self) -> None:
        """Read the markets: before another thread asks for the first one."""
        _ = self._finder

    def ids_of(self, block: Block, refusals: Refusals) -> np.ndarray:
        """Number of each row's market; 0 for the rows that were refused."""
        ids, place, answers = self._answered(block.rows)
        for reason in sorted({answer.reason for answer in answers if answer.reason}):
            column = "sigungu" if reason == "unknown_region" else "market_name"
            why = np.array([answer.reason == reason for answer in answers])
            rows = np.flatnonzero((ids == 0) & why[place])
            told = (dict(answers[place[row]].fields) for row in rows)
            block.refuse_all(refusals, block.rows.index[rows], column, reason, told)
        return ids

    def _answered(self, rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, list[Found]]:
        """Number of each row's market, or 0 and the place of its answer among the answers."""
        place, answers = self._finder.find_all(*(rows[name] for name in PLACE_COLUMNS))
        found = np.array([answer.market_id or 0 for answer in answers], dtype=np.int64)[place]
        if "market_id" not in rows:
            return found, place, answers
        told = rows["market_id"].fillna(0).to_numpy(dtype=np.int64)
        known = np.isin(told, np.fromiter(self._finder.market_ids, dtype=np.int64))
        # a number that is not ours is not mended by the name beside it
        wrong = (told > 0) & ~known
        answers = [*answers, Found(None, "unknown_market")]
        return np.where(known, told, np.where(wrong, 0, found)), np.where(wrong, len(answers) - 1, place), answers
