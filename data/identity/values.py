"""What several editions say about one market, made one: the newest stands, a blank never takes the place of what was
known.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from data.codes import MarketKind
from data.identity.names import names_of, read_name, shown, words

#: Columns of ``market`` that are taken over from a register as they are.
PLAIN = (
    "road_address",
    "lot_address",
    "opened_year",
    "store_count",
    "goods",
    "vouchers",
    "homepage",
    "phone",
    "has_toilet",
    "has_parking",
)

Values = Mapping[str, Any]


def market_days(cycle: str) -> tuple[str, str]:
    """(cycle, days of trade) as a register means it: "every day" gives no days, 2 and 7 give "2,7".

    Editions wrote "every day + 6" where 1 and 6 was meant: the two days of a five-day market lie five apart.
    """
    rules = words()["days"]
    days = [int(day) for day in re.findall(rules["some_day"], cycle) if 1 <= int(day) <= 31]
    if not days:
        return cycle, ""
    if rules["every_day"] in cycle and len(days) == 1:
        other = days[0] - 5 if days[0] > 5 else days[0] + 5
        days = sorted([days[0], other])
        cycle = "+".join(f"{day}{rules['day_sign']}" for day in days)
    return cycle, _digits(days)


def _digits(days: Sequence[int]) -> str:
    return ",".join(dict.fromkeys(str(day % 10) for day in days))


def market_kind(text: str, days: str) -> MarketKind | None:
    """Kind of a market from the register's type and its days of trade; None when the type tells none."""
    bare = re.sub(r"\s", "", text)
    rules = words()["days"]
    if rules["permanent"] in bare:
        return MarketKind.MIXED if days or re.search(rules["periodic"], bare) else MarketKind.PERMANENT
    if re.search(rules["periodic"], bare):
        return MarketKind.PERIODIC
    found = words()["kinds"].get(bare)
    return MarketKind(found) if found else None


def merged(history: Sequence[Values]) -> dict[str, Any]:
    """Columns of ``market`` from the values of its rows, oldest first. Places are not decided here."""
    out: dict[str, Any] = {
        "market_name": shown(history[-1]["market_name"]),
        "former_names": former_names(history),
        "kind": MarketKind.UNKNOWN.value,
        **dict.fromkeys(("lat", "lon", "opened_year", "store_count", "has_toilet", "has_parking")),
        **dict.fromkeys(
            ("road_address", "lot_address", "goods", "vouchers", "homepage", "phone", "cycle", "market_days"), ""
        ),
    }
    for values in history:
        out |= {name: values[name] for name in PLAIN if values.get(name) not in (None, "")}
        if values.get("lat") is not None and values.get("lon") is not None:
            out |= {"lat": values["lat"], "lon": values["lon"]}
        if values.get("cycle"):
            out["cycle"], out["market_days"] = market_days(values["cycle"])
        if kind := market_kind(values.get("market_kind", ""), out["market_days"]):
            out["kind"] = kind.value
    return out


def former_names(history: Sequence[Values]) -> str:
    """Other names it had or has, newest first, separated by |."""
    now = read_name(history[-1]["market_name"]).main
    seen: dict[str, str] = {}
    for values in reversed(history):
        for name in names_of(values["market_name"]):
            key = read_name(name).main
            if key != now and key not in seen:
                seen[key] = name
    return "|".join(seen.values())


def facilities(history: Sequence[tuple[int, str, Values]]) -> dict[str, tuple[int, str, int]]:
    """facility -> (1 or 0, edition, import), newest edition that says something. history: (import_id, edition,
    values).
    """
    out: dict[str, tuple[int, str, int]] = {}
    for import_id, edition, values in history:
        for facility, is_present in values.get("facilities", {}).items():
            if is_present is not None:
                out[facility] = (int(is_present), edition, import_id)
    return out
