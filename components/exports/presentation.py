"""A report as the slides a projector shows: all of them at once, so that turning one asks no server."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from components.exhibit import Exhibit
from components.exports import svg
from components.exports.about import filters, head, hidden_lines, made_at_words, source_lines
from components.exports.frozen import frozen
from components.exports.report import Report, Section
from components.exports.room import Room, rest
from components.exports.tables import WORDS, shown_rows, squares
from components.text import Translator
from components.withheld import REASON
from data.keeping import Shelf

#: Rows and columns of a table that can be read from ten metres; the rest is said to be there.
MOST_ROWS, MOST_COLUMNS = 7, 5
#: A screen of 1,920 by 1,080 as present.css divides it: width of the page, height of everything but the picture,
#: of a line of the heading, of a sentence and of the foot; signs that such a line holds, in squares of Hangul.
WIDE_PX, ROUND_PX, HEADING_PX, SENTENCE_PX, FOOT_PX = 1789, 150, 75, 62, 39
HEADING_SQUARES, SENTENCE_SQUARES, FOOT_SQUARES = 28, 51, 52
LEAST_HIGH_PX = 260
Progress = Callable[[int, int], None]
_pictures = Shelf(200)


def told(
    report: Report, t: Translator, addresses: Sequence[str] = (), progress: Progress | None = None
) -> dict[str, Any]:
    """Words of the frame; of every slide heading, sentences, picture (SVG) or table, foot, notes, address to ask at.

    progress: told (slides made, slides).
    """
    snapshot = f"{t('export.snapshot')} {report.snapshot_id}" if report.snapshot_id else ""
    made = f"{t('export.made_at')} {made_at_words(report.made_at)}"
    foot = " · ".join(part for part in (report.agency, made, snapshot) if part)
    asked = [*addresses, *[""] * (len(report.sections) - len(addresses))]
    slides = []
    for section, ask in zip(report.sections, asked, strict=True):
        slides.append(_slide(section, ask, foot, t))
        if progress:
            progress(len(slides), len(asked))
    return {
        "title": report.title,
        "lang": report.lang,
        "example": t("product.example_data") if report.is_example else "",
        "foot": foot,
        "slides": [
            {"heading": report.title, "sentences": _cover(report, t), "cover": True, "ask": "", "notes": ""},
            *slides,
        ],
    }


def _cover(report: Report, t: Translator) -> list[str]:
    example = t("export.example_line") if report.is_example else ""
    return [line for line in (report.agency, report.choice_in_words, example) if line]


def _slide(section: Section, ask: str, foot: str, t: Translator) -> dict[str, Any]:
    exhibit = section.exhibit
    made: dict[str, Any] = {
        "heading": section.heading,
        "sentences": list(section.sentences),
        "ask": ask,
        "notes": section.speaker_notes,
    }
    if exhibit is None:
        return made
    # why something is not there comes first: it stands with the picture
    made["source"] = " ".join([*hidden_lines(exhibit, t), f"{filters(exhibit, t)} · {_sources(exhibit, t)}"])
    made["alt"] = exhibit.finding or exhibit.title
    if exhibit.drawing.kind == "table":
        return {**made, **_table(exhibit, t)}
    if left_out := rest(exhibit):
        made["source"] = f"{t('export.rest_of_rows', number=left_out)} {made['source']}"
    return {**made, "svg": _drawn(exhibit, t, room_of(section, f"{made['source']} · {foot}"))}


def _drawn(exhibit: Exhibit, t: Translator, room: Room) -> str:
    """The picture; drawn once for the same figure in the same room, in whichever version of a briefing it stands."""
    key = (hashlib.blake2b(frozen(exhibit).encode(), digest_size=16).digest(), room, t.lang)
    return _pictures.take(key, lambda: svg.written(exhibit, t, room=room).decode("utf-8"))


def room_of(section: Section, foot: str) -> Room:
    """What heading, sentences and foot leave for the picture."""
    words = HEADING_PX * _lines(section.heading, HEADING_SQUARES)
    words += sum(SENTENCE_PX * _lines(one, SENTENCE_SQUARES) for one in section.sentences)
    words += FOOT_PX * _lines(foot, FOOT_SQUARES)
    return Room(WIDE_PX, max(1080 - ROUND_PX - words, LEAST_HIGH_PX))


def _lines(text: str, most: int) -> int:
    return int(squares(text) // most) + 1


def _sources(exhibit: Exhibit, t: Translator) -> str:
    lines = source_lines(exhibit.sources, t)
    more = [t("export.more_sources", count=len(lines) - 1)] if len(lines) > 1 else []
    return " · ".join([*lines[:1], *more])


def _table(exhibit: Exhibit, t: Translator) -> dict[str, Any]:
    """The first rows and columns, and how much there is besides. Why cells are hidden is never left out."""
    at = list(range(min(len(exhibit.columns), MOST_COLUMNS)))
    if exhibit.columns[-1].name == REASON:
        at[-1] = len(exhibit.columns) - 1
    rows, columns = shown_rows(exhibit, t), [exhibit.columns[one] for one in at]
    left_out = {"rows": len(rows) - MOST_ROWS, "columns": len(exhibit.columns) - len(at)}
    return {
        "heads": [{"text": head(column, t), "right": column.unit not in WORDS} for column in columns],
        "rows": [[row[one] for one in at] for row in rows[:MOST_ROWS]],
        "rest": " ".join(t(f"export.rest_of_{what}", number=number) for what, number in left_out.items() if number > 0),
    }
