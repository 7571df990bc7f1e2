"""The summaries that are one SELECT over facts: the same statement fills, refreshes and checks its table.

Plain SQL that SQLite and PostgreSQL both take. In each SELECT ``{touched}`` and ``{within}`` narrow it to the stale keys when a
change is summarised and are empty when everything is recomputed. CROSS JOIN keeps SQLite from turning the loops around: the
few stale keys lead, the facts are found by their key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from data.choice import NATION
from data.codes import DIGITAL_METHODS
from data.messages import say
from data.summaries.touched import Touched

DIGITAL = ", ".join(str(method.number) for method in DIGITAL_METHODS)
LEVELS = (("nation", f"'{NATION}'"), ("sido", "m.sido_code"), ("sigungu", "m.sigungu_code"))
MONTH = "p.day / 100 * 100 + 1"
A_YEAR = 10000

#: Stale (market, month) lead into the facts: days of a month are a range of the key, the month itself one place in it.
BY_MARKET_MONTH = {
    "touched": "stale_{kind} t CROSS JOIN",
    "within_month": "AND p.market_id = t.market_id AND p.day = t.month",
    "within_days": "AND p.market_id = t.market_id AND p.day BETWEEN t.month AND t.month + 30",
}
BY_MARKET = {
    "touched": "stale_market_month t CROSS JOIN",
    "within": "AND p.month = t.month AND p.market_id = t.market_id",
}
BY_MONTH = {"touched": "stale_month t CROSS JOIN", "within": "AND p.month = t.month"}


@dataclass(frozen=True)
class Summary:
    """One summary table. narrowed: fills the SELECT's gaps when only stale keys count. stale: which rows those keys clear."""

    table: str
    columns: tuple[str, ...]
    select: str
    narrowed: dict[str, str]
    stale: str

    def due(self) -> str:
        """The rows that should stand in the table: the SELECT over all facts."""
        return f"SELECT * FROM ({self.select.format_map(dict.fromkeys(self.narrowed, ''))}) due"

    def rebuilding(self) -> tuple[str, ...]:
        """Statements that fill the table anew."""
        return (
            f"DELETE FROM {self.table}",
            f"{self._insert()} {self.select.format_map(dict.fromkeys(self.narrowed, ''))}",
        )

    def refreshing(self) -> tuple[str, ...]:
        """Statements that recompute the stale rows."""
        return (
            f"DELETE FROM {self.table} WHERE {self.stale}",
            f"{self._insert()} {self.select.format_map(self.narrowed)}",
        )

    def _insert(self) -> str:
        return f"INSERT INTO {self.table} ({', '.join(self.columns)})"


@dataclass(frozen=True)
class YearBefore:
    """Columns of a summary table that come from its own row of twelve months before (month - 10000).

    values: column -> SELECT of one value, where p is the row itself and q the one a year before.
    """

    table: str
    key: tuple[str, ...]
    values: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Key and the columns that are filled."""
        return (*self.key, *self.values)

    def due(self) -> str:
        """The values that should stand there."""
        key = ", ".join(f"p.{name}" for name in self.key)
        return f"SELECT {key}, {', '.join(f'({value})' for value in self.values.values())} FROM {self.table} p"

    def rebuilding(self) -> tuple[str, ...]:
        """Statements that fill the columns anew."""
        sets = ", ".join(f"{name} = ({value})" for name, value in self.values.items())
        return (f"UPDATE {self.table} AS p SET {sets}",)

    def refreshing(self) -> tuple[str, ...]:
        """Statements that recompute the stale rows."""
        (whole,) = self.rebuilding()
        return (f"{whole} WHERE (p.market_id, p.month) IN (SELECT market_id, month FROM stale_market_month)",)


def _month_of(fact: str, own: str, parts: tuple[str, ...], decided_by: tuple[str, ...]) -> Summary:
    """Monthly facts as they are, and the sums of days where the publisher gave no month (for the same decided_by)."""
    part = ", ".join(f"p.{name}" for name in parts)
    same = " AND ".join(f"q.{name} = d.{name}" for name in decided_by)
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
                          AND {same})"""
    return Summary(
        own,
        (
            "month",
            "market_id",
            *parts,
            "amount_krw",
            "transaction_count",
            "payer_count",
            "day_count",
            "is_provisional",
            "first_import_id",
            "import_id",
        ),
        select,
        {name: words.format(kind=fact) for name, words in BY_MARKET_MONTH.items()},
        f"(month, market_id) IN (SELECT month, market_id FROM stale_{fact})",
    )


