"""Slides of a briefing as a report that every kind of document is made of."""

from collections.abc import Sequence
from datetime import datetime

from components.exports.frozen import snapshot_id, thawed
from components.exports.report import Report, Section
from data.briefings import Briefing, Slide, Version


def report(briefing: Briefing, slides: Sequence[Slide], version: Version | None = None) -> Report:
    """The report of slides in work, or of a frozen version with its number and the time it was frozen."""
    sections = tuple(
        Section(one.heading, one.sentences, thawed(one.exhibit) if one.exhibit else None, one.speaker_notes)
        for one in slides
    )
    when = datetime.fromisoformat(version.frozen_at).astimezone() if version else datetime.now().astimezone()
    return Report(
        title=version.title if version else briefing.briefing_name,
        sections=sections,
        lang=briefing.lang,
        agency=briefing.agency,
        choice_in_words=version.choice_in_words if version else "",
        snapshot_id=version.snapshot_id if version else "",
        made_at=when,
    )


def snapshot(slides: Sequence[Slide]) -> str:
    """Short name of what slides show: another figure or another word is another name."""
    return snapshot_id([f"{one.heading}\n{one.sentences}\n{one.exhibit}" for one in slides])
