"""Summaries of what stores do digitally, by market: the keeper names the markets whose rows it changed."""

from collections.abc import Collection

from sqlalchemy import Connection, text

from data.codes import ReadinessItem
from data.summaries.civil import day_number
from data.summaries.payments import difference
from data.summaries.stale import fill
from data.summaries.summary import Stale, Summary

USED_DAYS = 90
WHOLE = {"first": "", "only": ""}
#: The touched markets lead, their rows are found by the key.
TOUCHED = Stale(
    gaps={"first": "stale_digital t CROSS JOIN", "only": "WHERE i.market_id = t.market_id"},
    rows="market_id IN (SELECT market_id FROM stale_digital)",
)

AGO = f"{day_number('i.as_of_day')} - {day_number('i.last_used_day')}"
USED = f"sum(CASE WHEN i.is_present = 1 AND {AGO} BETWEEN 0 AND {USED_DAYS - 1} THEN 1 ELSE 0 END)"

READINESS_ITEM = Summary(
    "readiness_item",
    "market_id item store_count told_count has_count used_count",
    f"""SELECT i.market_id, i.item, count(*), count(i.is_present), coalesce(sum(i.is_present), 0), {USED}
    FROM {{first}} store_item i {{only}} GROUP BY i.market_id, i.item""",
    WHOLE,
    TOUCHED,
)
READINESS_SCORE = Summary(
    "readiness_score",
    "market_id score store_count as_of_day",
    f"""SELECT s.market_id, CASE WHEN s.told = {len(ReadinessItem)} THEN s.used WHEN s.told > 0 THEN -1 ELSE -2 END,
        count(*), max(s.as_of_day)
    FROM (SELECT i.market_id, count(i.is_present) AS told, {USED} AS used, max(i.as_of_day) AS as_of_day
          FROM {{first}} store_item i {{only}} GROUP BY i.market_id, i.store_name) s
    GROUP BY 1, 2""",
    WHOLE,
    TOUCHED,
)
CHANNEL_COUNT = Summary(
    "channel_count",
    "market_id channel store_count opened_count ordered_count closed_count",
    """SELECT i.market_id, i.channel, count(*), count(i.opened_day),
        count(CASE WHEN i.opened_day IS NOT NULL THEN i.first_order_day END), count(i.closed_day)
    FROM {first} channel_use i {only} GROUP BY i.market_id, i.channel""",
    WHOLE,
    TOUCHED,
)
SUMMARIES = (READINESS_ITEM, READINESS_SCORE, CHANNEL_COUNT)


def refresh(connection: Connection, markets: Collection[int]) -> None:
    """Recompute the rows of these markets."""
    fill(connection, "stale_digital", ("market_id",), {(market,) for market in markets})
    for summary in SUMMARIES:
        for statement in summary.refreshing():
            connection.execute(text(statement))


def rebuild(connection: Connection) -> None:
    """Recompute the rows of every market."""
    for summary in SUMMARIES:
        for statement in summary.rebuilding():
            connection.execute(text(statement))


def differences(connection: Connection, lang: str) -> list[str]:
    """Sentences about the tables whose rows are not the ones their SELECT gives."""
    return [sentence for summary in SUMMARIES for sentence in difference(connection, summary, lang)]
