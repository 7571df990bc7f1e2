"""Use of digital things and of sales channels, counted by market."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STRICT = {"sqlite_strict": True, "sqlite_with_rowid": False}


def upgrade() -> None:
    """The counts are filled here from what the store holds, so no summary has to be made anew."""
    _make("readiness_item", "item", sa.String(), "store_count", "told_count", "has_count", "used_count")
    _make("readiness_score", "score", sa.BigInteger(), "store_count", "as_of_day")
    _make("channel_count", "channel", sa.String(), "store_count", "opened_count", "ordered_count", "closed_count")
    op.execute(
        f"INSERT INTO readiness_item SELECT market_id, item, count(*), count(is_present), "
        f"coalesce(sum(is_present), 0), {USED} FROM store_item GROUP BY market_id, item"
    )
    op.execute(
        "INSERT INTO readiness_score SELECT market_id, CASE WHEN told = 12 THEN used WHEN told > 0 THEN -1 ELSE -2 END,"
        f" count(*), max(as_of_day) FROM (SELECT market_id, count(is_present) AS told, {USED} AS used, "
        "max(as_of_day) AS as_of_day FROM store_item GROUP BY market_id, store_name) s GROUP BY 1, 2"
    )
    op.execute(
        "INSERT INTO channel_count SELECT market_id, channel, count(*), count(opened_day), "
        "count(CASE WHEN opened_day IS NOT NULL THEN first_order_day END), count(closed_day) "
        "FROM channel_use GROUP BY market_id, channel"
    )


def _make(name: str, key: str, of: "sa.types.TypeEngine[Any]", *counts: str) -> None:
    op.create_table(
        name,
        sa.Column("market_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column(key, of, primary_key=True, autoincrement=False),
        *(sa.Column(count, sa.BigInteger(), nullable=False) for count in counts),
        **STRICT,
    )


def _days(day: str) -> str:
    """A yyyymmdd column as a running number of days."""
    shifted = f"(({day} / 100 % 100 + 9) % 12)"
    year = f"({day} / 10000 - {shifted} / 10)"
    return f"(365 * {year} + {year} / 4 - {year} / 100 + {year} / 400 + (153 * {shifted} + 2) / 5 + {day} % 100)"


#: Things in use: within 90 days before the day their row speaks of.
USED = (
    f"sum(CASE WHEN is_present = 1 AND {_days('as_of_day')} - {_days('last_used_day')} BETWEEN 0 AND 89"
    " THEN 1 ELSE 0 END)"
)
