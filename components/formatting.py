"""Numbers as people read them. None and NaN mean "not known" and are written as a dash, never as zero.

Won in Korean are written the way newspapers write them, about four figures and never more than two units:

=================  ===================  =============
amount             ``won``              ``won_short``
=================  ===================  =============
14383312345678     14 jo 3,833 eok won  14.4 jo won
15942345678        159 eok won          159 eok won
1532345678         15 eok 3,000 man     15.3 eok won
345678901          3 eok 4,600 man      3.5 eok won
99995000           1 eok won            1 eok won
12345678           1,235 man won        1,235 man won
106000             106,000 won          10.6 man won
=================  ===================  =============
(jo = 10^12, eok = 10^8, man = 10^4; the Hangul is in ``_KO_STEPS``.)
"""

import math
from typing import Any

import pandas as pd

DASH = "–"
_JO, _EOK, _MAN = "\uc870", "\uc5b5", "\ub9cc"
_KO_STEPS = ((10**12, _JO), (10**8, _EOK), (10**4, _MAN))
_EN_STEPS = ((10**12, "tn"), (10**9, "bn"), (10**6, "m"), (10**3, "k"))
#: Amounts below this are written in full, as prices are.
_IN_FULL_BELOW = 10**6
#: From this amount on -> the place in won to which it is rounded.
_ROUNDED_TO = ((10**10, 10**8), (10**9, 10**7), (10**8, 10**6), (10**6, 10**4))


def names_unit(label: str, unit: str) -> bool:
    """Whether a head says its unit itself: "Stores" need not be "Stores (stores)"."""
    return unit.isalpha() and unit.casefold() in label.casefold().split()


def is_known(value: Any) -> bool:
    """False for None, NaN, NaT and pandas' NA."""
    return value is not None and not bool(pd.isna(value))


def _scaled(value: float, steps: tuple[tuple[int, str], ...]) -> str:
    """In the largest step that leaves one whole unit: three figures, in Korean no more than one decimal."""
    size = abs(value)
    for (step, name), (below, _) in zip(steps, (*steps[1:], (1, "")), strict=True):
        # what would be written 10,000 of the step below is one of this step: decide on the rounded value
        if size >= step - below / 2:
            shown = value / step
            digits = 0 if abs(shown) >= 99.95 else 2 if steps is _EN_STEPS and abs(shown) < 9.995 else 1
            text = f"{shown:,.{digits}f}"
            return f"{text.rstrip('0').rstrip('.') if digits else text}{name}"
    return f"{round(value):,}"


