"""Who may see and do what, and the log of what was done: a log that only grows."""

from sqlalchemy import DDL, event
from sqlmodel import Field, SQLModel

from data.models.base import KEYED, NUMBERED, metadata


class Account(SQLModel, table=True):
    """One person who signs in. Who has no account is the public."""

    __tablename__ = "account"
    __table_args__ = KEYED
    subject: str = Field(primary_key=True, description="e-mail or user name as sign-in tells it, in small letters")
    person_name: str = ""
    role: str
    granted_at: str = Field(description="ISO 8601, UTC")
    granted_by: str


class AccountRegion(SQLModel, table=True):
    """A region that an officer works for: code of a province or city. None = the whole country."""

    __tablename__ = "account_region"
    __table_args__ = KEYED
    subject: str = Field(primary_key=True, foreign_key="account.subject")
    region_code: str = Field(primary_key=True)


class AccountMarket(SQLModel, table=True):
    """A market of an association. No foreign key: a register that is undone may take its market away for a while."""

    __tablename__ = "account_market"
    __table_args__ = KEYED
    subject: str = Field(primary_key=True, foreign_key="account.subject")
    market_id: int = Field(primary_key=True)


class Audit(SQLModel, table=True):
    """One thing that somebody did. Rows are written and never changed; triggers refuse it."""

    __tablename__ = "audit"
    __table_args__ = NUMBERED
    audit_id: int | None = Field(default=None, primary_key=True)
    happened_at: str = Field(index=True, description="ISO 8601, UTC")
    subject: str = Field(description="who: an account, local, or command:<user> from the command line")
    role: str
    action: str
    target: str = Field(default="", description="on what")
    detail: str = Field(default="{}", description="JSON")
    seal: str = Field(description="SHA-256 over the row before and this one: a row changed behind our back is noticed")


#: By engine, the statements that make a table of rows that stay. SQLite's REPLACE deletes without asking a trigger.
STAYS = {
    "sqlite": (
        "CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
        "CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
        "CREATE TRIGGER audit_not_replaced BEFORE INSERT ON audit WHEN EXISTS"
        " (SELECT 1 FROM audit WHERE audit_id = NEW.audit_id) BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_stays() RETURNS trigger AS"
        " $$ BEGIN RAISE EXCEPTION 'audit only grows'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER audit_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()",
    ),
}
for _engine, _statements in STAYS.items():
    for _statement in _statements:
        _made = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(metadata.tables["audit"], "after_create", _made.execute_if(dialect=_engine))