PAYMENT_MONTH = _month_of("payment", "payment_month", ("method",), ("method",))
# A wallet's month is not mixed of a monthly figure for one country and days for another: that could count a payment twice.
FOREIGN_MONTH = _month_of("foreign_payment", "foreign_month", ("wallet", "country"), ("wallet",))

MATCHED = "CASE WHEN p.previous_amount_krw IS NOT NULL THEN p.amount_krw END"
MARKET_MONTH = Summary(
    "market_month",
    (
        "market_id",
        "month",
        "amount_krw",
        "digital_amount_krw",
        "transaction_count",
        "matched_amount_krw",
        "matched_previous_amount_krw",
        "foreign_amount_krw",
        "foreign_transaction_count",
        "is_provisional",
    ),
    f"""
    SELECT u.market_id, u.month, sum(u.amount_krw), sum(u.digital_amount_krw), sum(u.transaction_count),
           sum(u.matched_amount_krw), sum(u.previous_amount_krw), sum(u.foreign_amount_krw),
           sum(u.foreign_transaction_count), max(u.is_provisional)
    FROM (SELECT p.month, p.market_id, p.amount_krw, CASE WHEN p.method IN ({DIGITAL}) THEN p.amount_krw END
                 AS digital_amount_krw, p.transaction_count, {MATCHED} AS matched_amount_krw, p.previous_amount_krw,
                 NULL AS foreign_amount_krw, NULL AS foreign_transaction_count, p.is_provisional
          FROM {{touched}} payment_month p WHERE 1 = 1 {{within}}
          UNION ALL
          SELECT p.month, p.market_id, NULL, NULL, NULL, NULL, NULL, p.amount_krw, p.transaction_count, p.is_provisional
          FROM {{touched}} foreign_month p WHERE 1 = 1 {{within}}) u
    GROUP BY u.market_id, u.month""",
    BY_MARKET,
    "(month, market_id) IN (SELECT month, market_id FROM stale_market_month)",
)


def _by_level(key: str, sums: str, source: str) -> str:
    """The same sums for the nation, each sido and each sigungu."""
    return " UNION ALL ".join(
        f"""SELECT '{level}', {code}, m.kind, {key}, {sums}
        FROM {{touched}} {source} p CROSS JOIN market m WHERE m.market_id = p.market_id AND {code} <> '' {{within}}
        GROUP BY {code}, m.kind, {key}"""
        if level != "nation"
        else f"""SELECT '{level}', {code}, m.kind, {key}, {sums}
        FROM {{touched}} {source} p CROSS JOIN market m WHERE m.market_id = p.market_id {{within}}
        GROUP BY m.kind, {key}"""
        for level, code in LEVELS
    )


PLACE = ("level", "region_code", "kind", "month")
STALE_MONTH = "month IN (SELECT month FROM stale_month)"
PART_SUMS = "sum(p.amount_krw), sum(p.transaction_count), count(p.amount_krw), max(p.is_provisional)"
MATCHED_COLUMNS = ("matched_amount_krw", "matched_previous_amount_krw")
PART_COLUMNS = ("amount_krw", "transaction_count", "market_count", "is_provisional")

