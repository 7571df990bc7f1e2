"""What every figure of programmes is made with: spans of vague numbers in words, and an exhibit from its parts."""

import math

import pandas as pd

from components.charts.columns import unit_of
from components.charts.sayings import nothing
from components.exhibit import Column, Drawing, Exhibit, Unit
from components.formatting import DASH, is_known, share, whole, won
from components.text import Translator
from data.answer import Answer, joined
from data.programmes import figure_title
from data.vague import Interval

#: Units that a name does not tell by its ending.
_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("person_count", "of_person_count", "viewer_count"), "persons"),
    **dict.fromkeys(("overdue_days", "late_days", "settlement_days", "silent_days", "content_days"), "days"),
    **dict.fromkeys(("inside_day_count", "outside_day_count"), "days"),
    **dict.fromkeys(("alive_months", "vacant_months", "worked_months"), "months"),
    **dict.fromkeys(("camera_count", "coupon_count", "grant_count", "going_on_count", "due_count"), "number"),
    **dict.fromkeys(("issued_count", "used_count", "expired_count", "open_count", "known_count"), "number"),
    "covered_store_count": "stores",
    "response_minutes": "minutes",
    "cost_ratio": "ratio",
}


def made(
    key: str,
    answer: Answer,
    t: Translator,
    rows: pd.DataFrame,
    names: tuple[str, ...],
    drawing: Drawing,
    finding: str,
    notes: tuple[str, ...] = (),
) -> Exhibit:
    """An exhibit whose title and definition stand under its key in ``words.toml``. names: its columns in order."""
    return Exhibit.of(
        key,
        answer,
        title=t(f"programme_chart.{key}"),
        rows=rows,
        finding=finding if len(rows) else nothing(t),
        columns=tuple(_column(name, t) for name in names if name == drawing.y or not _is_blank(rows, name)),
        drawing=drawing,
        definition=t(f"programme_define.{key}"),
        notes=notes,
    )


def along(answer: Answer, *others: Answer | None) -> Answer:
    """The answer with the sources of others that its picture also reads."""
    there = [one for one in others if one is not None]
    return joined([answer, *there], answer.rows) if there else answer


def _is_blank(rows: pd.DataFrame, name: str) -> bool:
    """Whether a column of texts says nothing in any row: it would be a white stripe in the table."""
    return bool(len(rows)) and name in rows and bool((rows[name].astype(object) == "").all())


def _column(name: str, t: Translator) -> Column:
    """A column with its own words here, else those that every page shares."""
    own = f"programme_column.{name}"
    return Column(name, t(own) if t.has(own) else t(f"column.{name}"), _UNITS.get(name) or unit_of(name))


def span(low: object, high: object, unit: str, t: Translator, *, from_zero: bool = False) -> str:
    """Two bounds in words: one number where they agree, "at least" or "at most" where one is open, a dash for none.

    from_zero: a lower bound of nothing is a told one, not an open one.
    """
    least, most = _bound(low), _bound(high)
    if least is None and most is None:
        return DASH
    if most is None:
        return t("vague.at_least", low=_written(least, unit, t))
    if least is None or (least == 0 and most > 0 and not from_zero):
        return t("programme_word.at_most", high=_written(most, unit, t))
    first, last = _written(least, unit, t), _written(most, unit, t)
    return first if first == last else t("vague.range", low=first, high=last)


def spanned(value: Interval | None, unit: str, t: Translator) -> str:
    """The same of an interval."""
    return DASH if value is None else span(value.low, value.high, unit, t)


def spans(rows: pd.DataFrame, low: str, high: str, unit: str, t: Translator) -> list[str]:
    """The same of two columns, row by row."""
    return [span(a, b, unit, t) for a, b in zip(rows[low], rows[high], strict=True)]


def unit_word(unit: str, t: Translator) -> str:
    """The unit of a figure as it stands behind a number; one that is no code stays as it is."""
    return t.either(f"figure_unit.{unit}", unit)


def with_unit(value_text: object, unit: str, t: Translator) -> str:
    """A number as it was written, with its unit where the text ends in the number itself."""
    text = str(value_text)
    ends_bare = bool(text) and (text[-1].isdigit() or (unit != "krw" and text[-1] == t("programme_word.some_more")))
    return f"{text}{unit_word(unit, t)}" if ends_bare else text or DASH


def figure_words(figure: object, participant: object, t: Translator) -> str:
    """What a figure counts, and of whom where it is not the whole."""
    name = figure_title(str(figure), t.lang)
    return f"{participant} · {name}" if str(participant) else name


def counted(value: float | None) -> str:
    """A number of things, a dash where it is not known."""
    return DASH if value is None or not is_known(value) else whole(value)


def _bound(value: object) -> float | None:
    if not is_known(value):
        return None
    number = float(value)  # type: ignore[arg-type]
    return None if math.isinf(number) else number


def _written(value: float | None, unit: str, t: Translator) -> str:
    if unit == "krw":
        return won(value, t.lang)
    if unit in ("share", "change"):
        return share(value)
    if unit == "ratio":
        return f"{value:,.2f}"
    return f"{value:,.1f}".removesuffix(".0") if value is not None else DASH
