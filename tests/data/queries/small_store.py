"""A small store with everything that makes a question hard: gaps, unknown values, days beside months, moved names."""

import random
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert

from data.models import metadata
from data.store import writing
from data.summaries import rebuild

MONTHS = [y * 10000 + m * 100 + 1 for y in (2022, 2023, 2024) for m in range(1, 13)][6:32]
JEJU, GWANGJU, REGISTER, SECOND_JEJU, STORES = 1, 2, 3, 4, 5


@dataclass
class Small:
    """The facts as plain dictionaries, for the slow side of the twin tests."""

    markets: list[dict[str, Any]]
    payments: list[dict[str, Any]] = field(default_factory=list)
    foreign: list[dict[str, Any]] = field(default_factory=list)

    def market(self, market_id: int) -> dict[str, Any]:
        return next(market for market in self.markets if market["market_id"] == market_id)


def make(url: str, seed: int = 7) -> Small:
    """Fill a store and give its facts."""
    chance = random.Random(seed)
    made = Small([_market(number, chance) for number in range(1, 15)])
    for market in made.markets:
        _pay(made, market, chance)
    with writing(url) as connection:
        _write(connection, made)
        rebuild(connection)
    return made


PLACES = [("50", "50110"), ("50", "50130"), ("29", "29110"), ("29", "29140"), ("51", "51110"), ("", "")]
KINDS = ["permanent", "periodic", "shopping_district"]


def _market(number: int, chance: random.Random) -> dict[str, Any]:
    sido, sigungu = PLACES[number % 5] if number < 14 else PLACES[5]
    return {
        "market_id": number,
        "market_name": f"market {number % 9}",
        "kind": chance.choice(KINDS),
        "sido_code": sido,
        "sigungu_code": sigungu,
        "lat": 33.5 + number / 100 if number % 6 else None,
        "lon": 126.5 if number % 6 else None,
        "store_count": chance.choice([None, 12, 40, 250]),
        "is_listed": int(number != 5),
        "import_id": REGISTER,
    }


def _pay(made: Small, market: dict[str, Any], chance: random.Random) -> None:
    """Some months as a monthly figure, some as days, some both, some not at all; foreign payments in some markets."""
    starts = chance.choice([0, 0, 5, 14])
    for month in MONTHS[starts:]:
        for method in (1, 2, 3, 6):
            if (method == 6 and month < 20230601) or chance.random() < 0.12 or market["market_id"] == 13:
                continue
            if chance.random() < 0.75:
                made.payments.append(_paid(market, 2, month, method, chance))
            if chance.random() < 0.3:
                days = chance.sample(range(28), chance.choice([3, 9, 10, 11]))
                made.payments += [_paid(market, 1, month + day, method, chance) for day in sorted(days)]
        if market["market_id"] % 3 == 0:
            for wallet, country in ((1, "CN"), (2, "CN"), (4, "JP"), (4, "")):
                if chance.random() < 0.7:
                    row = _paid(market, 2, month, 0, chance)
                    made.foreign.append({**row, "wallet": wallet, "country": country})
    for row in made.foreign:
        row.pop("method", None)
    if market["market_id"] == 2:
        _begin_a_month(made, market, chance)


def _begin_a_month(made: Small, market: dict[str, Any], chance: random.Random) -> None:
    """The last month has three days so far, the one before eleven: they do not compare."""
    last, before = MONTHS[-1], MONTHS[-2]
    own = (market["market_id"], 2)
    made.payments = [p for p in made.payments if (p["market_id"], p["method"]) != own or p["day"] < before]
    days = [*range(before, before + 11), *range(last, last + 3)]
    made.payments += [{**_paid(market, 1, day, 2, chance), "amount_krw": 7_000_000} for day in days]


def _paid(market: dict[str, Any], grain: int, day: int, method: int, chance: random.Random) -> dict[str, Any]:
    own = {"50": chance.choice([JEJU, SECOND_JEJU]), "29": GWANGJU}.get(market["sido_code"], REGISTER)
    return {
        "market_id": market["market_id"],
        "grain": grain,
        "day": day,
        "method": method,
        "import_id": own,
        "amount_krw": None if chance.random() < 0.06 else chance.randrange(0, 3_000_000) * 1000,
        "transaction_count": None if method == 3 or chance.random() < 0.1 else chance.randrange(1, 900),
        "is_provisional": int(day > 20240600),
    }


