"""Provinces and their cities, counties and districts, through time."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED, NUMBERED


class Region(SQLModel, table=True):
    """One sido or sigungu in one span of time. Days are yyyymmdd; valid_to 99991231 = still valid."""

    __tablename__ = "region"
    __table_args__ = KEYED
    region_code: str = Field(primary_key=True, description="2 or 5 digits of the administrative standard code")
    valid_from: int = Field(primary_key=True)
    valid_to: int = 99991231
    level: str
    name_ko: str
    name_en: str = ""
    short_name_ko: str = ""
    parent_code: str = ""
    successor_code: str = ""


class RegionRecord(SQLModel, table=True):
    """One province or district of one edition of the official table of codes.

    The region table follows from the shipped one and these.
    """

    __tablename__ = "region_record"
    __table_args__ = KEYED
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    region_code: str = Field(primary_key=True)
    edition_day: int
    name_ko: str
    is_standing: int
    since: int | None = Field(default=None, description="day it was made, where the table tells")
    until: int | None = Field(default=None, description="day it was ended, where the table tells")
    former_code: str = Field(default="", description="code it had before, where the table tells")


class Boundary(SQLModel, table=True):
    """One region's shape of one dated edition, in EPSG:4326."""

    __tablename__ = "boundary"
    __table_args__ = NUMBERED
    boundary_id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)
    edition_day: int = Field(index=True)
    level: str
    region_code: str = Field(index=True)
    name_ko: str
    detailed_wkb: bytes
    drawn_geojson: str = Field(description="simplified geometry for drawing")
