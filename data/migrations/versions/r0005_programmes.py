"""Programmes with their events, rules, milestones, assets; requests; claims; drafts: r0005_programmes.csv."""

from pathlib import Path

from alembic import op

from data.migrations.frozen import make_tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Of the first store; those that point at another go first.
FORMER = ("participation", "event", "promotion_rule", "reading", "asset", "claim", "request", "programme")


def upgrade() -> None:
    """Nothing could be put into the former tables, so nothing is lost with them."""
    for table in FORMER:
        op.drop_table(table)
    make_tables(Path(__file__).with_suffix(".csv"))
