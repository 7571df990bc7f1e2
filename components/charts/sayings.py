"""Sentences about rows: findings and notes, by rules; never one that the rows do not support."""

import pandas as pd

from components.charts.derived import as_numbers
from components.exhibit import Exhibit
from components.formatting import is_known, month, points, share, written
from components.picture import covering_ticks, missing_months, strands
from components.text import Translator
from components.text.josa import Word

#: A change smaller than this is "about the same".
ABOUT_THE_SAME = 0.005
MOST_MONTHS_NAMED = 4


def latest(rows: pd.DataFrame, column: str) -> pd.Series | None:
    """The last row whose value is known; None when there is none."""
    known = rows[as_numbers(rows[column]).notna().to_numpy()]
    return known.iloc[-1] if len(known) else None


def nothing(t: Translator) -> str:
    """What an exhibit without values says."""
    return t("finding.nothing")


def direction(amount: float) -> str:
    """``rose``, ``fell`` or ``same``."""
    return "same" if abs(amount) < ABOUT_THE_SAME else ("rose" if amount > 0 else "fell")


def level_and_change(what: str, row: pd.Series, column: str, unit: str, moved: object, t: Translator) -> str:
    """ "Payments in May 2024 were ..., ... % more than a year before": what names the group of sentences."""
    fields = {"month": Word(month(row["month"], t.lang)), "value": Word(written(row[column], unit, t.lang))}
    if not is_known(moved):
        return t(f"finding.{what}_only", **fields)
    size = float(moved)  # type: ignore[arg-type]
    written_size = points(abs(size), t.lang) if unit == "share" else share(abs(size))
    return t(f"finding.{what}_{direction(size)}", **fields, change=Word(written_size.lstrip("+")))


def leading(key: str, sums: pd.Series, t: Translator) -> str:
    """Which has the largest part of a sum, and how large: sentence ``finding.<key>`` with {name} and {share}."""
    if not len(sums) or sums.sum() <= 0:
        return nothing(t)
    if len(sums) == 1:
        return t("finding.all_one", name=Word(str(sums.idxmax())))
    return t(f"finding.{key}", name=Word(str(sums.idxmax())), share=Word(share(sums.max() / sums.sum())))


def provisional_notes(made: Exhibit, t: Translator) -> list[str]:
    """How provisional points are drawn, where there are any."""
    marks = made.rows.get(made.drawing.provisional)
    if marks is None or not bool(marks.any()):
        return []
    return [t("note.provisional_points" if made.drawing.kind == "line" else "note.provisional_bars")]


def common_notes(made: Exhibit, t: Translator) -> tuple[str, ...]:
    """What holds for every chart through time: provisional points, missing months."""
    notes = provisional_notes(made, t)
    if not made.is_empty and (gaps := missing_months(made)):
        named = ", ".join(month(gap, t.lang) for gap in gaps[:MOST_MONTHS_NAMED])
        more = len(gaps) - MOST_MONTHS_NAMED
        notes.append(
            t("note.missing_months_more", months=named, more=more)
            if more > 0
            else t("note.missing_months", months=named)
        )
    return tuple(notes)


def axis_note(made: Exhibit, t: Translator) -> tuple[str, ...]:
    """Says so where the vertical axis does not start at zero."""
    ticks = covering_ticks([y for line in strands(made) for y in line.ys], made)
    return (t("note.axis_not_from_zero"),) if ticks[0] > 0 else ()
