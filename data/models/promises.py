"""What was promised to merchants, what was claimed in print, and what an officer has begun to write down."""

from sqlmodel import Field, SQLModel

from data.models.base import KEYED
from data.models.programmes import Evidence


class RequestValues(Evidence):
    """One wish and what became of it. metric: identifier of the metric it should move, '' = none named."""

    market_id: int | None = Field(default=None, foreign_key="market.market_id", index=True)
    sido_code: str = ""
    meeting: str = ""
    requester: str = ""
    raised_day: int
    text: str
    department: str = ""
    reply: str = ""
    replied_day: int | None = None
    budget_krw: int | None = None
    due_day: int | None = None
    closed_day: int | None = None
    state: str = Field(default="", description="open, accepted, doing, done, refused; '' = by its days")
    metric: str = ""
    programme_code: str = ""


class Request(RequestValues, table=True):
    """The merchants' requests."""

    __tablename__ = "request"
    __table_args__ = KEYED
    request_code: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class RequestPast(RequestValues, table=True):
    """What another edition said."""

    __tablename__ = "request_past"
    __table_args__ = KEYED
    request_code: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class ClaimValues(Evidence):
    """One published number, its context, and the numbers given with it, all as written.

    measure, market_id, sido_code, method, wallet, months: what it speaks of in this store, where it can be found there.
    """

    programme_code: str = ""
    topic: str = Field(default="", description="versions of one event share it")
    text: str
    value_text: str
    kind: str
    unit: str = ""
    base_text: str = ""
    scope: str = ""
    givens: str = Field(default="", description="name=number as written; ...")
    measure: str = ""
    market_id: int | None = Field(default=None, foreign_key="market.market_id", index=True)
    sido_code: str = ""
    method: str = ""
    wallet: str = ""
    start_month: int | None = None
    end_month: int | None = None
    base_start_month: int | None = None
    base_end_month: int | None = None
    note: str = ""


class Claim(ClaimValues, table=True):
    """The published numbers."""

    __tablename__ = "claim"
    __table_args__ = KEYED
    claim_code: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import.import_id", index=True)


class ClaimPast(ClaimValues, table=True):
    """What another edition said."""

    __tablename__ = "claim_past"
    __table_args__ = KEYED
    claim_code: str = Field(primary_key=True)
    import_id: int = Field(primary_key=True, foreign_key="import.import_id")
    replaced_by: int = Field(foreign_key="import.import_id", index=True)


class Draft(SQLModel, table=True):
    """A form somebody has begun and not kept yet: survives a reload, never a fact."""

    __tablename__ = "draft"
    __table_args__ = KEYED
    owner: str = Field(primary_key=True)
    form: str = Field(primary_key=True, description="name of the source the form is one row of")
    fields: str = Field(description="JSON: column -> text")
    saved_at: str = Field(description="ISO 8601, UTC")
