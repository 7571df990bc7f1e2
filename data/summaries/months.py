"""Summaries by market: its month by method or wallet, and its month altogether."""

from data.codes import DIGITAL_METHODS
from data.summaries.summary import Stale, Summary, YearBefore

DIGITAL = ", ".join(str(method.number) for method in DIGITAL_METHODS)
MONTH = "p.day / 100 * 100 + 1"
#: Amount of a row of payment_month that has a year before: what growth is measured on.
MATCHED = "CASE WHEN p.previous_amount_krw IS NOT NULL THEN p.amount_krw END"
#: Amount of a row whose transactions were counted: what an amount per transaction is measured on.
TICKETED = "CASE WHEN p.transaction_count IS NOT NULL THEN p.amount_krw END"

#: The bit of the method of a row with an amount: each method has one row a month, so the sum of bits is all of them.
TOLD = "CASE WHEN p.amount_krw > 0 THEN CAST(1 AS BIGINT) << CAST(p.method - 1 AS INTEGER) END"


def _month_of(fact: str, own: str, parts: tuple[str, ...], decided_by: str) -> Summary:
    """Monthly facts as they are, and the sums of days where the publisher gave no month of the same decided_by."""
    part = ", ".join(f"p.{name}" for name in parts)
    select = f"""
        SELECT p.day, p.market_id, {part}, p.amount_krw, p.transaction_count, p.payer_count, NULL,
               p.is_provisional, p.import_id, p.import_id
        FROM {{touched}} {fact} p WHERE p.grain = 2 {{within_month}}
        UNION ALL
        SELECT d.month, d.market_id, {part.replace("p.", "d.")}, d.amount_krw, d.transaction_count, NULL, d.day_count,
               d.is_provisional, d.first_import_id, d.import_id
        FROM (SELECT {MONTH} AS month, p.market_id, {part}, sum(p.amount_krw) AS amount_krw,
                     sum(p.transaction_count) AS transaction_count, count(*) AS day_count,
                     max(p.is_provisional) AS is_provisional, min(p.import_id) AS first_import_id,
                     max(p.import_id) AS import_id
              FROM {{touched}} {fact} p WHERE p.grain = 1 {{within_days}}
              GROUP BY p.market_id, {MONTH}, {part}) d
        WHERE NOT EXISTS (SELECT 1 FROM {fact} q WHERE q.market_id = d.market_id AND q.grain = 2 AND q.day = d.month
                          AND q.{decided_by} = d.{decided_by})"""
    # days of a month are a range of the fact's key, the month itself is one place in it
    gaps = {
        "touched": f"stale_{fact} t CROSS JOIN",
        "within_month": "AND p.market_id = t.market_id AND p.day = t.month",
        "within_days": "AND p.market_id = t.market_id AND p.day BETWEEN t.month AND t.month + 30",
    }
    return Summary(
        own,
        f"month market_id {' '.join(parts)} amount_krw transaction_count payer_count day_count"
        " is_provisional first_import_id import_id",
        select,
        dict.fromkeys(gaps, ""),
        Stale(gaps, f"(month, market_id) IN (SELECT month, market_id FROM stale_{fact})"),
    )


PAYMENT_MONTH = _month_of("payment", "payment_month", ("method",), "method")
# A wallet's month is never mixed of a monthly figure for one country and days for another: that could count a payment
# twice.
FOREIGN_MONTH = _month_of("foreign_payment", "foreign_month", ("wallet", "country"), "wallet")

MARKET_MONTH = Summary(
    "market_month",
    "market_id month amount_krw digital_amount_krw transaction_count ticketed_amount_krw matched_amount_krw"
    " matched_previous_amount_krw foreign_amount_krw foreign_transaction_count is_provisional methods_told",
    f"""
    SELECT u.market_id, u.month, sum(u.amount_krw), sum(u.digital_amount_krw), sum(u.transaction_count),
           sum(u.ticketed_amount_krw), sum(u.matched_amount_krw), sum(u.previous_amount_krw),
           sum(u.foreign_amount_krw), sum(u.foreign_transaction_count), max(u.is_provisional),
           sum(u.method_told)
    FROM (SELECT p.month, p.market_id, p.amount_krw,
                 CASE WHEN p.method IN ({DIGITAL}) THEN p.amount_krw END AS digital_amount_krw, p.transaction_count,
                 {TICKETED} AS ticketed_amount_krw, {MATCHED} AS matched_amount_krw, p.previous_amount_krw,
                 NULL AS foreign_amount_krw, NULL AS foreign_transaction_count, p.is_provisional,
                 {TOLD} AS method_told
          FROM {{touched}} payment_month p WHERE 1 = 1 {{within}}
          UNION ALL
          SELECT p.month, p.market_id, NULL, NULL, NULL, NULL, NULL, NULL, p.amount_krw, p.transaction_count,
                 p.is_provisional, NULL
          FROM {{touched}} foreign_month p WHERE 1 = 1 {{within}}) u
    GROUP BY u.market_id, u.month""",
    {"touched": "", "within": ""},
    Stale(
        {
            "touched": "stale_market_month t CROSS JOIN",
            "within": "AND p.month = t.month AND p.market_id = t.market_id",
        },
        "(market_id, month) IN (SELECT market_id, month FROM stale_market_month)",
    ),
)

#: What a month keeps of the one twelve months before; filled once the rows of both stand.
YEAR_BEFORE = YearBefore(
    "payment_month",
    "month market_id method",
    {
        "previous_amount_krw": """
        SELECT q.amount_krw FROM payment_month q
        WHERE q.month = p.month - 10000 AND q.market_id = p.market_id AND q.method = p.method
          AND p.amount_krw IS NOT NULL AND (q.day_count IS NULL OR p.day_count IS NULL
            OR (q.day_count * 5 >= p.day_count * 4 AND p.day_count * 5 >= q.day_count * 4))"""
    },
)


def _both_foreign(value: str) -> str:
    return f"""
        SELECT {value} FROM market_month q WHERE q.market_id = p.market_id AND q.month = p.month - 10000
        AND q.foreign_amount_krw IS NOT NULL AND p.foreign_amount_krw IS NOT NULL"""


FOREIGN_YEAR_BEFORE = YearBefore(
    "market_month",
    "market_id month",
    {
        "matched_foreign_amount_krw": _both_foreign("p.foreign_amount_krw"),
        "matched_previous_foreign_amount_krw": _both_foreign("q.foreign_amount_krw"),
    },
)
