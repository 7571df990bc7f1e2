"""A report as PDF: vector, tagged (PDF/UA-1), the font inside, contents, page numbers, every row of every exhibit.

The words and numbers travel as JSON into ``static/report.typ``, which sets them as they are: nothing in them is markup.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from components.exhibit import Exhibit
from components.exports import svg
from components.exports.about import filters, head, hidden_lines, made_at_words, small_lines, source_lines
from components.exports.fitting import parts
from components.exports.fonts import font_file
from components.exports.report import Report, Section
from components.exports.room import Room
from components.exports.tables import WORDS, shown_rows
from components.text import Translator
from components.theme import LIGHT

Paper = Literal["a4", "16:9"]
TEMPLATE = Path(__file__).parent / "static" / "report.typ"
FONT = "NanumGothic"
#: Room of a slide for its picture, and what every sentence above it and every reason below it takes of that.
SLIDE_PICTURE_CM, SENTENCE_CM, REASON_CM = 12.2, 1.1, 0.7
SLIDE_WIDE_CM, PX_PER_CM = 30.667, 1920 / 33.867
#: Squares of a Hangul letter of a table that stand side by side on a page, and those a cell keeps free at its sides.
TABLE_ROOM = {"a4": (60.0, 1.0), "a4 aside": (91.0, 1.0), "16:9": (72.0, 0.85)}
#: A row of no more lines is never broken over two pages.
MOST_WHOLE = 15
#: So few rows need no page of their own on its side: in parts below each other they take less room.
FEW_ROWS = 12
Progress = Callable[[int, int], None]


def written(report: Report, t: Translator, *, paper: Paper = "a4", progress: Progress | None = None) -> bytes:
    """The bytes of the file. progress: told (sections drawn, sections). Raises: FontMissing, before it draws."""
    import typst

    fonts = font_file("regular").parent
    font_file("bold")
    with tempfile.TemporaryDirectory(prefix="jangteo-pdf-") as folder:
        root = Path(folder)
        told = {**_document(report, t, paper), "sections": _sections(report, t, root, paper, progress)}
        (root / "report.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        (root / "report.typ").write_bytes(TEMPLATE.read_bytes())
        made = typst.compile(
            root / "report.typ", root=root, font_paths=[fonts], ignore_system_fonts=True, format="pdf",
            pdf_standards=["ua-1"],
        )  # fmt: skip
    return bytes(made)


def _document(report: Report, t: Translator, paper: Paper) -> dict[str, Any]:
    made = f"{t('export.made_at')} {made_at_words(report.made_at)}"
    snapshot = f"{t('export.snapshot')} {report.snapshot_id}" if report.snapshot_id else ""
    lines = (report.agency, report.choice_in_words, made, snapshot, t("export.example_line") * report.is_example)
    footer = (report.title, made, snapshot)
    return {
        "paper": paper, "title": report.title, "agency": report.agency, "product": t("product.name"),
        "lang": report.lang, "font": FONT, "contents": t("export.contents"),
        "cover": [line for line in lines if line], "footer": " · ".join(part for part in footer if part),
        "example": t("product.example_data") if report.is_example else "",
        "colours": {"ink": LIGHT.ink, "quiet": LIGHT.quiet_ink, "rule": LIGHT.grid, "warning": LIGHT.warning},
    }  # fmt: skip


def _sections(
    report: Report, t: Translator, root: Path, paper: Paper, progress: Progress | None
) -> list[dict[str, Any]]:
    made = []
    for at, section in enumerate(report.sections):
        made.append(_section(section, t, root, f"{at}.svg", paper))
        if progress:
            progress(at + 1, len(report.sections))
    return made


def _section(section: Section, t: Translator, root: Path, name: str, paper: Paper) -> dict[str, Any]:
    exhibit = section.exhibit
    shown = shown_rows(exhibit, t) if exhibit else []
    has_picture = exhibit is not None and exhibit.drawing.kind != "table"
    if exhibit is not None and has_picture:
        room = _room(section, t) if paper == "16:9" else None
        (root / name).write_bytes(svg.written(exhibit, t, bare=True, room=room))
    return {
        "heading": section.heading,
        "values": t("export.values_of", heading=section.heading),
        "sentences": list(section.sentences),
        "picture": name if has_picture else "",
        "alt": (exhibit.finding or exhibit.title) if exhibit else "",
        "height_cm": _height_cm(section, t),
        **(_tables(exhibit, shown, t, paper) if exhibit else {"tables": [], "aside": False}),
        "reasons": hidden_lines(exhibit, t) if exhibit is not None and has_picture else [],
        "small": small_lines(exhibit, t) if exhibit else [],
        "notes": t("export.notes_of", heading=section.heading),
        "brief": _brief(exhibit, t) if exhibit else [],
    }


def _height_cm(section: Section, t: Translator) -> float:
    reasons = hidden_lines(section.exhibit, t) if section.exhibit is not None else []
    return SLIDE_PICTURE_CM - SENTENCE_CM * len(section.sentences) - REASON_CM * len(reasons)


def _room(section: Section, t: Translator) -> Room:
    """Of the picture on a slide, as if it were shown on a screen 1,920 wide."""
    return Room(SLIDE_WIDE_CM * PX_PER_CM, _height_cm(section, t) * PX_PER_CM)


def _tables(exhibit: Exhibit, shown: list[list[str]], t: Translator, paper: Paper) -> dict[str, Any]:
    """The rows as tables that fit the page, on its side where that saves breaking many of them into parts."""
    upright, lying = ("16:9", "16:9") if paper == "16:9" else ("a4", "a4 aside")
    made = parts(exhibit, shown, t, *TABLE_ROOM[upright]) if shown else []
    if aside := len(made) > 1 and len(shown) > FEW_ROWS and lying != upright:
        made = parts(exhibit, shown, t, *TABLE_ROOM[lying])
    tables = [
        {
            "heads": [
                {"text": head(column, t), "is_number": column.unit not in WORDS, "width": width}
                for column, width in zip((exhibit.columns[at] for at in part.columns), part.widths, strict=True)
            ],
            "rows": [[row[at] for at in part.columns] for row in shown],
            "whole": all(part.lines(row, TABLE_ROOM[upright][1]) <= MOST_WHOLE for row in shown),
        }
        for part in made
    ]
    return {"tables": tables, "aside": aside}


def _brief(exhibit: Exhibit, t: Translator) -> list[str]:
    """What stands below a slide's picture; all the rest is on the slide with the rows."""
    sources = [f"{t('export.source')}: {line}" for line in source_lines(exhibit.sources, t)]
    more = [t("export.more_sources", count=len(sources) - 1)] if len(sources) > 1 else []
    return [f"{t('export.filters')}: {filters(exhibit, t)}", " · ".join([*sources[:1], *more])]
