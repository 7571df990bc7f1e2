"""Briefings with their slides and frozen versions: r0007_briefings.csv."""

from pathlib import Path

from data.migrations.frozen import make_tables

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables only."""
    make_tables(Path(__file__).with_suffix(".csv"))
