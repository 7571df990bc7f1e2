"""What every file that leaves the product says of itself: choice, units, sources with dates, notes, when made."""

from collections.abc import Sequence
from datetime import datetime

from components.exhibit import Column, Exhibit
from components.formatting import month, names_unit
from components.text import Translator
from components.text.editions import editions_in_words
from components.withheld import notes_of
from data.answer import SourceNote

#: Columns of these units speak for themselves; others say their unit in the head.
WITHOUT_UNIT = ("month", "quarter", "date", "year", "text")


def head(column: Column, t: Translator) -> str:
    """Label of a column with its unit: ``Amount (KRW)``."""
    if column.unit in WITHOUT_UNIT:
        return column.label
    unit = t("unit.share") if column.unit == "change" else t(f"unit.{column.unit}")
    return column.label if names_unit(column.label, unit) else t("export.head", label=column.label, unit=unit)


def made_at_words(made_at: datetime | None) -> str:
    """When a file was made, to the minute, by this machine's clock."""
    return (made_at or datetime.now().astimezone()).strftime("%Y-%m-%d %H:%M")


def filters(exhibit: Exhibit, t: Translator) -> str:
    """The choice in words: as the screen said it, else its months and codes."""
    if exhibit.filters:
        return exhibit.filters
    words = exhibit.choice.as_text()
    months = [month(number, t.lang) for number in (exhibit.choice.start, exhibit.choice.end) if number]
    rest = [value for name, value in words.items() if name not in ("start", "end", "base")]
    return " · ".join([*rest, "~".join(months)] if months else rest) or t("export.no_filter")


def source_line(source: SourceNote, t: Translator) -> str:
    """One source with edition and day of loading."""
    ko = t.lang == "ko"
    return t(
        "export.source_line",
        title=source.title_ko if ko else source.title_en,
        publisher=source.publisher_ko if ko else source.publisher_en,
        edition=editions_in_words(source.edition, source.editions, t) or "–",
        loaded=source.loaded_on[:10],
    )


def source_lines(sources: Sequence[SourceNote], t: Translator) -> list[str]:
    """Every source in a line of its own; several that read the same are told once."""
    return list(dict.fromkeys(source_line(source, t) for source in sources))


def about(
    exhibit: Exhibit, t: Translator, made_at: datetime | None = None, snapshot_id: str = ""
) -> list[tuple[str, str]]:
    """Label and text of everything a reader needs beside the rows, in the order of need. snapshot_id: of the frozen
    briefing that the figure was taken from."""
    lines = [("export.example", t("export.example_line"))] if exhibit.is_example else []
    lines += [("export.title", exhibit.title), ("export.filters", filters(exhibit, t))]
    lines += [("export.finding", exhibit.finding)] if exhibit.finding else []
    lines += _told_below(exhibit, t)
    lines += [
        ("export.made_at", made_at_words(made_at)),
        ("export.version", f"{exhibit.question} · {exhibit.store_version}"),
    ]
    lines += [("export.snapshot", snapshot_id)] if snapshot_id else []
    return [(t(key), text) for key, text in lines]


def about_text(exhibit: Exhibit, t: Translator, made_at: datetime | None = None, snapshot_id: str = "") -> str:
    """The same as one text, a line each: what a picture carries inside."""
    return "\n".join(f"{label}: {text}" for label, text in about(exhibit, t, made_at, snapshot_id))


def hidden_lines(exhibit: Exhibit, t: Translator) -> list[str]:
    """What stands beside the picture where it hides something: that it does, and why. Tables say it row by row too."""
    return notes_of(exhibit.notes, t)


def small_lines(exhibit: Exhibit, t: Translator) -> list[str]:
    """Choice, units, sources (all in one line), definition and notes, as they stand below the rows on paper."""
    told = dict.fromkeys(label for label, _ in _told_below(exhibit, t) if label != "export.note")
    below = [(label, " · ".join(text for one, text in _told_below(exhibit, t) if one == label)) for label in told]
    lines = [("export.filters", filters(exhibit, t)), *below, *(("export.note", note) for note in exhibit.notes)]
    return [f"{t(label)}: {text}" for label, text in lines]


def _told_below(exhibit: Exhibit, t: Translator) -> list[tuple[str, str]]:
    units = unit_of(exhibit, t)
    lines = [("export.unit", units)] if units else []
    lines += [("export.source", line) for line in source_lines(exhibit.sources, t)]
    lines += [("export.definition", exhibit.definition)] if exhibit.definition else []
    return lines + [("export.note", note) for note in exhibit.notes]


def unit_of(exhibit: Exhibit, t: Translator) -> str:
    """The units of the columns, each once, with the columns they belong to; '' where all columns hold words."""
    return ", ".join(head(column, t) for column in exhibit.columns if column.unit not in WITHOUT_UNIT)