REGION_MONTH = Summary(
    "region_month",
    (*PLACE, "method", *PART_COLUMNS, *MATCHED_COLUMNS),
    _by_level("p.month, p.method", f"{PART_SUMS}, sum({MATCHED}), sum(p.previous_amount_krw)", "payment_month"),
    BY_MONTH,
    STALE_MONTH,
)
FOREIGN_REGION_MONTH = Summary(
    "foreign_region_month",
    (*PLACE, "wallet", "country", *PART_COLUMNS),
    _by_level("p.month, p.wallet, p.country", PART_SUMS, "foreign_month"),
    BY_MONTH,
    STALE_MONTH,
)
REGION_MARKET_MONTH = Summary(
    "region_market_month",
    (
        *PLACE,
        "market_count",
        "store_count",
        "amount_krw",
        "counted_amount_krw",
        "digital_amount_krw",
        "transaction_count",
        "foreign_amount_krw",
        "foreign_transaction_count",
        "foreign_market_count",
        "is_provisional",
        *MATCHED_COLUMNS,
        "matched_foreign_amount_krw",
        "matched_previous_foreign_amount_krw",
    ),
    _by_level(
        "p.month",
        """count(p.amount_krw), sum(CASE WHEN p.amount_krw IS NOT NULL THEN m.store_count END), sum(p.amount_krw),
        sum(CASE WHEN m.store_count IS NOT NULL THEN p.amount_krw END), sum(p.digital_amount_krw),
        sum(p.transaction_count), sum(p.foreign_amount_krw), sum(p.foreign_transaction_count),
        count(p.foreign_amount_krw), max(p.is_provisional), sum(p.matched_amount_krw),
        sum(p.matched_previous_amount_krw), sum(p.matched_foreign_amount_krw),
        sum(p.matched_previous_foreign_amount_krw)""",
        "market_month",
    ),
    BY_MONTH,
    STALE_MONTH,
)


def _coverage_of(subject: str, fact: str, own: str, part: str, same_part: str) -> str:
    """Rows behind each month: told by the month's own summary, by the facts only where several imports stand behind one."""
    return f"""
    SELECT '{subject}' AS subject, m.sido_code, p.month, p.{part} AS part, p.import_id,
           sum(coalesce(p.day_count, 1)) AS row_count
    FROM {{touched}} {own} p CROSS JOIN market m
    WHERE m.market_id = p.market_id AND p.first_import_id = p.import_id {{within}}
    GROUP BY m.sido_code, p.month, p.{part}, p.import_id
    UNION ALL
    SELECT '{subject}', m.sido_code, p.month, p.{part}, f.import_id, count(*)
    FROM {{touched}} {own} p CROSS JOIN market m CROSS JOIN {fact} f
    WHERE m.market_id = p.market_id AND p.first_import_id <> p.import_id {{within}}
      AND f.market_id = p.market_id AND f.grain = 1 AND f.day BETWEEN p.month AND p.month + 30 AND {same_part}
    GROUP BY m.sido_code, p.month, p.{part}, f.import_id"""


COVERAGE = Summary(
    "coverage",
    ("subject", "sido_code", "month", "part", "import_id", "row_count"),
    "SELECT c.subject, c.sido_code, c.month, c.part, c.import_id, sum(c.row_count) FROM ("
    + _coverage_of("payment", "payment", "payment_month", "method", "f.method = p.method")
    + " UNION ALL "
    + _coverage_of(
        "foreign_payment", "foreign_payment", "foreign_month", "wallet", "f.wallet = p.wallet AND f.country = p.country"
    )
    + ") c GROUP BY c.subject, c.sido_code, c.month, c.part, c.import_id",
    BY_MONTH,
    STALE_MONTH,
)

#: What a month keeps of the one twelve months before; filled once the rows of both stand.
YEAR_BEFORE = YearBefore(
    "payment_month",
    ("month", "market_id", "method"),
    {
        "previous_amount_krw": """SELECT q.amount_krw FROM payment_month q
        WHERE q.month = p.month - 10000 AND q.market_id = p.market_id AND q.method = p.method AND p.amount_krw IS NOT NULL
          AND (q.day_count IS NULL OR p.day_count IS NULL
               OR (q.day_count * 5 >= p.day_count * 4 AND p.day_count * 5 >= q.day_count * 4))"""
    },
)
FOREIGN_YEAR_BEFORE = YearBefore(
    "market_month",
    ("market_id", "month"),
    {
        name: f"""SELECT {value} FROM market_month q WHERE q.market_id = p.market_id AND q.month = p.month - 10000
        AND q.foreign_amount_krw IS NOT NULL AND p.foreign_amount_krw IS NOT NULL"""
        for name, value in (
            ("matched_foreign_amount_krw", "p.foreign_amount_krw"),
            ("matched_previous_foreign_amount_krw", "q.foreign_amount_krw"),
        )
    },
)

