"""Summaries by place (nation, sido, sigungu: sums over the markets that lie there now), and whose rows they are."""

from data.choice import NATION
from data.summaries.months import MATCHED, TICKETED
from data.summaries.summary import Stale, Summary

LEVELS = {"nation": f"'{NATION}'", "sido": "m.sido_code", "sigungu": "m.sigungu_code"}


def _by_place(table: str, source: str, parts: tuple[str, ...], sums: dict[str, str], stale: tuple[str, str]) -> Summary:
    """The same sums for every level.

    parts: what beside the month is told apart. sums: column -> aggregate. stale: tables of the months and places
    that are stale.
    """
    key = ", ".join(f"p.{name}" for name in ("month", *parts))
    selects = (
        f"""
        SELECT '{level}', {code}, m.kind, {key}, {", ".join(sums.values())}
        FROM {{joined}} WHERE m.market_id = p.market_id AND {code} <> '' {{within_{level}}}
        GROUP BY {code if level != "nation" else "m.kind"}, m.kind, {key}"""
        for level, code in LEVELS.items()
    )
    months, places = stale
    columns = f"level region_code kind month {' '.join(parts)} {' '.join(sums)}"
    within = [f"within_{level}" for level in LEVELS]
    whole = dict.fromkeys(within, "") | {"joined": f"{source} p CROSS JOIN market m"}
    by_month = dict.fromkeys(within, "AND p.month = t.month") | {
        "joined": f"{months} t CROSS JOIN {source} p CROSS JOIN market m"
    }
    by_place = {
        f"within_{level}": f"AND t.level = '{level}' AND t.region_code = {code} AND t.kind = m.kind"
        for level, code in LEVELS.items()
    } | {"joined": f"{places} t CROSS JOIN market m CROSS JOIN {source} p"}
    return Summary(
        table,
        columns,
        " UNION ALL ".join(selects),
        whole,
        Stale(by_month, f"month IN (SELECT month FROM {months})"),
        Stale(by_place, f"(level, region_code, kind) IN (SELECT level, region_code, kind FROM {places})"),
    )


OF_A_PART = {
    "amount_krw": "sum(p.amount_krw)",
    "transaction_count": "sum(p.transaction_count)",
    "market_count": "count(p.amount_krw)",
    "is_provisional": "max(p.is_provisional)",
}

REGION_MONTH = _by_place(
    "region_month",
    "payment_month",
    ("method",),
    OF_A_PART
    | {
        "ticketed_amount_krw": f"sum({TICKETED})",
        "matched_amount_krw": f"sum({MATCHED})",
        "matched_previous_amount_krw": "sum(p.previous_amount_krw)",
    },
    ("stale_month_paid", "stale_place"),
)

FOREIGN_REGION_MONTH = _by_place(
    "foreign_region_month", "foreign_month", ("wallet", "country"), OF_A_PART, ("stale_month_visited", "stale_place")
)

#: Columns of market_month that are simply added up.
ADDED = (
    "digital_amount_krw foreign_amount_krw foreign_transaction_count ticketed_amount_krw matched_amount_krw"
    " matched_previous_amount_krw matched_foreign_amount_krw matched_previous_foreign_amount_krw"
).split()

REGION_MARKET_MONTH = _by_place(
    "region_market_month",
    "market_month",
    (),
    OF_A_PART
    | {name: f"sum(p.{name})" for name in ADDED}
    | {
        "store_count": "sum(CASE WHEN p.amount_krw IS NOT NULL THEN m.store_count END)",
        "counted_amount_krw": "sum(CASE WHEN m.store_count IS NOT NULL THEN p.amount_krw END)",
        "foreign_base_amount_krw": "sum(CASE WHEN p.foreign_amount_krw IS NOT NULL THEN p.amount_krw END)",
        "foreign_market_count": "count(p.foreign_amount_krw)",
    },
    ("stale_month", "stale_count"),
)


def _coverage_of(fact: str, own: str, part: str, same_part: str) -> str:
    """Rows behind each month: the month's own summary tells, the facts only where several imports stand behind it."""
    return f"""
        SELECT '{fact}' AS subject, m.sido_code, p.month, p.{part} AS part, p.import_id,
               sum(coalesce(p.day_count, 1)) AS row_count
        FROM {{joined_{own}}}
        WHERE m.market_id = p.market_id AND p.first_import_id = p.import_id {{within}}
        GROUP BY m.sido_code, p.month, p.{part}, p.import_id
        UNION ALL
        SELECT '{fact}', m.sido_code, p.month, p.{part}, f.import_id, count(*)
        FROM {{joined_{own}}} CROSS JOIN {fact} f
        WHERE m.market_id = p.market_id AND p.first_import_id <> p.import_id {{within}}
          AND f.market_id = p.market_id AND f.grain = 1 AND f.day BETWEEN p.month AND p.month + 30 AND {same_part}
        GROUP BY m.sido_code, p.month, p.{part}, f.import_id"""


def _joined(tables: str, within: str) -> dict[str, str]:
    return {f"joined_{own}": tables.format(own) for own in ("payment_month", "foreign_month")} | {"within": within}


SIDOS = "SELECT DISTINCT region_code AS sido_code FROM stale_place WHERE level = 'sido'"
PAYMENT_COVERAGE = _coverage_of("payment", "payment_month", "method", "f.method = p.method")
FOREIGN_COVERAGE = _coverage_of(
    "foreign_payment", "foreign_month", "wallet", "f.wallet = p.wallet AND f.country = p.country"
)
COVERAGE = Summary(
    "coverage",
    "subject sido_code month part import_id row_count",
    f"""
    SELECT c.subject, c.sido_code, c.month, c.part, c.import_id, sum(c.row_count)
    FROM ({PAYMENT_COVERAGE} UNION ALL {FOREIGN_COVERAGE}) c
    GROUP BY c.subject, c.sido_code, c.month, c.part, c.import_id""",
    _joined("{} p CROSS JOIN market m", ""),
    Stale(
        _joined("stale_month t CROSS JOIN {} p CROSS JOIN market m", "AND p.month = t.month"),
        "month IN (SELECT month FROM stale_month)",
    ),
    Stale(
        _joined(f"({SIDOS}) t CROSS JOIN market m CROSS JOIN {{}} p", "AND m.sido_code = t.sido_code"),
        f"sido_code IN ({SIDOS})",
    ),
)

#: Where markets lay and how many stores they had when the sums above were made.
MARKET_PLACE = Summary(
    "market_place",
    "market_id sido_code sigungu_code kind store_count",
    "SELECT m.market_id, m.sido_code, m.sigungu_code, m.kind, m.store_count FROM market m",
    {},
    Stale({}, "1 = 1"),
)
