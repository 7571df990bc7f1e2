"""The summary tables: kept exact inside the transaction that changes the facts, and compared with them by ``check``.

``refresh`` recomputes what an import touched, ``rebuild`` everything, ``differences`` says where a summary is not what
its facts give. One definition of each table serves all three (``months.py``, ``regions.py``, ``figures.py``,
``stores.py``, ``digital.py``, ``packed.py``, ``assets.py``).
"""

from sqlalchemy import Connection

from data.summaries import assets, digital, figures, payments, stores
from data.summaries.packed import MONTHS, USES
from data.summaries.touched import Touched, touched_by

__all__ = ["Touched", "differences", "rebuild", "refresh", "touched_by"]


def refresh(connection: Connection, touched: Touched) -> None:
    """Recompute every summary row that may have changed, in the caller's transaction, after its facts were written."""
    if touched.payment or touched.foreign or touched.markets:
        payments.refresh(connection, touched)
        MONTHS.refresh(connection, touched.months)
    if touched.measures:
        figures.refresh(connection, touched.measures)
    if touched.stores or touched.markets:
        stores.rebuild(connection)
    if touched.markets:
        # the rows of a market that became part of another are now that one's, which need not be named here
        digital.rebuild(connection)
        USES.rebuild(connection)
        assets.rebuild(connection)
        return
    if touched.digital:
        digital.refresh(connection, touched.digital)
        USES.refresh(connection, touched.digital)
    if touched.assets:
        assets.refresh(connection, touched.assets)


def rebuild(connection: Connection) -> None:
    """Recompute every summary from the facts."""
    payments.rebuild(connection)
    figures.rebuild(connection)
    stores.rebuild(connection)
    digital.rebuild(connection)
    assets.rebuild(connection)
    USES.rebuild(connection)
    MONTHS.rebuild(connection)


def differences(connection: Connection, lang: str = "ko") -> list[str]:
    """One sentence per summary table that is not what its facts give. Reads only."""
    return [
        *payments.differences(connection, lang),
        *figures.differences(connection, lang),
        *stores.differences(connection, lang),
        *digital.differences(connection, lang),
        *assets.differences(connection, lang),
        *USES.differences(connection, lang),
        *MONTHS.differences(connection, lang),
    ]
