"""Buyers and sales of the last twelve months on a channel; rows that are read by the thousand kept side by side."""

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = ("market_id", "store_name", "channel")
DAYS = ("trained_day", "opened_day", "first_order_day", "last_order_day", "closed_day")
NEW = ("recent_sales_krw", "buyer_count", "repeat_buyer_count")
FORMER = ("sector", "age_band", *DAYS, "order_count", "sales_krw", "as_of_day")
STRICT = {"sqlite_strict": True, "sqlite_with_rowid": False}
MISSING = -(2**62)
Columns = list["sa.Column[Any]"]


def upgrade() -> None:
    """The side-by-side rows are filled here from what the store holds, so no summary has to be made anew."""
    _with_new_columns("channel_use", ("import_id",), lambda: [_pointer("import_id", key=False)])
    _with_new_columns(
        "channel_use_past",
        ("import_id", "replaced_by"),
        lambda: [_pointer("import_id", key=True), _pointer("replaced_by", key=False)],
    )
    _table("market_uses", "market_id", sa.Column("words", sa.String(), nullable=False))
    _table("month_of_markets", "month")
    _fill("market_uses", "market_id", USES, 3)
    _fill("month_of_markets", "month", MONTHS, 0)


def _pointer(name: str, *, key: bool) -> "sa.Column[Any]":
    return sa.Column(name, sa.BigInteger(), sa.ForeignKey("import.import_id"), primary_key=key, nullable=False)


def _with_new_columns(table: str, pointers: tuple[str, ...], last: Callable[[], Columns]) -> None:
    """The table made anew: columns added to a table that stands would come after its import."""
    indexed = pointers[-1]
    op.drop_index(f"ix_{table}_{indexed}", table)
    op.rename_table(table, f"{table}_former")
    own = [sa.ForeignKey("market.market_id")] if table == "channel_use" else []
    op.create_table(
        table,
        *_values(),
        sa.Column("market_id", sa.BigInteger(), *own, primary_key=True),
        *(sa.Column(name, sa.String(), primary_key=True) for name in KEY[1:]),
        *last(),
        **STRICT,
    )
    names = ", ".join((*KEY, *FORMER, *pointers))
    op.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {table}_former")
    op.drop_table(f"{table}_former")
    op.create_index(f"ix_{table}_{indexed}", table, [indexed])


def _values() -> Columns:
    return [
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger()) for name in (*DAYS, "order_count", "sales_krw", *NEW)),
        sa.Column("as_of_day", sa.BigInteger(), nullable=False),
    ]


def _table(name: str, key: str, *more: "sa.Column[Any]") -> None:
    op.create_table(
        name,
        sa.Column(key, sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("records", sa.LargeBinary(), nullable=False),
        *more,
        **STRICT,
    )


def _fill(table: str, key: str, select: str, word_count: int) -> None:
    """Rows of the SELECT (key, words, numbers) packed by key."""
    connection = op.get_bind()
    for value, rows in groupby(connection.execute(sa.text(select)), key=itemgetter(0)):
        row = _packed([tuple(one)[1:] for one in rows], word_count)
        names = ", ".join((key, *row))
        marks = ", ".join(f":{name}" for name in (key, *row))
        connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), {key: value, **row})


def _packed(rows: list[tuple[Any, ...]], word_count: int) -> dict[str, Any]:
    words = sorted({word for row in rows for word in row[:word_count]})
    place = {word: at for at, word in enumerate(words)}
    numbers = [list(_numbers(row, place, word_count)) for row in rows]
    made: dict[str, Any] = {"row_count": len(rows), "records": np.array(numbers, dtype="<i8").tobytes()}
    return made | ({"words": json.dumps(words, ensure_ascii=False)} if word_count else {})


def _numbers(row: tuple[Any, ...], place: dict[str, int], word_count: int) -> Iterator[int]:
    yield from (place[word] for word in row[:word_count])
    yield from (MISSING if value is None else int(value) for value in row[word_count:])


USES = (
    "SELECT market_id, channel, sector, age_band, trained_day, opened_day, first_order_day, last_order_day, closed_day,"
    " as_of_day, order_count, sales_krw, recent_sales_krw, buyer_count, repeat_buyer_count FROM channel_use"
    " ORDER BY market_id, store_name, channel"
)
MONTHS = (
    "SELECT month, market_id, amount_krw, matched_amount_krw, matched_previous_amount_krw, foreign_amount_krw,"
    " methods_told, is_provisional FROM market_month ORDER BY month, market_id"
)
