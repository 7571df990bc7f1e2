"""Accounts with their regions and markets, and the log that only grows: r0009_accounts.csv."""

from pathlib import Path

from alembic import op

from data.migrations.frozen import make_tables

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

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


def upgrade() -> None:
    """New tables only, and the triggers that keep rows of the log as they were written."""
    make_tables(Path(__file__).with_suffix(".csv"))
    for statement in STAYS.get(op.get_bind().dialect.name, ()):
        op.execute(statement)