#: In the order they build on one another.
SUMMARIES: tuple[Summary | YearBefore, ...] = (
    PAYMENT_MONTH,
    YEAR_BEFORE,
    FOREIGN_MONTH,
    MARKET_MONTH,
    FOREIGN_YEAR_BEFORE,
    REGION_MONTH,
    REGION_MARKET_MONTH,
    FOREIGN_REGION_MONTH,
    COVERAGE,
)


def refresh(connection: Connection, touched: Touched) -> None:
    """Recompute the rows of stale keys in every table."""
    _note_stale(connection, touched)
    for summary in SUMMARIES:
        for statement in summary.refreshing():
            connection.execute(text(statement))


def rebuild(connection: Connection) -> None:
    """Recompute every table whole."""
    for summary in SUMMARIES:
        for statement in summary.rebuilding():
            connection.execute(text(statement))


def _note_stale(connection: Connection, touched: Touched) -> None:
    """Temporary tables of stale keys: of payments, of foreign payments, of either, and their months."""
    pair = "(market_id BIGINT NOT NULL, month BIGINT NOT NULL, PRIMARY KEY (market_id, month))"
    for name in ("stale_payment", "stale_foreign_payment", "stale_market_month"):
        connection.execute(text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} {pair}"))
        connection.execute(text(f"DELETE FROM {name}"))
    connection.execute(text("CREATE TEMPORARY TABLE IF NOT EXISTS stale_month (month BIGINT PRIMARY KEY)"))
    connection.execute(text("DELETE FROM stale_month"))
    _fill(connection, "stale_payment", touched.payment)
    _fill(connection, "stale_foreign_payment", touched.foreign)
    changed = touched.payment | touched.foreign
    stale = changed | {(market, month + A_YEAR) for market, month in changed}
    _fill(connection, "stale_market_month", stale)
    # a market in another province, of another kind or with another number of stores makes all its months stale
    moved = {row for one in touched.markets for row in _months_of(connection, one)}
    months = {month for _, month in stale} | moved
    if months:
        connection.execute(
            text("INSERT INTO stale_month VALUES (:month)"), [{"month": month} for month in sorted(months)]
        )


def _fill(connection: Connection, table: str, pairs: Iterable[tuple[int, int]]) -> None:
    rows = [{"market": market, "month": month} for market, month in sorted(pairs)]
    if rows:
        connection.execute(text(f"INSERT INTO {table} VALUES (:market, :month)"), rows)


def _months_of(connection: Connection, market_id: int) -> list[int]:
    found = connection.execute(text("SELECT month FROM market_month WHERE market_id = :id"), {"id": market_id})
    return [row[0] for row in found]


def differences(connection: Connection, lang: str) -> list[str]:
    """Sentences about the tables whose rows are not the ones their SELECT gives."""
    return [sentence for summary in SUMMARIES for sentence in _difference(connection, summary, lang)]


def _difference(connection: Connection, summary: Summary | YearBefore, lang: str) -> list[str]:
    columns = ", ".join(summary.columns)
    kept = f"SELECT {columns} FROM {summary.table}"
    extra = _rows(connection, f"{kept} EXCEPT {summary.due()}")
    lacking = _rows(connection, f"{summary.due()} EXCEPT {kept}")
    if not extra and not lacking:
        return []
    first = dict(zip(summary.columns, (extra or lacking)[0], strict=True))
    words = ", ".join(f"{name}={value}" for name, value in first.items())
    return [
        say("check.summary_differs", lang, table=summary.table, extra=len(extra), lacking=len(lacking), first=words)
    ]


def _rows(connection: Connection, statement: str) -> list[Any]:
    return list(connection.execute(text(statement)))
