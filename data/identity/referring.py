"""What refers to a market besides its register rows."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import IntegrityError

from data.errors import BothHavePayments
from data.models import Import, Market, metadata
from data.models.summaries import __name__ as summaries_module

#: Derived from register rows, so they go when those go.
DERIVED = ("market", "market_record", "market_facility")
FACTS = ("payment", "payment_past", "foreign_payment", "foreign_payment_past")


def referring_tables() -> list[Table]:
    """Tables with rows about a market that are no summaries and not made from register rows."""
    from data import models

    summaries = {
        str(member.__tablename__)
        for member in vars(models).values()
        if getattr(member, "__module__", "") == summaries_module and hasattr(member, "__tablename__")
    }
    return [
        table
        for name, table in metadata.tables.items()
        if "market_id" in table.columns and name not in summaries and name not in DERIVED
    ]


def referred_markets(connection: Connection) -> set[int]:
    """Markets that payments, stores, programmes refer to, and those of example data."""
    found = {i for table in referring_tables() for i in _markets_in(connection, table)}
    example = select(Market.market_id).join(Import).where(Import.is_example == 1, Import.undone_at == "")  # type: ignore[call-overload]
    return found | set(connection.execute(example).scalars())


def fact_markets(connection: Connection) -> set[int]:
    """Markets with payments."""
    return {i for name in FACTS for i in _markets_in(connection, metadata.tables[name])}


def _markets_in(connection: Connection, table: Table) -> set[int]:
    """Distinct markets of a table, by jumping along its key: facts have millions of rows and few markets."""
    column = table.c.market_id
    if column.name not in {c.name for c in table.primary_key.columns}:
        return set(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars())
    found: set[int] = set()
    least = connection.execute(select(column).order_by(column).limit(1)).scalar()
    while least is not None:
        found.add(least)
        least = connection.execute(select(column).where(column > least).order_by(column).limit(1)).scalar()
    return found


def move_references(connection: Connection, went_to: Mapping[int, int]) -> None:
    """Payments, stores and programmes of markets that became part of another go there.

    Raises: BothHavePayments where that would put two figures of one day and method in one place.
    """
    for old, new in went_to.items():
        for table in referring_tables():
            try:
                with connection.begin_nested():
                    connection.execute(table.update().where(table.c.market_id == old).values(market_id=new))
            except IntegrityError as wrong:
                raise BothHavePayments(market=old, other=new) from wrong
