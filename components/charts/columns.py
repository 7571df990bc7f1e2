"""Columns of exhibits: label from ``words.toml`` (group ``column``), unit from the name, which carries it."""

import pandas as pd

from components.exhibit import Column, Unit
from components.text import Translator

_BY_NAME: dict[str, Unit] = {
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "day": "date",
    "store_count": "stores",
    "empty_store_count": "stores",
    "unknown_store_count": "markets",
    "market_count": "markets",
    **dict.fromkeys(
        ("visitor_count", "buyer_count", "repeat_buyer_count", "worker_count", "customer_count"), "persons"
    ),
    "change_share": "change",
    "change_points": "points",
    "like_share": "change",
    "apart_share": "change",
    **dict.fromkeys(("effect_share", "effect_low_share", "effect_high_share"), "change"),
    **dict.fromkeys(("against_before_share", "step_share"), "change"),
    "relative_month": "number",
    "own_z": "ratio",
    "like_z": "ratio",
    "index": "index",
    **dict.fromkeys(("day_count", "market_day_count", "trading_day_count", "holiday_count"), "days"),
    **dict.fromkeys(("months_reported", "silent_months"), "number"),
    **dict.fromkeys(("new_year_run_up_count", "chuseok_run_up_count"), "days"),
    **dict.fromkeys(("reached_count", "base_count", "at_risk_count", "ended_count", "opened_count"), "stores"),
    **dict.fromkeys(("ordered_count", "going_count", "dormant_count", "closed_count", "told_count"), "stores"),
    **dict.fromkeys(("has_count", "used_count", "scored_count"), "stores"),
    **dict.fromkeys(("present_count", "asked_count"), "markets"),
    **dict.fromkeys(("elapsed_days", "score_number"), "number"),
    **dict.fromkeys(("place_number", "best_number", "worst_number"), "places"),
    "behind_points": "points",
    "lat": "degrees",
    "lon": "degrees",
    "edition_month": "month",
}
_BY_ENDING: tuple[tuple[str, Unit], ...] = (
    ("_krw", "krw"),
    ("_count", "count"),
    ("_share", "share"),
    ("_index", "index"),
    ("_on", "date"),
    ("_month", "month"),
    ("_m", "metres"),
)


def unit_of(name: str) -> Unit:
    """Unit of a column by its name."""
    by_ending: Unit = next((unit for ending, unit in _BY_ENDING if name.endswith(ending)), "text")
    return _BY_NAME.get(name, by_ending)


def columns(t: Translator, *names: str) -> tuple[Column, ...]:
    """Columns in the order given. Raises: KeyError when one has no label."""
    return tuple(Column(name, t(f"column.{_label(name)}"), unit_of(name)) for name in names)


def _label(name: str) -> str:
    return name.removesuffix("_ko").removesuffix("_en")


def localised(name: str, t: Translator) -> str:
    """The column of a name in the reader's language: ``region_name`` -> ``region_name_ko``."""
    return f"{name}_{t.lang}"


def kinds(rows: pd.DataFrame, t: Translator) -> list[str]:
    """Market kinds of the rows in words."""
    return [t.either(f"kind.{kind}", str(kind)) for kind in rows["kind"]]


def country_name(code: object, t: Translator) -> str:
    """Name of a country by its ISO 3166 code; a text that is no code stays as it is; '' is not told."""
    text = str(code)
    return t.either(f"country.{text.upper()}", text) if text else t("country.unknown")