def _in_two_units(value: float) -> str:
    size = abs(value)
    place = next((to for least, to in _ROUNDED_TO if size >= least), 1)
    rounded = math.floor(size / place + 0.5) * place
    if rounded < _IN_FULL_BELOW:
        return f"{round(value):,}"
    parts = [
        (rounded // step if step == _KO_STEPS[0][0] else rounded // step % 10**4, name) for step, name in _KO_STEPS
    ]
    written = [f"{number:,}{name}" for number, name in parts if number][:2]
    return ("-" if value < 0 else "") + " ".join(written)


def won(value: Any, lang: str = "ko", *, with_unit: bool = True) -> str:
    """Amount in won for sentences and tables: examples above; in English 'KRW 253.4bn'."""
    if not is_known(value):
        return DASH
    if lang == "ko":
        text = _in_two_units(float(value))
        gap = " " if text[-1] in (_JO, _EOK, _MAN) else ""
        return f"{text}{gap}\uc6d0" if with_unit else text
    return ("KRW " if with_unit else "") + _scaled(float(value), _EN_STEPS)


def won_short(value: Any, lang: str = "ko", *, with_unit: bool = False) -> str:
    """Amount in won where room is short (axes, ends of bars, cards): 253412345678 -> '2,534 eok', '253.4bn'."""
    if not is_known(value):
        return DASH
    text = _scaled(float(value), _KO_STEPS if lang == "ko" else _EN_STEPS)
    if not with_unit:
        return text
    return f"{text} \uc6d0" if lang == "ko" else f"KRW {text}"


def count(value: Any, lang: str = "ko") -> str:
    """A number of things, scaled from ten thousand upwards: 15234 -> '1.5 man', '15.2k'."""
    if not is_known(value):
        return DASH
    if round(abs(float(value))) < 10_000:
        return whole(value)
    return _scaled(float(value), _KO_STEPS if lang == "ko" else _EN_STEPS)


def whole(value: Any) -> str:
    """A number with thousands marks, unscaled."""
    return f"{round(float(value)):,}" if is_known(value) else DASH


def distance(value: Any, lang: str = "ko") -> str:
    """Metres: 850 -> '850m', '850 m'; from a kilometre on 2,345 -> '2.35km', 5,000 -> '5km'."""
    if not is_known(value):
        return DASH
    gap, metres = ("" if lang == "ko" else " "), float(value)
    if round(metres) < 1000:
        return f"{round(metres)}{gap}m"
    return f"{f'{metres / 1000:,.2f}'.rstrip('0').rstrip('.')}{gap}km"


def share(value: Any, digits: int = 1) -> str:
    """0.1234 -> '12.3%'."""
    return f"{float(value) * 100:,.{digits}f}%" if is_known(value) else DASH


def _signed(number: float, digits: int) -> str:
    return f"{number:+,.{digits}f}" if round(number, digits) else f"{0:.{digits}f}"


def change(value: Any, digits: int = 1) -> str:
    """Relative change with its sign: 0.05 -> '+5.0%'. Infinite (from nothing) is not a change: a dash."""
    if not is_known(value) or math.isinf(float(value)):
        return DASH
    return f"{_signed(float(value) * 100, digits)}%"


def points(value: Any, lang: str = "ko", digits: int = 1) -> str:
    """Difference of two shares in percentage points: 0.021 -> '+2.1%p', '+2.1 pp'. Not a change in percent."""
    if not is_known(value):
        return DASH
    return _signed(float(value) * 100, digits) + ("%p" if lang == "ko" else " pp")


def index(value: Any) -> str:
    """Index with base 100: 597.5."""
    return f"{float(value):,.1f}" if is_known(value) else DASH


def _stamp(value: Any) -> pd.Timestamp:
    return pd.Timestamp(str(value)) if isinstance(value, int) else pd.Timestamp(value)


def month(value: Any, lang: str = "ko") -> str:
    """Month in words: '2024\ub144 5\uc6d4', 'May 2024'. Takes a Timestamp, a date or a yyyymmdd integer."""
    if not is_known(value):
        return DASH
    stamp = _stamp(value)
    if lang == "ko":
        return f"{stamp.year}\ub144 {stamp.month}\uc6d4"
    return str(stamp.strftime("%B %Y"))


def quarter(value: Any, lang: str = "ko") -> str:
    """Quarter in words: '2024\ub144 2\ubd84\uae30', 'Q2 2024'. Takes any day of it."""
    if not is_known(value):
        return DASH
    stamp = _stamp(value)
    if lang == "ko":
        return f"{stamp.year}\ub144 {stamp.quarter}\ubd84\uae30"
    return f"Q{stamp.quarter} {stamp.year}"


def day(value: Any, lang: str = "ko") -> str:
    """Day in words: '2024\ub144 5\uc6d4 3\uc77c', '3 May 2024'. A text that is no date stays as it is."""
    if not is_known(value) or value == "":
        return DASH
    try:
        stamp = _stamp(value)
    except ValueError:
        return str(value)
    if lang == "ko":
        return f"{stamp.year}\ub144 {stamp.month}\uc6d4 {stamp.day}\uc77c"
    return f"{stamp.day} {stamp.strftime('%B %Y')}"


def period(first: Any, last: Any, lang: str = "ko") -> str:
    """A span of months, "January 2023 to May 2024"; one month alone as itself."""
    if not is_known(first) or not is_known(last) or _stamp(first) == _stamp(last):
        return month(first if is_known(first) else last, lang)
    return f"{month(first, lang)}{'~' if lang == 'ko' else ' to '}{month(last, lang)}"


def _plain(value: Any, pattern: str) -> str:
    return format(float(value), pattern) if is_known(value) else DASH


def written(value: Any, unit: str, lang: str = "ko") -> str:
    """A value by the unit of its column (``exhibit.Unit``), as it stands in a table."""
    match unit:
        case "krw":
            return won(value, lang)
        case "share":
            return share(value)
        case "change":
            return change(value)
        case "points":
            return points(value, lang)
        case "index":
            return index(value)
        case "month":
            return month(value, lang)
        case "quarter":
            return quarter(value, lang)
        case "date":
            return day(value, lang)
        case "ratio":
            return _plain(value, ",.2f")
        case "minutes":
            return _plain(value, ",.1f")
        case "degrees":
            return _plain(value, ".5f")
        case "metres":
            return distance(value, lang)
        case "year":
            return _plain(value, ".0f")
        case "count" | "persons" | "stores" | "markets" | "number" | "places" | "days" | "months":
            return whole(value)
        case _:
            return str(value) if is_known(value) and value != "" else DASH


def written_short(value: Any, unit: str, lang: str = "ko") -> str:
    """A value by its unit where room is short: on axes, at the ends of lines and bars."""
    match unit:
        case "krw":
            return won_short(value, lang)
        case "count" | "persons" | "stores" | "markets" | "number" | "places":
            return count(value, lang)
        case "share":
            return share(value, 0 if is_known(value) and abs(float(value)) >= 0.0995 else 1)
        case "index":
            return _plain(value, ",.0f")
        case _:
            return written(value, unit, lang)
