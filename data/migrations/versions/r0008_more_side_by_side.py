"""Months of markets hold every sum side by side that lists of markets show."""

from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MISSING = -(2**62)
MONTHS = (
    "SELECT month, market_id, amount_krw, matched_amount_krw, matched_previous_amount_krw, foreign_amount_krw,"
    " methods_told, is_provisional, digital_amount_krw, transaction_count, ticketed_amount_krw,"
    " foreign_transaction_count, matched_foreign_amount_krw, matched_previous_foreign_amount_krw"
    " FROM market_month ORDER BY month, market_id"
)


def upgrade() -> None:
    """The table stays; its rows are packed anew from what the store holds, so no summary has to be made anew."""
    connection = op.get_bind()
    connection.execute(sa.text("DELETE FROM month_of_markets"))
    insert = sa.text("INSERT INTO month_of_markets (month, row_count, records) VALUES (:month, :row_count, :records)")
    for month, rows in groupby(connection.execute(sa.text(MONTHS)).all(), key=itemgetter(0)):
        connection.execute(insert, {"month": month, **_packed([tuple(row)[1:] for row in rows])})


def _packed(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    numbers = [[MISSING if value is None else int(value) for value in row] for row in rows]
    return {"row_count": len(rows), "records": np.array(numbers, dtype="<i8").tobytes()}
