"""An answer of the store: tidy rows, and everything a reader needs to trust them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from data.choice import Choice


@dataclass(frozen=True)
class SourceNote:
    """One source behind rows: what it is, which edition, when it was loaded.

    first_month, last_month: yyyymm01, the span of rows that came from it, None when it has no time. editions: every
    edition that stands behind rows, newest first; edition is the first of them.
    """

    source: str
    title_ko: str
    title_en: str
    publisher_ko: str
    publisher_en: str
    edition: str
    loaded_on: str
    import_ids: tuple[int, ...] = ()
    first_month: int | None = None
    last_month: int | None = None
    is_example: bool = False
    editions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Rows with their provenance. What ``load()`` hands to a page.

    rows: tidy frame as the query's docstring says. question: the query's name (``payments.monthly_by_method``), so that
    the same exhibit can be made again later. store_version: the store it was read from. origin: what ``data.keeping``
    keeps under; none for an answer that was made of others or changed (``replace`` does not take it along).
    small_market_count: markets of the choice whose payments are left out for whoever looks, since too few stores stand
    behind them.
    """

    rows: pd.DataFrame
    question: str
    choice: Choice
    sources: tuple[SourceNote, ...] = field(default=())
    store_version: int = 0
    is_example: bool = False
    small_market_count: int = 0
    origin: Hashable = field(default=None, init=False, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """No row came back."""
        return len(self.rows) == 0


def joined(answers: Sequence[Answer], rows: pd.DataFrame, choice: Choice | None = None) -> Answer:
    """Rows made of several answers, with the sources of all, each once. choice: the first answer's if not given.

    Raises: ValueError when there is no answer.
    """
    if not answers:
        raise ValueError("nothing to join")
    sources = tuple(dict.fromkeys(source for answer in answers for source in answer.sources))
    return replace(answers[0], rows=rows, sources=sources, choice=choice or answers[0].choice)
