"""One function per question: ``(connection, choice)`` -> tidy rows. A module per subject, found by walking this
package.

Only summaries are read, never the payment facts. Rows come in a fixed order. Columns carry their type in their name
(``frames.py``); missing means not known.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Protocol, cast

import pandas as pd
from sqlalchemy import Connection, exists, select

from data.answer import Answer
from data.choice import Choice
from data.disclosure import LOCAL_OFFICER, Viewer, permitted
from data.errors import UnknownQuery
from data.journal import watched
from data.queries.provenance import behind
from data.queries.small_markets import among, too_small, without
from data.queries.tables import IMPORT, STORE_STATE


class Query(Protocol):
    """A question of the catalogue. subjects: what its rows come from, for the source line; question: its name."""

    subjects: tuple[str, ...]
    question: str
    __name__: str

    def __call__(self, connection: Connection, choice: Choice) -> pd.DataFrame:
        """The rows."""


Rows = Callable[[Connection, Choice], pd.DataFrame]


def query(*, subjects: tuple[str, ...]) -> Callable[[Rows], Query]:
    """Decorator: makes a function a question of the catalogue.

    subjects: ``payment``, ``foreign_payment``, ``market``, ``market_facility``, ``store``, ``channel_use``,
    ``store_item``, ``boundary``,
    ``figure:<measure>``, ``figure:<measure>/<part>`` for the figures by that kind of part alone, or
    ``figure_year:<measure>`` for those of the nation by the year.
    """

    def note(rows: Rows) -> Query:
        asked = cast(Query, rows)
        asked.subjects = subjects
        asked.question = f"{rows.__module__.rpartition('.')[2]}.{asked.__name__}"
        return asked

    return note


@cache
def queries() -> dict[str, Query]:
    """Every question by its name (``payments.monthly_by_method``)."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    functions = [member for module in modules for member in vars(module).values() if isinstance(member, FunctionType)]
    found = {str(member.question): cast(Query, member) for member in functions if hasattr(member, "question")}
    return dict(sorted(found.items()))


def named(name: str) -> Query:
    """The question of that name. Raises: UnknownQuery."""
    if name not in queries():
        raise UnknownQuery(query=name, known=", ".join(queries()))
    return queries()[name]


def answer(
    connection: Connection, asked: Query | str, choice: Choice | None = None, viewer: Viewer = LOCAL_OFFICER
) -> Answer:
    """Run a question: its rows as this viewer may see them, with the sources behind them. Raises: UnknownQuery."""
    chosen = choice or Choice()
    version, is_example = connection.execute(_STORE).one()
    run = named(asked) if isinstance(asked, str) else asked
    small = too_small(connection, viewer) if _OF_PAYMENTS & set(run.subjects) else ()
    with without(connection, small), watched(run.question, **chosen.as_text()):
        return Answer(
            rows=permitted(run(connection, chosen), viewer, run.question),
            question=run.question,
            choice=chosen,
            sources=behind(connection, run.subjects, chosen),
            store_version=int(version),
            is_example=bool(is_example),
            small_market_count=among(connection, chosen),
        )


#: Subjects told by market, which payments of small markets are left out of.
_OF_PAYMENTS = {"payment", "foreign_payment"}
#: Example and real rows never stand together, so one kept example import speaks for the whole store.
_EXAMPLE = exists().where(IMPORT.c.is_example == 1, IMPORT.c.status == "kept")
_STORE = select(STORE_STATE.c.version, _EXAMPLE)
