"""The first store: the tables of r0001_first_store.csv, as they were when stores began. Neither file changes again."""

from pathlib import Path

from alembic import op

from data.migrations.frozen import make_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, and the row that counts changes."""
    make_tables(Path(__file__).with_suffix(".csv"))
    op.execute("INSERT INTO store_state (id, version) VALUES (1, 0)")
