"""Published figures about regions, areas and the nation that are not sums of market rows: each keeps its own level."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED


class FigureValues(SQLModel):
    """Value of a figure in ``unit``; None = the publisher gives none."""

    place_name: str = ""
    value: float | None = None
    unit: str = Field(description="krw, transactions, persons, index, share, markets ...")
    is_provisional: int = 0


class Figure(FigureValues, table=True):
    """measure x level x place x grain x period x category ('' = all). Levels and grains are never added up."""

    __tablename__ = "figure"
    __table_args__ = KEYED
    measure: str = Field(primary_key=True, description="identifier of glossary.csv: visitor_arrivals ...")
    level: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True, description="region code, publisher's area code, market id, KR")
    grain: int = Field(primary_key=True)
    day: int = Field(primary_key=True)
    category: str = Field(primary_key=True, description="key=value pairs joined by |, keys sorted; '' = all")
    import_id: int = Field(foreign_key="import.import_id", index=True)


class FigurePast(FigureValues, table=True):
    """A figure that a newer edition replaced."""

    __tablename__ = "figure_past"
    __table_args__ = KEYED
    measure: str = Field(primary_key=True)
    level: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True)
    grain: int = Field(primary_key=True)
    day: int = Field(primary_key=True)
    category: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class FigureMonth(SQLModel, table=True):
    """Summary: a measure's monthly total of a place: the publisher's total where given, else the sum of its categories.

    Summed are the categories of one kind only (``country=..``, never those and ``sex=..`` together): the kind with the
    fewest keys, then the first by name. A measure that cannot be added (index, share, rate) has a row only where a
    total is given.
    """

    __tablename__ = "figure_month"
    __table_args__ = KEYED
    measure: str = Field(primary_key=True)
    level: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    place_name: str = ""
    value: float | None = None
    unit: str
    import_id: int
