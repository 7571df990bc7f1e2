"""Summary by market and day: what a calendar of one market reads. Only markets that are told by the day have rows."""

from data.summaries.summary import Stale, Summary

_WHOLE = {"touched": "", "within": "", "by": ""}
MARKET_DAY = Summary(
    "market_day",
    "market_id day amount_krw transaction_count method_count is_provisional",
    """
    SELECT p.market_id, p.day, sum(p.amount_krw), sum(p.transaction_count), count(p.amount_krw), max(p.is_provisional)
    FROM {touched} payment p WHERE p.grain = 1 {within}
    GROUP BY {by}p.market_id, p.day""",
    _WHOLE,
    Stale(
        {
            "touched": "stale_payment t CROSS JOIN",
            "within": "AND p.market_id = t.market_id AND p.day BETWEEN t.month AND t.month + 30",
            # in the order in which the rows come: without it SQLite sorts a million of them (0.56 s -> 0.38 s)
            "by": "t.market_id, t.month, ",
        },
        # told by the key: the month of every day of 2.6 M would be asked at every import
        """(market_id, day) IN (SELECT d.market_id, d.day FROM stale_payment t CROSS JOIN market_day d
        WHERE d.market_id = t.market_id AND d.day BETWEEN t.month AND t.month + 30)""",
    ),
)
