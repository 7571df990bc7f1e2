"""Which methods a market told in a month, kept with the month; stores found by place."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The new column is filled here from the months by method, so no summary has to be made anew."""
    op.add_column("market_month", sa.Column("methods_told", sa.BigInteger()))
    op.execute(
        "UPDATE market_month SET methods_told = (SELECT sum(CAST(1 AS BIGINT) << CAST(p.method - 1 AS INTEGER)) "
        "FROM payment_month p WHERE p.month = market_month.month AND p.market_id = market_month.market_id "
        "AND p.amount_krw > 0)"
    )
    op.drop_index("ix_store_import_id", "store")
    op.create_index("ix_store_import_place", "store", ["import_id", "sido_code", "sigungu_code"])
    op.create_index("ix_store_lat_lon", "store", ["lat", "lon"])
