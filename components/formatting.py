"""Numbers as people read them. None and NaN mean "not known" and are written as a dash, never as zero."""

import math
from typing import Any

import pandas as pd

DASH = "–"
_KO_STEPS = ((10**12, "\uc870"), (10**8, "\uc5b5"), (10**4, "\ub9cc"))
_EN_STEPS = ((10**12, "tn"), (10**9, "bn"), (10**6, "m"), (10**3, "k"))


def is_known(value: Any) -> bool:
    """False for None, NaN, NaT and pandas' NA."""
    return value is not None and not bool(pd.isna(value))


def _scaled(value: float, steps: tuple[tuple[int, str], ...]) -> str:
    size = abs(value)
    for step, name in steps:
        # 9,999.96 of a step would be written 10,000.0: decide on the rounded value
        if round(size / step, 1) >= 1:
            shown = value / step
            digits = 1 if abs(shown) < 100 else 0
            text = f"{shown:,.{digits}f}"
            return f"{text.removesuffix('.0')}{name}"
    return f"{value:,.0f}"


def won(value: Any, lang: str = "ko", *, with_unit: bool = True) -> str:
    """Amount in won: 253412345678 -> '2,534억 원', 'KRW 253.4bn'."""
    if not is_known(value):
        return DASH
    if lang == "ko":
        return _scaled(float(value), _KO_STEPS) + (" \uc6d0" if with_unit else "")
    return ("KRW " if with_unit else "") + _scaled(float(value), _EN_STEPS)


def count(value: Any, lang: str = "ko") -> str:
    """A number of things, scaled from ten thousand upwards: 15234 -> '1.5만', '15.2k'; below, with thousands marks."""
    if not is_known(value):
        return DASH
    if abs(float(value)) < 10_000:
        return f"{float(value):,.0f}"
    return _scaled(float(value), _KO_STEPS if lang == "ko" else _EN_STEPS)


def whole(value: Any) -> str:
    """A number with thousands marks, unscaled."""
    return f"{float(value):,.0f}" if is_known(value) else DASH


def share(value: Any, digits: int = 1) -> str:
    """0.1234 -> '12.3%'."""
    return f"{float(value) * 100:.{digits}f}%" if is_known(value) else DASH


def change(value: Any, digits: int = 1) -> str:
    """Relative change with its sign: 0.05 -> '+5.0%'. Infinite (from nothing) is not a change: a dash."""
    if not is_known(value) or math.isinf(float(value)):
        return DASH
    shown = round(float(value) * 100, digits)
    return f"{shown:+,.{digits}f}%" if shown else f"{0:.{digits}f}%"


def index(value: Any) -> str:
    """Index with base 100: 597.5."""
    return f"{float(value):,.1f}" if is_known(value) else DASH


def month(value: Any, lang: str = "ko") -> str:
    """Month in words: '2024\ub144 5\uc6d4', 'May 2024'. Takes a Timestamp or a yyyymmdd integer."""
    if not is_known(value):
        return DASH
    stamp = pd.Timestamp(str(value)) if isinstance(value, int) else pd.Timestamp(value)
    if lang == "ko":
        return f"{stamp.year}\ub144 {stamp.month}\uc6d4"
    return str(stamp.strftime("%B %Y"))


def written(value: Any, unit: str, lang: str = "ko") -> str:
    """A value by the unit of its column (``exhibit.Unit``)."""
    match unit:
        case "krw":
            return won(value, lang)
        case "share":
            return share(value)
        case "change":
            return change(value)
        case "index":
            return index(value)
        case "month":
            return month(value, lang)
        case "ratio":
            return f"{float(value):,.2f}" if is_known(value) else DASH
        case "count" | "persons" | "stores" | "markets" | "number":
            return whole(value)
        case _:
            return str(value) if is_known(value) else DASH
