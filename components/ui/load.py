"""``load()``: the only way from a page to the store."""

import threading
from functools import lru_cache

from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.ui.viewing import viewer
from data import keeping, queries
from data.answer import Answer
from data.choice import Choice
from data.disclosure import Viewer
from data.keeping import kept
from data.queries import Query, imports
from data.store import pages_url, reading, store_url, store_version, writes

__all__ = ["Key", "forget", "has_store", "holds_example", "holds_nothing", "kept", "kept_for", "load", "version"]

Key = tuple[str, Choice, Viewer, int, str]


# not Streamlit's cache: naming a choice for it takes longer than most questions
@lru_cache(maxsize=2000)
def _kept(question: str, choice: Choice, who: Viewer, version: int, store: str) -> Answer:
    """The answer to that question in that version of that store. The frame is shared: see ``load``."""
    with reading(pages_url(store)) as connection:
        return queries.answer(connection, question, choice, who)


def load(query: Query | str, choice: Choice | None = None) -> Answer:
    """Rows of a query for whoever is looking, read once per store version.

    query: a function of ``data.queries`` or its name. Raises: JangteoError.
    """
    store = store_url()
    question = query if isinstance(query, str) else query.question
    key: Key = (question, choice or Choice(), viewer().rights, version(store), store)
    # a frame of its own: pandas copies on write, so a chart that adds a column never changes what the next reader gets
    return keeping.from_(key, _kept(*key))


class _Asked(threading.local):
    """What this thread was last told: during which run, after how many writes, of which store, which version."""

    run: object = None
    told: tuple[int, str, int] = (-1, "", -1)


_asked = _Asked()


def version(store: str | None = None) -> int:
    """Version of the store, asked once per run of a page and again after something was written; -1: there is none.

    A page asks some thirty times, and shows one state of the store when it is told once.
    """
    store = store or store_url()
    context = get_script_run_ctx(suppress_warning=True)
    # every run begins with cursors of its own; held here, so that no later object can be taken for it
    run = None if context is None else context.cursors
    if run is not None and run is _asked.run and _asked.told[:2] == (writes(), store):
        return _asked.told[2]
    written, found = writes(), store_version(pages_url(store))
    _asked.run, _asked.told = run, (written, store, found)
    return found


def forget() -> None:
    """Drop every answer that is kept: for tests, which put another store at the same address."""
    _kept.cache_clear()
    keeping.forget()
    _asked.run = None


def kept_for(answer: Answer) -> Key:
    """What something computed of an answer is kept under: the same that the answer itself is kept under."""
    return answer.question, answer.choice, viewer().rights, answer.store_version, store_url()


def has_store() -> bool:
    """Whether there is a store at all."""
    return version() >= 0


def holds_example() -> bool:
    """Whether the store holds example data."""
    return has_store() and load(imports.store_contents).is_example


def holds_nothing() -> bool:
    """No store, or one without a row."""
    return not has_store() or load(imports.store_contents).is_empty
