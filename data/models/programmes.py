"""Programmes, what belongs to them, and what was promised and claimed."""

from sqlmodel import Field, SQLModel

from data.models.base import NUMBERED


class Programme(SQLModel, table=True):
    """One public programme for markets."""

    __tablename__ = "programme"
    __table_args__ = NUMBERED
    programme_id: int | None = Field(default=None, primary_key=True)
    import_id: int | None = Field(default=None, foreign_key="import.import_id")
    programme_code: str = Field(unique=True)
    programme_name: str
    kind: str
    host: str = ""
    partners: str = ""
    starts_on: str = ""
    ends_on: str = ""
    budget_krw: int | None = None
    budgets: str = Field(default="[]", description="JSON: source, year, amount_krw")
    targets: str = Field(default="[]", description="JSON: what, value, unit")
    note: str = ""


class Participation(SQLModel, table=True):
    """Who took part: a market, a store, a team."""

    __tablename__ = "participation"
    __table_args__ = NUMBERED
    participation_id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.programme_id", index=True)
    market_id: int | None = Field(default=None, foreign_key="market.market_id", index=True)
    store_id: int | None = Field(default=None, foreign_key="store.store_id")
    participant_name: str = ""
    joined_on: str = ""
    left_on: str = ""
    state: str = ""


class Event(SQLModel, table=True):
    """One broadcast, lesson, draw, exhibition or coupon issue."""

    __tablename__ = "event"
    __table_args__ = NUMBERED
    event_id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.programme_id", index=True)
    market_id: int | None = Field(default=None, foreign_key="market.market_id")
    kind: str
    title: str = ""
    starts_on: str
    ends_on: str = ""
    measures: str = Field(default="{}", description="JSON: identifier -> number")


class PromotionRule(SQLModel, table=True):
    """Rule of a dated discount: rate (0 to 1), cap per person, methods it covers."""

    __tablename__ = "promotion_rule"
    __table_args__ = NUMBERED
    rule_id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.programme_id", index=True)
    starts_on: str
    ends_on: str = ""
    discount_rate: float | None = None
    cap_krw: int | None = None
    methods: str = ""
    wallets: str = ""


class Asset(SQLModel, table=True):
    """One sign, camera or car park."""

    __tablename__ = "asset"
    __table_args__ = NUMBERED
    asset_id: int | None = Field(default=None, primary_key=True)
    market_id: int = Field(foreign_key="market.market_id", index=True)
    programme_id: int | None = Field(default=None, foreign_key="programme.programme_id")
    kind: str
    asset_name: str = ""
    lat: float | None = None
    lon: float | None = None
    installed_on: str = ""
    capacity: int | None = None


class Reading(SQLModel, table=True):
    """One heartbeat or reading of an asset."""

    __tablename__ = "reading"
    __table_args__ = NUMBERED
    reading_id: int | None = Field(default=None, primary_key=True)
    asset_id: int = Field(foreign_key="asset.asset_id", index=True)
    read_at: str
    measure: str
    value: float | None = None


class Request(SQLModel, table=True):
    """One wish of a merchants' association."""

    __tablename__ = "request"
    __table_args__ = NUMBERED
    request_id: int | None = Field(default=None, primary_key=True)
    import_id: int | None = Field(default=None, foreign_key="import.import_id")
    market_id: int | None = Field(default=None, foreign_key="market.market_id")
    sido_code: str = ""
    meeting: str = ""
    raised_on: str
    text: str
    reply: str = ""
    replied_on: str = ""
    department: str = ""
    budget_krw: int | None = None
    due_on: str = ""
    state: str = "open"
    metric: str = ""


class Claim(SQLModel, table=True):
    """One published number with its context."""

    __tablename__ = "claim"
    __table_args__ = NUMBERED
    claim_id: int | None = Field(default=None, primary_key=True)
    import_id: int | None = Field(default=None, foreign_key="import.import_id")
    programme_id: int | None = Field(default=None, foreign_key="programme.programme_id")
    text: str
    value: float | None = None
    kind: str = ""
    unit: str = ""
    base: str = ""
    scope: str = ""
    qualifier: str = ""
    source: str = ""
    published_on: str = ""
    givens: str = Field(default="{}", description="JSON: numbers given with the claim")
