"""Summaries of what assets tell: state of each measure, and the hours of a week. The keeper names the markets whose
assets or readings it changed; a market whose days of trade changed is counted anew with all others."""

from collections.abc import Collection

from sqlalchemy import Connection, text

from data.calendar_rules import rules
from data.summaries.civil import day_number
from data.summaries.payments import difference
from data.summaries.stale import fill
from data.summaries.summary import Stale, Summary

WHOLE = {"first": "", "only": ""}
TOUCHED = Stale(
    gaps={"first": "stale_asset t CROSS JOIN", "only": "WHERE r.market_id = t.market_id"},
    rows="market_id IN (SELECT market_id FROM stale_asset)",
)
DAY = "(r.read_at / 10000)"
#: 0 = Monday.
WEEKDAY = f"(({day_number(DAY)} + 1) % 7)"
#: Markets of these kinds trade on days of their own; without them nobody knows which.
WITH_DAYS = "('periodic', 'mixed', 'unknown')"


def _last_of_month() -> str:
    """Whether a market on days ending in 1 rests on the 31st, by the rules of calendar_rules.toml."""
    told = rules()["thirty_first"]
    usual = told["usual"] == "trade"
    others = [code for code, word in told.get("sigungu", {}).items() if (word == "trade") != usual]
    listed = f"m.sigungu_code IN ({', '.join(repr(code) for code in others)})" if others else "1 = 0"
    return f"({DAY} % 100 = 31 AND {listed if usual else f'NOT ({listed})'})"


IS_MARKET_DAY = f"""CASE WHEN m.market_days = '' THEN CASE WHEN m.kind IN {WITH_DAYS} THEN -1 ELSE 1 END
        WHEN m.market_days LIKE '%@%' THEN -1
        WHEN {_last_of_month()} THEN 0
        WHEN ',' || m.market_days || ',' LIKE '%,' || ({DAY} % 10) || ',%' THEN 1 ELSE 0 END"""

ASSET_STATE = Summary(
    "asset_state",
    "market_id asset_name measure first_at last_at reading_count day_count known_count value_sum",
    f"""SELECT r.market_id, r.asset_name, r.measure, min(r.read_at), max(r.read_at), count(*),
        count(DISTINCT {DAY}), count(r.value), sum(r.value)
    FROM {{first}} asset_reading r {{only}} GROUP BY r.market_id, r.asset_name, r.measure""",
    WHOLE,
    TOUCHED,
)
ASSET_HOUR = Summary(
    "asset_hour",
    "market_id asset_name measure is_market_day weekday hour known_count full_count value_sum",
    f"""SELECT r.market_id, r.asset_name, r.measure, {IS_MARKET_DAY}, {WEEKDAY}, r.read_at / 100 % 100,
        count(r.value), sum(CASE WHEN r.value >= a.capacity THEN 1 ELSE 0 END), sum(r.value)
    FROM {{first}} asset_reading r JOIN market m ON m.market_id = r.market_id
    LEFT JOIN asset a ON a.market_id = r.market_id AND a.asset_name = r.asset_name
    {{only}} GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(r.value) > 0""",
    WHOLE,
    TOUCHED,
)
SUMMARIES = (ASSET_STATE, ASSET_HOUR)


def refresh(connection: Connection, markets: Collection[int]) -> None:
    """Recompute the rows of these markets."""
    fill(connection, "stale_asset", ("market_id",), {(market,) for market in markets})
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
