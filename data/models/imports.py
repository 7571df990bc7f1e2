"""Where every row came from."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED, NUMBERED


class Import(SQLModel, table=True):
    """One file that was put in. The six counts: read = new + changed + unchanged + repeated + refused."""

    __tablename__ = "import"
    __table_args__ = NUMBERED
    import_id: int | None = Field(default=None, primary_key=True)
    file_name: str
    sha256: str = Field(index=True)
    byte_count: int
    source: str = Field(index=True)
    subject: str
    edition: str = Field(description="date the publisher gives, ISO; else the day of import")
    status: str
    imported_by: str = ""
    started_at: str = Field(description="ISO 8601, UTC")
    finished_at: str = ""
    undone_at: str = ""
    first_day: int | None = None
    last_day: int | None = None
    rows_read: int = 0
    rows_new: int = 0
    rows_changed: int = 0
    rows_unchanged: int = 0
    rows_repeated: int = 0
    rows_refused: int = 0
    is_example: int = 0
    note: str = Field(
        default="",
        description="JSON: header of a file with refused rows; cells left blank; key and fields of a refusal whole",
    )


class Refusal(SQLModel, table=True):
    """One row (or cell) that was not kept, and why. ``reason`` is a key of messages.toml, ``fields`` its JSON."""

    __tablename__ = "refusal"
    __table_args__ = KEYED
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    row: int = Field(primary_key=True, description="row in the file as a person counts, header included, from 1")
    column: str = Field(primary_key=True)
    value: str = ""
    reason: str
    fields: str = "{}"
    line: str = Field(default="", description="the row as it stood, JSON list in the file's own column order")


class StoreState(SQLModel, table=True):
    """One row. version: grows at every change, so that caches know."""

    __tablename__ = "store_state"
    __table_args__ = NUMBERED
    id: int = Field(default=1, primary_key=True)
    version: int = 0


class Coverage(SQLModel, table=True):
    """Summary: which import stands behind which month of which province; gives the source line of a figure."""

    __tablename__ = "coverage"
    __table_args__ = KEYED
    subject: str = Field(primary_key=True, description="payment, foreign_payment")
    sido_code: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    part: int = Field(primary_key=True, description="method or wallet number")
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    row_count: int
