"""Digital use, keyed by market, store and channel or item; the first store's empty channel_use makes room."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHANNEL_KEY = ("market_id", "store_name", "channel")
ITEM_KEY = ("market_id", "store_name", "item")
Columns = list["sa.Column[Any]"]
STRICT = {"sqlite_strict": True, "sqlite_with_rowid": False}


def upgrade() -> None:
    """Nothing could be put into the former channel_use, so nothing is lost with it."""
    op.drop_table("channel_use")
    _make("channel_use", _channel_values, CHANNEL_KEY)
    _make("store_item", _item_values, ITEM_KEY)


def _make(name: str, values: Callable[[], Columns], key: tuple[str, ...]) -> None:
    """The table and its twin for what other editions said."""
    op.create_table(
        name,
        *values(),
        sa.Column("market_id", sa.BigInteger(), sa.ForeignKey("market.market_id"), primary_key=True),
        *_texts(key[1:]),
        sa.Column("import_id", sa.BigInteger(), sa.ForeignKey("import.import_id"), nullable=False),
        **STRICT,
    )
    op.create_index(f"ix_{name}_import_id", name, ["import_id"])
    op.create_table(
        f"{name}_past",
        *values(),
        sa.Column("market_id", sa.BigInteger(), primary_key=True),
        *_texts(key[1:]),
        sa.Column("import_id", sa.BigInteger(), sa.ForeignKey("import.import_id"), primary_key=True),
        sa.Column("replaced_by", sa.BigInteger(), sa.ForeignKey("import.import_id"), nullable=False),
        **STRICT,
    )
    op.create_index(f"ix_{name}_past_replaced_by", f"{name}_past", ["replaced_by"])


def _texts(names: tuple[str, ...]) -> Columns:
    return [sa.Column(name, sa.String(), primary_key=True) for name in names]


def _channel_values() -> Columns:
    days = ("trained_day", "opened_day", "first_order_day", "last_order_day", "closed_day")
    return [
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger()) for name in (*days, "order_count", "sales_krw")),
        sa.Column("as_of_day", sa.BigInteger(), nullable=False),
    ]


def _item_values() -> Columns:
    return [
        sa.Column("is_present", sa.BigInteger()),
        sa.Column("last_used_day", sa.BigInteger()),
        sa.Column("as_of_day", sa.BigInteger(), nullable=False),
    ]
