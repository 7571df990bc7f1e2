"""``load()``: the only way from a page to the store."""

import dataclasses
from functools import lru_cache

from components.ui.viewing import viewer
from data import queries
from data.answer import Answer
from data.choice import Choice
from data.disclosure import Viewer
from data.queries import Query, imports
from data.store import reading, store_url, store_version


# not Streamlit's cache: naming a choice for it takes longer than most questions
@lru_cache(maxsize=2000)
def _kept(question: str, choice: Choice, who: Viewer, version: int, store: str) -> Answer:
    """The answer to that question in that version of that store. The frame is shared: see ``load``."""
    with reading(store) as connection:
        return queries.answer(connection, question, choice, who)


def load(query: Query | str, choice: Choice | None = None) -> Answer:
    """Rows of a query for whoever is looking, read once per store version.

    query: a function of ``data.queries`` or its name. Raises: JangteoError.
    """
    store = store_url()
    question = query if isinstance(query, str) else query.question
    found = _kept(question, choice or Choice(), viewer(), store_version(store), store)
    # A shallow copy: pandas copies on write, so a chart that adds a column never changes what the next reader gets.
    return dataclasses.replace(found, rows=found.rows.copy(deep=False))


def forget() -> None:
    """Drop every answer that is kept: for tests, which put another store at the same address."""
    _kept.cache_clear()


Key = tuple[str, Choice, Viewer, int, str]


def kept_for(answer: Answer) -> Key:
    """What something computed of an answer is kept under: the same that the answer itself is kept under."""
    return answer.question, answer.choice, viewer(), answer.store_version, store_url()


def has_store() -> bool:
    """Whether there is a store at all."""
    return store_version() >= 0


def holds_example() -> bool:
    """Whether the store holds example data."""
    return has_store() and load(imports.store_contents).is_example


def holds_nothing() -> bool:
    """No store, or one without a row."""
    return not has_store() or load(imports.store_contents).is_empty
