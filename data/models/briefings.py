"""Briefings: exhibits in an order with words beside them, as they stand now and as they were frozen."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED


class Briefing(SQLModel, table=True):
    """One briefing. version 0 of its slides is the one in work; 1, 2 ... are frozen and never change."""

    __tablename__ = "briefing"
    __table_args__ = KEYED
    briefing_code: str = Field(primary_key=True, description="short, stands in its address")
    briefing_name: str
    template: str = Field(description="month_of_province, one_market, programme_result, town_hall, free")
    lang: str
    agency: str = ""
    owner: str = Field(description="name of the viewer who made it")
    schedule: str = Field(default="", description="monthly; '' = only by hand")
    made_at: str = Field(description="ISO 8601, UTC")
    changed_at: str = Field(description="ISO 8601, UTC")
    is_withdrawn: int = 0


class BriefingVersion(SQLModel, table=True):
    """One frozen state. snapshot_id: short name printed on every slide and page of it."""

    __tablename__ = "briefing_version"
    __table_args__ = KEYED
    briefing_code: str = Field(primary_key=True, foreign_key="briefing.briefing_code")
    version: int = Field(primary_key=True)
    snapshot_id: str = Field(index=True)
    title: str
    choice_in_words: str = ""
    frozen_at: str = Field(description="ISO 8601, UTC")
    frozen_by: str = ""
    role: str = Field(description="role of who froze it: nobody with fewer rights is shown its rows")
    store_version: int


class BriefingSlide(SQLModel, table=True):
    """One slide of one version. exhibit: the frozen figure, rows and all, '' in the version in work."""

    __tablename__ = "briefing_slide"
    __table_args__ = KEYED
    briefing_code: str = Field(primary_key=True, foreign_key="briefing.briefing_code")
    version: int = Field(primary_key=True)
    position: int = Field(primary_key=True, description="from 1")
    heading: str = ""
    sentences: str = Field(default="[]", description="JSON: up to three texts")
    speaker_notes: str = ""
    recipe: str = Field(
        default="", description="JSON: how the figure is made again; '' = words alone, or not to be made"
    )
    address: str = Field(default="", description="page and choices the figure was taken from, to ask further there")
    exhibit: str = ""
