"""Hand-made answers, one per exhibit: columns as the queries promise them, names awkward on purpose."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from data.answer import Answer, SourceNote
from data.choice import Choice
from data.codes import PaymentMethod, ReadinessItem, Wallet
from tests.components.answers_claims import CLAIMS
from tests.components.answers_programmes import PROGRAMMES
from tests.components.answers_requests import of as of_requests

SOURCE = SourceNote(
    "payment_template",
    "결제 양식",
    "Payment template",
    "○○도청",
    "Province",
    "2025-12",
    "2026-01-15T09:00",
    (1,),
    20230101,
    20251201,
    True,
)
MONTHS = pd.date_range("2023-01-01", "2025-06-01", freq="MS")
WITHOUT = 5
DANGEROUS_NAME = '=HYPERLINK("x")시장'
PLACE = {
    "kind": "permanent",
    "sido_code": "11",
    "sigungu_code": "11140",
    "sido_name_ko": "서울특별시",
    "sido_name_en": "Seoul",
    "sigungu_name_ko": "중구",
    "sigungu_name_en": "Jung-gu",
}
NAMES = ["가람시장", "나루시장(구 옛나루시장)", DANGEROUS_NAME, "<b>다온</b>시장", "라온골목시장"]


def krw(values: Any) -> Any:
    """Amounts as queries give them: whole won that may lack."""
    return pd.array([None if pd.isna(value) else round(value) for value in values], dtype="Int64")


def amounts(size: float = 2.4e10) -> Any:
    at = np.arange(len(MONTHS))
    return size * (1 + 0.01 * at) * (1 + 0.1 * np.sin(at / 2))


def totals() -> pd.DataFrame:
    """payments.monthly_total without one month, its last provisional."""
    amount = amounts()
    before = np.r_[[np.nan] * 12, amount[:-12]]
    rows = pd.DataFrame(
        {
            "month": MONTHS,
            "amount_krw": krw(amount),
            "digital_amount_krw": krw(amount * 0.6),
            "foreign_amount_krw": krw(amount * 0.05),
            "transaction_count": krw(amount / 23_000),
            "market_count": krw(amount * 0 + 12),
            "store_count": krw(amount * 0 + 1200),
            "counted_amount_krw": krw(amount * 0.9),
            "ticketed_amount_krw": krw(amount),
            "foreign_base_amount_krw": krw(amount * 0.5),
            "foreign_transaction_count": krw(amount / 1e6),
            "matched_amount_krw": krw(amount * ~np.isnan(before)),
            "matched_previous_amount_krw": krw(before),
            "matched_foreign_amount_krw": krw(amount * 0.05),
            "matched_previous_foreign_amount_krw": krw(before * 0.04),
            "is_provisional": [False] * (len(MONTHS) - 1) + [True],
        }
    )
    return rows.drop(index=WITHOUT).reset_index(drop=True)


def by(name: str, keys: list[str], place: str = "month") -> pd.DataFrame:
    """Rows by month (or quarter) and one more key."""
    stamps = MONTHS if place == "month" else MONTHS[::3]
    rows = [
        (stamp, key, round(amount / (at + 2)), round(amount / 23_000), False)
        for stamp, amount in zip(stamps, amounts(), strict=False)
        for at, key in enumerate(keys)
    ]
    return pd.DataFrame(rows, columns=[place, name, "amount_krw", "transaction_count", "is_provisional"]).astype(
        {"amount_krw": "Int64", "transaction_count": "Int64"}
    )


def seasons() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": MONTHS.year,
            "month_of_year": MONTHS.month,
            "amount_krw": krw(amounts()),
            "market_count": 12,
            "is_provisional": False,
        }
    )


def regions() -> pd.DataFrame:
    rows = [
        ("11", "서울특별시", "Seoul", 3.2e11, 2.9e11),
        ("43", "충청북도", "Chungcheongbuk-do", None, None),
        ("50", "제주특별자치도", "Jeju", 7e10, None),
    ]
    made = pd.DataFrame(
        rows, columns=["region_code", "region_name_ko", "region_name_en", "amount_krw", "previous_amount_krw"]
    )
    for name in ("amount_krw", "previous_amount_krw"):
        made[name] = krw(made[name])
    amount = made["amount_krw"]
    return made.assign(
        level="sido",
        matched_amount_krw=amount,
        matched_previous_amount_krw=made["previous_amount_krw"],
        change_share=[0.103, None, None],
        digital_amount_krw=amount // 2,
        foreign_amount_krw=amount // 20,
        foreign_base_amount_krw=amount,
        transaction_count=krw([1000, None, 10]),
        market_count=krw([9, 2, 3]),
        store_count=krw([900, None, 40]),
        is_provisional=False,
    )


def markets() -> pd.DataFrame:
    """payments.by_market and markets.points: one market without an amount, one without a place."""
    amount = np.array([3e9, 2e9, np.nan, 9e8, 5e8])
    rows = pd.DataFrame(
        {
            "market_id": range(1, 6),
            "market_name": NAMES,
            "lat": [37.5, 37.6, 35.1, np.nan, 33.5],
            "lon": [127.0, 126.9, 129.0, np.nan, 126.5],
            "store_count": krw([120, None, 30, 44, 7]),
            "is_listed": True,
            "amount_krw": krw(amount),
            "previous_amount_krw": krw(amount * [0.9, 1.2, 1, np.nan, 1]),
            "digital_amount_krw": krw(amount * 0.6),
            "foreign_amount_krw": krw(amount * 0.1),
            "foreign_base_amount_krw": krw(amount),
            "foreign_transaction_count": krw(amount / 1e6),
            "transaction_count": krw(amount / 2e4),
            "months_reported": 12,
            "digital_share": 0.6,
            "foreign_share": 0.1,
            "change_share": [0.11, -0.17, None, None, 0.0],
            "is_provisional": False,
        }
    )
    return rows.assign(**PLACE)


def changes() -> pd.DataFrame:
    rows = markets().dropna(subset=["previous_amount_krw"])
    return rows.assign(change_krw=rows["amount_krw"] - rows["previous_amount_krw"]).reset_index(drop=True)


def spending() -> pd.DataFrame:
    rows = [
        (code, ko, en, month, int(amount * part))
        for month, amount in zip(MONTHS, amounts(), strict=True)
        for code, ko, en, part in (("11", "서울특별시", "Seoul", 0.7), ("50", "제주특별자치도", "Jeju", 0.1))
    ]
    return pd.DataFrame(rows, columns=["region_code", "name_ko", "name_en", "month", "amount_krw"]).astype(
        {"amount_krw": "Int64"}
    )


def arrivals() -> pd.DataFrame:
    rows = by("country", ["CN", "JP", "TW", "US", "HK", "VN", "아무나라"])
    return rows.rename(columns={"amount_krw": "visitor_count"}).drop(columns="transaction_count")


def survey() -> pd.DataFrame:
    """national.market_survey with a year that nobody surveyed."""
    years = np.arange(2013, 2020)
    stores, empty = 210_000.0 - 500 * (years - 2013), 19_600.0 - 100 * (years - 2013)
    empty[2] = np.nan
    return pd.DataFrame(
        {
            "year": pd.array(years, dtype="Int64"),
            "market_count": krw(np.full(7, 1450)),
            "store_count": krw(stores),
            "empty_store_count": krw(empty),
            "worker_count": krw(stores * 1.7),
            "customer_count": krw(np.full(7, 4500.4)),
            "market_day_amount_krw": krw(np.linspace(4.2e7, 5.7e7, 7)),
            "empty_share": empty / stores,
        }
    )


def retail() -> pd.DataFrame:
    """national.retail_index: the whole, kinds that rise and fall, one whose first years are blank."""
    ends = {"": 116.0, "인터넷 쇼핑": 282.0, "편의점": 161.0, "백화점": 94.0, "전문소매점": 87.0, "<b>다온</b>": 100.0}
    rows = [
        (year, kind, 100 + (end - 100) * (year - 2015) / 5 if kind != "백화점" or year > 2016 else np.nan)
        for kind, end in ends.items()
        for year in range(2015, 2021)
    ]
    made = pd.DataFrame(rows, columns=["year", "retail_kind", "sales_index"])
    return made.astype({"year": "Int64", "retail_kind": "str"})


def counts() -> pd.DataFrame:
    rows = [
        ("11", "서울특별시", "Seoul", "permanent", 100, 9000, 2),
        ("11", "서울특별시", "Seoul", "periodic", 3, None, 3),
        ("", "", "", "permanent", 1, None, 1),
    ]
    names = [
        "region_code",
        "region_name_ko",
        "region_name_en",
        "kind",
        "market_count",
        "store_count",
        "unknown_store_count",
    ]
    return pd.DataFrame(rows, columns=names).assign(level="sido").astype(dict.fromkeys(names[4:], "Int64"))


def facilities() -> pd.DataFrame:
    rows = [("arcade", True, "2024-11", "market_survey"), ("@parking", False, "2024-11", "market_survey")]
    return pd.DataFrame(rows, columns=["facility", "is_present", "edition", "source"])


def stores() -> pd.DataFrame:
    rows = [("", 1000, 900), ("onnuri_paper", 600, 550), ("zeropay", 700, 690)]
    made = pd.DataFrame(rows, columns=["method", "store_count", "open_count"])
    return made.assign(level="sido", place_code="11").astype({"store_count": "Int64"})


def editions() -> pd.DataFrame:
    rows = [
        ("2024-07", "market_survey", "가람시장", 120, "new", '{"key": "reason.negative"}', 1.0, "a.csv"),
        ("2024-11", "market_survey", "가람전통시장", None, "same", "plain words", 0.9, "b.csv"),
    ]
    names = ["edition", "source", "market_name", "store_count", "decision", "reason", "score", "file_name"]
    return pd.DataFrame(rows, columns=names).assign(import_id=1, row=2).astype({"store_count": "Int64"})


def within() -> pd.DataFrame:
    rows = markets().dropna(subset=["lat"]).reset_index(drop=True)
    names = ["market_id", "market_name", "lat", "lon", "store_count", *PLACE]
    return rows[names].assign(distance_m=[240.0, 999.0, 1870.0, 2400.0], overlap_share=[0.94, 0.75, 0.54, 0.42])


def compared() -> pd.DataFrame:
    """payments.monthly_total of three markets, one of them on days of its own."""
    kinds = [("permanent", ""), ("periodic", "2,7"), ("mixed", "5,0")]
    parts = [
        totals().assign(market_id=at, label=NAMES[at], kind=kind, market_days=days)
        for at, (kind, days) in enumerate(kinds)
    ]
    return pd.concat(parts, ignore_index=True)


def peer_group() -> pd.DataFrame:
    """markets.points of a group: two markets are looked at."""
    rows = markets()
    return rows.assign(label=[NAMES[0], "", NAMES[2], "", ""], order=range(len(rows)))


def proposed() -> pd.DataFrame:
    rows = markets()[["market_id", "market_name", "store_count", *PLACE]]
    return rows.assign(
        distance=[0.03, 0.1, 0.2, np.nan, 0.4],
        alike=["kind,size", "kind", "", "", "goods"],
        unlike=["", "size", "goods", "", "region"],
        missing=["", "tourists", "", "kind,size", "tourists"],
        known_share=0.9,
    )


def days() -> pd.DataFrame:
    """calendar.daily of two months, every fifth day."""
    numbers = [20240900 + day for day in range(2, 31, 5)] + [20241000 + day for day in range(2, 31, 5)]
    amount = np.linspace(1e6, 5e6, len(numbers))
    return pd.DataFrame(
        {
            "day": krw(numbers),
            "amount_krw": krw(amount),
            "transaction_count": krw(amount / 2e4),
            "method_count": 6,
            "is_provisional": False,
        }
    )


def noticed() -> pd.DataFrame:
    rows = markets().iloc[:3][["market_id", "market_name", *PLACE]]
    return rows.assign(
        month=MONTHS[-3:],
        change_kind=["fall", "trend_up", "silence"],
        method=["", "", "zeropay"],
        change_share=[-0.3, 0.2, np.nan],
        like_share=[0.01, 0.02, np.nan],
        own_z=[-9.0, 5.0, np.nan],
        like_z=[-6.0, 4.0, np.nan],
        silent_months=krw([None, None, 5]),
    )


def grown() -> pd.DataFrame:
    """metrics.changes.behind: a year without a year before, then growth."""
    known = np.where(np.arange(len(MONTHS)) < 12, np.nan, 0.03)
    rows = pd.DataFrame({"month": MONTHS, "amount_krw": krw(amounts()), "is_provisional": False})
    return rows.assign(change_share=known * 2, like_share=known, apart_share=known)


def uses() -> pd.DataFrame:
    """adoption.stores: trained only, opened without an order, going on, dormant, closed; some told no sales."""
    rows = [
        (1, "가게 1", "smartstore", "떡", "40s", "2022-05-02", "2022-06-01", "2022-06-20", "2024-12-29", None, 99, 5e5),
        (1, "=가게()", "smartstore", "떡", "50s", "2022-05-02", None, None, None, None, None, None),
        (2, "<b>가게</b>", "delivery_app", "", "", "2023-03-02", "2023-04-01", None, None, "2023-09-01", 0, 0),
        (3, "가게", "delivery_app", "떡", "60s", "2023-03-02", "2023-08-01", "2023-08-11", "2024-02-01", None, 9, 130),
        (4, "", "아무 채널", "떡", "30s", None, "2024-09-01", "2024-10-01", "2024-12-01", None, 3, None),
    ]
    days = ["trained_on", "opened_on", "first_order_on", "last_order_on", "closed_on"]
    names = ["market_id", "store_name", "channel", "sector", "age_band", *days, "order_count", "sales_krw"]
    made = pd.DataFrame(rows, columns=names).astype({"order_count": "Int64", "sales_krw": "Int64"})
    made[days] = made[days].apply(pd.to_datetime)
    made.insert(1, "market_name", [NAMES[number - 1] for number in made["market_id"]])
    made["recent_sales_krw"] = pd.array([2e5, None, 0, 0, None], dtype="Int64")
    made["buyer_count"] = pd.array([60, None, 0, 8, None], dtype="Int64")
    made["repeat_buyer_count"] = pd.array([20, None, 0, 1, None], dtype="Int64")
    return made.assign(as_of_on=pd.Timestamp("2024-12-31"), business_count=1)


def online() -> pd.DataFrame:
    """adoption.online: told in full, a month of payments missing, a channel that does not tell, nothing open."""
    rows = [(1, 2, 2, 5e6, 9.5e7), (2, 1, 1, 3e6, None), (3, 3, 1, 1e6, 4e7), (4, 0, 0, None, 2e7), (5, 1, 1, 0, 0)]
    made = pd.DataFrame(rows, columns=["market_id", "opened_count", "told_count", "online_krw", "paid_krw"])
    made = made.astype(dict.fromkeys(made.columns, "Int64"))
    made.insert(1, "market_name", [NAMES[number - 1] for number in made["market_id"]])
    year = {"first_month": pd.Timestamp("2024-01-01"), "last_month": pd.Timestamp("2024-12-01")}
    return made.assign(**year, business_count=3)


def channel_counts() -> pd.DataFrame:
    rows = [(1, "smartstore", 9, 7, 5, 1), (2, "smartstore", None, None, None, None), (2, "own_mall", 3, 3, 0, 3)]
    names = ["market_id", "channel", "told_count", "opened_count", "ordered_count", "closed_count"]
    return pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[2:], "Int64")).assign(business_count=9)


def scores() -> pd.DataFrame:
    """readiness.by_class joined to all markets: one is not known, one told in two classes, two told as one."""
    rows = [
        (1, 0, 3, 4), (1, 4, 6, 6), (1, 7, 9, 0), (1, 10, 12, 1), (2, 0, 3, 9), (2, 4, 12, 7),
        (3, None, None, None), (4, 0, 6, 9), (4, 7, 12, 5), (None, 0, 3, 15), (None, 4, 12, 10),
    ]  # fmt: skip
    made = pd.DataFrame(rows, columns=["market_id", "from_score", "to_score", "store_count"]).astype("Int64")
    made["market_count"] = made["store_count"].notna().astype("Int64").where(made["market_id"].notna(), 2)
    return made.assign(market_name=["" if pd.isna(one) else NAMES[one - 1] for one in made["market_id"]], **PLACE)


def items() -> pd.DataFrame:
    """readiness.by_item: one market was not asked for every item."""
    made = [
        (market, NAMES[market - 1], str(item), 20, (at + market) % 20 + 1, (at * market) % 12)
        for market in (1, 2, 3, 4) for at, item in enumerate(ReadinessItem) if market != 4 or at < 9
    ]  # fmt: skip
    names = ["market_id", "market_name", "item", "told_count", "has_count", "used_count"]
    rows = pd.DataFrame(made, columns=names).astype(dict.fromkeys(names[3:], "Int64"))
    return rows.assign(sido_code="50", business_count=20, market_count=1)


def facility_counts() -> pd.DataFrame:
    rows = [("arcade", 12, 9), ("customer_parking", 12, 3), ("@parking", 0, 0)]
    return pd.DataFrame(rows, columns=["facility", "asked_count", "present_count"]).astype(
        {"asked_count": "Int64", "present_count": "Int64"}
    )


def store_items() -> pd.DataFrame:
    """readiness.stores: one answered all twelve, one only some."""
    as_of = pd.Timestamp("2024-12-31")
    rows = [
        (1, name, str(item), 1, int(at % 3 > 0), as_of - pd.Timedelta(days=at * 20), as_of)
        for name, told in (("<b>가게</b>", 12), ("=가게()", 5)) for at, item in enumerate(list(ReadinessItem)[:told])
    ]  # fmt: skip
    names = ["market_id", "store_name", "item", "told_count", "held_count", "last_used_on", "as_of_on"]
    made = pd.DataFrame(rows, columns=names).astype({"told_count": "Int64", "held_count": "Int64"})
    return made.assign(business_count=1)


METHODS = [str(method) for method in PaymentMethod]
WALLETS = [str(wallet) for wallet in Wallet]
COUNTRIES = ["CN", "JP", "TW", "HK", "US", "SG", "MY", "TH", "VN", "ID", "PH", "GB", ""]


#: Exhibit -> rows of the query it is made of.
def promoted_months() -> pd.DataFrame:
    """promotion_tables.months: the base, two months of a promotion, one after without an amount."""
    amount = [16.6e6, 99.185e6, 257.8976e6, None]
    rows = pd.DataFrame(
        {"month": pd.date_range("2024-03-01", periods=4, freq="MS"), "amount_krw": krw(map(_nan, amount))}
    )
    share = rows["amount_krw"].astype("float64") / 16.6e6
    return rows.assign(
        transaction_count=krw([712, 3468, 8686, np.nan]), index=share * 100, change_share=share - 1,
        step_share=share / share.shift() - 1, phase=["before", "during", "during", "after"],
        is_provisional=[False, False, False, True], base_month=pd.Timestamp("2024-03-01"),
    )  # fmt: skip


def _nan(value: Any) -> Any:
    return np.nan if value is None else value


DOUBT = '[{"why": "failed_pre_trend", "joint": 0.01, "line": 0.2, "slope": -0.01}]'


def promoted_money() -> pd.DataFrame:
    """promotion_tables.money: counted, bounded, estimated, and one that cannot be told."""
    rows = [
        ("gross", 3.57e8, 3.57e8, 3.57e8, "", ""), ("own", None, 1.785e8, 3.57e8, "", "rate"),
        ("extra", 3.2e8, 3.1e8, 3.25e8, "", ""), ("moved", 4e5, -6.2e7, 5.6e7, "", ""),
        ("remains", None, None, None, DOUBT, ""),
    ]  # fmt: skip
    made = pd.DataFrame(rows, columns=["step", "value_krw", "low_krw", "high_krw", "doubts", "bound_by"])
    return made.astype(dict.fromkeys(("value_krw", "low_krw", "high_krw"), "float64"))


def promoted_effects(*keys: str) -> pd.DataFrame:
    """promotion_tables.effects: an interval, a number without one, a method that cannot tell, one about a market."""
    names = ["method_key", "about_name", "effect_share", "effect_low_share", "effect_high_share",
             "against_before_share", "treated_count", "control_count", "months_before", "months_counted", "row_count",
             "chance_share", "spreads_by", "by", "doubts"]  # fmt: skip
    found = [(7.7, 6.7, 8.9, 9.5, 2, 36, 24, 2, 988, None, "controls", "did_season", ""),
             (0.323, None, None, None, 2, 0, 2, 2, 8, None, "", "", ""),
             (None, None, None, None, 2, 36, 24, 2, 988, None, "controls", "", DOUBT),
             (-0.04, -0.13, 0.07, None, 1, 25, 24, 2, 676, 0.04, "placebos", "", "")]  # fmt: skip
    rows = [(key, NAMES[3] if key == "synthetic" else "", *row) for key, row in zip(keys, found, strict=False)]
    made = pd.DataFrame(rows, columns=names)
    counts = [name for name in names if name.endswith("_count") or name.startswith("months_")]
    shares = [name for name in names if name.endswith("_share")]
    return made.astype(dict.fromkeys(shares, "float64") | dict.fromkeys(counts, "Int64"))


def promoted_study() -> pd.DataFrame:
    """promotion_tables.study of a year before, two months, one after."""
    size = np.array([0.02, -0.05] * 6 + [4.2, 12.3, 2.6])
    return pd.DataFrame({
        "month": pd.date_range("2023-04-01", periods=15, freq="MS"), "relative_month": range(-12, 3),
        "phase": ["before"] * 12 + ["during"] * 2 + ["after"], "change_share": size,
        "effect_low_share": (1 + size) * 0.85 - 1, "effect_high_share": (1 + size) * 1.2 - 1,
    })  # fmt: skip


def promoted_course() -> pd.DataFrame:
    """promotion_tables.courses of one market."""
    own = pd.DataFrame({"month": MONTHS[:15], "line_key": "own", "amount_krw": amounts()[:15]})
    mix = own.assign(line_key="mix", amount_krw=amounts()[:15] * 0.97)
    phase = own["month"].map(lambda month: "during" if month >= MONTHS[13] else "before")
    return pd.concat([own.assign(phase=phase), mix.assign(phase=phase)], ignore_index=True).assign(market_name=NAMES[3])


def promoted_markets() -> pd.DataFrame:
    rows = [(1, NAMES[0], "treated", "", "", None), (2, NAMES[2], "control", "", "", 0.4),
            (3, NAMES[3], "neighbour", "", "", None),
            (4, NAMES[4], "left_out", "overlapping", "가을 행사", None)]  # fmt: skip
    names = ["market_id", "market_name", "role", "why", "other_promotions", "weight_share"]
    return pd.DataFrame(rows, columns=names).astype({"market_id": "Int64", "weight_share": "float64"})


ROWS: dict[str, Callable[[], pd.DataFrame]] = {
    **CLAIMS,
    **PROGRAMMES,
    **of_requests(totals),
    "payment_trend": totals,
    "payment_by_method": lambda: by("method", METHODS),
    "digital_share_trend": totals,
    "year_on_year_by_month": totals,
    "amount_per_store_trend": totals,
    "payment_seasonality": seasons,
    "payment_by_region": regions,
    "payment_by_quarter": lambda: by("method", METHODS, "quarter").assign(month_count=2),
    "payment_by_market": markets,
    "foreign_trend": totals,
    "foreign_by_wallet": lambda: by("wallet", WALLETS),
    "foreign_by_country": lambda: by("country", COUNTRIES),
    "foreign_by_market": markets,
    "foreign_index": totals,
    "foreign_spending_by_sido": spending,
    "visitor_arrivals_by_country": arrivals,
    "survey_sales": survey,
    "survey_empty_stores": survey,
    "retail_index": retail,
    "market_points": markets,
    "region_tiles": regions,
    "market_counts": counts,
    "market_facilities": facilities,
    "store_methods": stores,
    "market_editions": editions,
    "biggest_changes": changes,
    "adoption_funnel": uses,
    "adoption_survival": uses,
    "active_markets": uses,
    "channel_states": uses,
    "channel_stores": uses,
    "channel_counts": channel_counts,
    "zero_sales": uses,
    "median_sales": uses,
    "online_by_market": online,
    "repeat_buyers": uses,
    "readiness_classes": scores,
    "readiness_items": items,
    "readiness_ranks": items,
    "readiness_next": items,
    "readiness_facilities": facility_counts,
    "readiness_stores": store_items,
    "markets_within": within,
    "compare_trend": compared,
    "compare_readings": peer_group,
    "compare_spread": peer_group,
    "peer_reasons": proposed,
    "market_calendar": days,
    "calendar_months": totals,
    "like_for_like_trend": totals,
    "like_for_like_change": totals,
    "notable_changes": noticed,
    "change_behind": grown,
    "promotion_index": promoted_months,
    "promotion_money": promoted_money,
    "promotion_methods": lambda: promoted_effects("did_season", "year_on_year", "did_log", "synthetic"),
    "promotion_after": lambda: promoted_effects("after_1_3", "after_4_6"),
    "promotion_displaced": lambda: promoted_effects("other_means", "neighbours"),
    "promotion_study": promoted_study,
    "promotion_synthetic": promoted_course,
    "promotion_markets": promoted_markets,
}


def without_values(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with every number but years and months of the year not known."""
    kept = {"year", "month_of_year", "day", "market_id", "row", "import_id", "order"}
    numbers = [name for name in rows.select_dtypes("number") if name not in kept]
    return rows.assign(**{name: pd.Series(pd.NA, index=rows.index, dtype="Float64") for name in numbers})


VARIANTS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "normal": lambda rows: rows,
    "empty": lambda rows: rows.iloc[:0],
    "one_row": lambda rows: rows.iloc[:1],
    "without_values": without_values,
}


def answer(key: str, variant: str = "normal", *, is_example: bool = True) -> Answer:
    """The hand-made answer of an exhibit."""
    rows = VARIANTS[variant](ROWS[key]())
    choice = Choice(sido="11", start=20230101, end=20250601, base=20240301)
    return Answer(rows, f"hand.{key}", choice, (SOURCE,), 7, is_example)
