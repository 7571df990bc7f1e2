"""Brings a store to the shape this program knows, forwards only.

The shape is told once, in ``versions``; ``HEAD`` is the newest. Asking whether a store has it costs one small query and
does not load alembic.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect

from data.engines import way
from data.errors import StoreBroken, StoreHalfMoved, StoreNewer
from data.messages import both

HEAD = "0009"
#: Stands in the place of a revision while a store is being moved there (data/moving.py).
HALF_MOVED = "half moved"


def is_up_to_date(connection: Connection) -> bool:
    """Whether the store has the newest shape. Raises: StoreNewer, StoreBroken for a database that is no store."""
    found = revision(connection)
    if found == HEAD:
        return True
    if found == HALF_MOVED:
        raise StoreHalfMoved(store=way(connection).name(connection))
    if found is None and _holds_tables(connection):
        raise StoreBroken(store=way(connection).name(connection), detail=both("detail.store_of_others"))
    if found is not None and found > HEAD:
        raise StoreNewer(found=found, known=HEAD)
    return False


def revision(connection: Connection) -> str | None:
    """The store's shape, None when it has none yet."""
    return way(connection).revision(connection)


def bring_up_to_date(url: str) -> None:
    """Make the store at that address, or migrate it; nothing to do costs one query. Raises: StoreProblem."""
    from data import store

    with store.words_for(url):
        engine = store.writer(url, store.BUSY_TIMEOUT_S)
        with engine.connect() as connection:
            if is_up_to_date(connection):
                return
            connection.rollback()
            # batch migrations rebuild tables that others point at
            way(connection).keys_off(connection)
            way(connection).begin_writing(connection, store.BUSY_TIMEOUT_S)
            # another process may have done it while this one waited
            if not is_up_to_date(connection):
                _upgrade(connection)
            connection.commit()


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection | None = None) -> Any:
    """Alembic's settings, without a file of them."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["connection"] = connection
    return settings


def _holds_tables(connection: Connection) -> bool:
    return bool(set(inspect(connection).get_table_names()) - {"alembic_version"})
