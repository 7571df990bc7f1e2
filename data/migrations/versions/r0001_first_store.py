"""The first store."""

from alembic import op

from data.models import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    metadata.create_all(op.get_bind())
    op.execute("INSERT INTO store_state (id, version) VALUES (1, 0)")
