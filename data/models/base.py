"""What the tables share: SQLite's STRICT and WITHOUT ROWID forms, and one metadata for all."""

from typing import Any

from sqlalchemy import BigInteger, Float, Integer, MetaData, String, Table, event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable
from sqlmodel import SQLModel

#: Facts and summaries are found by their key and never by a row number; measured: half the size, twice the speed.
KEYED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
#: Tables with a number of their own.
NUMBERED: dict[str, Any] = {"sqlite_strict": True}

metadata = SQLModel.metadata


@compiles(String, "sqlite")
def _text(type_: String, compiler: Any, **kw: Any) -> str:
    """STRICT tables know TEXT, not VARCHAR."""
    return "TEXT"


@compiles(Float, "sqlite")
def _real(type_: Float[Any], compiler: Any, **kw: Any) -> str:
    """STRICT tables know REAL, not FLOAT."""
    return "REAL"


@event.listens_for(Table, "after_parent_attach")
def _wide(table: Table, owner: MetaData) -> None:
    """Amounts in won pass 2^31, so every integer of the store is one of 64 bits, in bound values too."""
    if owner is metadata:
        for column in table.columns:
            if type(column.type) is Integer:
                column.type = BigInteger()


@compiles(BigInteger, "sqlite")
def _integer(type_: BigInteger, compiler: Any, **kw: Any) -> str:
    """Every integer of SQLite has 64 bits, and only a column called INTEGER numbers its rows."""
    return "INTEGER"


@compiles(CreateTable, "sqlite")
def _key_first(create: CreateTable, compiler: Any, **kw: Any) -> str:
    """Key columns first, as WITHOUT ROWID tables store them: else ``PRAGMA integrity_check`` of SQLite 3.40 (Debian 12)
    reads other columns than it means to and complains of missing values that are there.
    """
    create.columns.sort(key=lambda column: not column.element.primary_key)
    return str(compiler.visit_create_table(create, **kw))
