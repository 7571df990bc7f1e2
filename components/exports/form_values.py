"""What a report can write into an office's own form, by the labels such forms carry."""

import tomllib
from functools import cache
from pathlib import Path

from components.exports.about import made_at_words, source_lines
from components.exports.report import Report
from components.text import Translator


@cache
def labels() -> dict[str, tuple[str, ...]]:
    """What we have -> the labels under which forms ask for it, from ``form_labels.toml``."""
    with (Path(__file__).parent / "form_labels.toml").open("rb") as file:
        return {name: tuple(told) for name, told in tomllib.load(file).items()}


def values(report: Report, t: Translator) -> dict[str, str]:
    """Label -> text, for every spelling of a label that is known; the headings of the report are labels too."""
    made_at = made_at_words(report.made_at)
    have = {
        "title": report.title,
        "agency": report.agency,
        "day": made_at[:10],
        "choice": report.choice_in_words or next((one.filters for one in report.exhibits if one.filters), ""),
        "content": "\n".join(line for section in report.sections for line in section.sentences),
        "source": "\n".join(source_lines(report.sources, t)),
        "snapshot": report.snapshot_id,
        "note": t("export.example_line") if report.is_example else "",
    }
    told = {label: have[name] for name, spellings in labels().items() for label in spellings if have[name]}
    for section in report.sections:
        told.setdefault(section.heading, "\n".join(section.sentences))
    return told