def _write(connection: Connection, made: Small) -> None:
    for number, source, subject in (
        (JEJU, "payment_jeju", "payment"),
        (GWANGJU, "payment_gwangju", "payment"),
        (REGISTER, "register", "market"),
        (SECOND_JEJU, "payment_jeju", "payment"),
        (STORES, "merchants_jeju", "store"),
        (9, "undone_one", "payment"),
    ):
        _into(
            connection,
            "import",
            [
                {
                    "import_id": number,
                    "file_name": f"{source}.csv",
                    "sha256": str(number),
                    "byte_count": 10,
                    "source": source,
                    "subject": subject,
                    "edition": f"2024-0{number}-01",
                    "status": "undone" if number == 9 else "kept",
                    "imported_by": "",
                    "started_at": "",
                    "finished_at": f"2024-07-0{number}T01:02:03",
                    "undone_at": "",
                    "rows_read": 3,
                    "rows_new": 2,
                    "rows_refused": 1,
                    "is_example": 0,
                    "note": "",
                    "rows_changed": 0,
                    "rows_unchanged": 0,
                    "rows_repeated": 0,
                }
            ],
        )
    _into(connection, "market", made.markets)
    _into(connection, "payment", made.payments)
    _into(connection, "foreign_payment", made.foreign)
    _into(connection, "region", [_region(*row) for row in REGIONS])
    _into(
        connection,
        "market_facility",
        [
            {"market_id": 1, "facility": name, "is_present": present, "edition": "2024-03-01", "import_id": REGISTER}
            for name, present in (("sprinkler", 0), ("arcade", 1))
        ],
    )
    _into(
        connection,
        "market_record",
        [
            {
                "import_id": REGISTER,
                "row": 2,
                "market_id": 1,
                "source": "register",
                "edition": "2024-03-01",
                "market_name": "old name",
                "values": '{"store_count": 30}',
                "raw": "{}",
                "decision": "new",
                "reason": "",
                "score": 1.0,
            },
        ],
    )
    _into(
        connection,
        "identity_question",
        [
            {
                "question_id": number,
                "import_id": REGISTER,
                "row": number,
                "record_name": "a",
                "candidate_market_id": market,
                "score": score,
                "signature": str(number),
                "state": state,
            }
            for number, market, score, state in ((1, 1, 0.6, "open"), (2, 2, 0.9, "open"), (3, 3, 0.9, "same"))
        ],
    )
    _into(
        connection,
        "refusal",
        [
            {
                "import_id": JEJU,
                "row": row,
                "column": "amount_krw",
                "value": "x",
                "reason": "not_a_number",
                "fields": "{}",
                "line": "[]",
            }
            for row in (9, 4)
        ],
    )
    _into(
        connection,
        "figure",
        [
            {
                "measure": measure,
                "level": level,
                "place_code": place,
                "place_name": name,
                "grain": 2,
                "day": day,
                "category": category,
                "value": value,
                "unit": unit,
                "is_provisional": 0,
                "import_id": JEJU if category.startswith("age") else REGISTER,
            }
            for measure, level, place, name, day, category, value, unit in FIGURES
        ],
    )
    _into(
        connection,
        "boundary",
        [
            {
                "boundary_id": number,
                "import_id": REGISTER,
                "edition_day": day,
                "level": level,
                "region_code": code,
                "name_ko": code,
                "detailed_wkb": b"",
                "drawn_geojson": f"{code}@{day}",
            }
            for number, (day, level, code) in enumerate(BOUNDARIES, start=1)
        ],
    )
    _into(
        connection,
        "store",
        [
            {
                "store_id": number,
                "store_key": str(number),
                "import_id": STORES,
                "market_id": 1,
                "store_name": "s",
                "sido_code": "50",
                "sigungu_code": "50130",
                "status": "open",
                "accepts": accepts,
            }
            for number, accepts in ((1, "card,zeropay"), (2, "card"))
        ],
    )


#: code, valid_from, valid_to, level, Korean name, and what it became
REGIONS = [
    ("50", 20000101, 99991231, "sido", "Jeju"),
    ("50110", 20000101, 99991231, "sigungu", "Jeju-si"),
    ("50130", 20000101, 99991231, "sigungu", "Seogwipo-si"),
    ("29", 20000101, 99991231, "sido", "Gwangju"),
    ("29110", 20000101, 20231231, "sigungu", "Dong-gu (old)"),
    ("29110", 20240101, 99991231, "sigungu", "Dong-gu"),
    ("42", 20000101, 20230610, "sido", "Gangwon-do", "51"),
    ("51", 20230611, 99991231, "sido", "Gangwon State"),
    ("51110", 20230611, 99991231, "sigungu", "Chuncheon-si"),
    ("11", 20000101, 99991231, "sido", "Seoul"),
]
FIGURES = [
    ("foreign_card_spending", "sido", "50", "Jeju", 20240101, "", 5000.0, "krw"),
    ("foreign_card_spending", "sido", "29", "Gwangju", 20240101, "", None, "krw"),
    ("foreign_card_spending", "sido", "50", "Jeju", 20240201, "", 7000.0, "krw"),
    ("visitor_arrivals", "nation", "KR", "", 20240101, "country=CN", 900.0, "persons"),
    ("visitor_arrivals", "nation", "KR", "", 20240101, "country=JP", 800.0, "persons"),
    ("visitor_arrivals", "nation", "KR", "", 20240101, "country=JP|sex=f", 70.0, "persons"),
    ("visitor_arrivals", "nation", "KR", "", 20240101, "age=20", 1700.0, "persons"),
]
BOUNDARIES = [
    (20220101, "sido", "42"),
    (20220101, "sido", "50"),
    (20240101, "sido", "51"),
    (20240101, "sido", "50"),
    (20240101, "sigungu", "50110"),
    (20240101, "sigungu", "29110"),
]


def _region(code: str, valid_from: int, valid_to: int, level: str, name: str, successor: str = "") -> dict[str, Any]:
    return {
        "region_code": code,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "level": level,
        "name_ko": name,
        "name_en": name,
        "successor_code": successor,
        "parent_code": "" if level == "sido" else code[:2],
    }


def _into(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        known = {name: value for name, value in row.items() if value is not None}
        connection.execute(insert(metadata.tables[table]).values(**known))
