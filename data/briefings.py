"""Briefings in the store: made, written on, copied, frozen. What a slide shows is text to this module.

The slides of version 0 are in work; a frozen version never changes. Briefings are no facts: no answer of the store
changes with them.
"""

import datetime as dt
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from data.errors import StoreMissing, UnknownBriefing
from data.models import metadata
from data.store import reading, writing

_BRIEFING = metadata.tables["briefing"]
_VERSION = metadata.tables["briefing_version"]
_SLIDE = metadata.tables["briefing_slide"]
#: Signs of a code that is read aloud and typed: none that look alike.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 6
IN_WORK = 0


@dataclass(frozen=True)
class Slide:
    """One slide. recipe: how its figure is made again; exhibit: the figure itself where it is frozen; '' = none.

    address: page and choices it was taken from.
    """

    heading: str = ""
    sentences: tuple[str, ...] = ()
    speaker_notes: str = ""
    recipe: str = ""
    address: str = ""
    exhibit: str = ""


@dataclass(frozen=True)
class Briefing:
    """What a briefing is called and for whom. schedule: ``monthly`` or ''. times: ISO 8601, UTC."""

    briefing_code: str
    briefing_name: str
    template: str
    lang: str
    agency: str
    owner: str
    schedule: str
    made_at: str
    changed_at: str


@dataclass(frozen=True)
class Version:
    """One frozen state. role: of who froze it; nobody with fewer rights is shown its rows."""

    briefing_code: str
    version: int
    snapshot_id: str
    title: str
    choice_in_words: str
    frozen_at: str
    frozen_by: str
    role: str
    store_version: int


def create(
    name: str,
    template: str,
    lang: str,
    owner: str,
    *,
    agency: str = "",
    slides: Sequence[Slide] = (),
    url: str | None = None,
) -> str:
    """A new briefing. Returns: its code. Raises: StoreProblem."""
    with writing(url, is_fact=False) as connection:
        code = _free_code(connection)
        now = _now()
        row = {"briefing_code": code, "briefing_name": name, "template": template, "lang": lang, "agency": agency}
        connection.execute(insert(_BRIEFING).values(**row, owner=owner, made_at=now, changed_at=now))
        _lay(connection, code, IN_WORK, slides)
    return code


def briefings(url: str | None = None) -> list[Briefing]:
    """Every briefing that was not withdrawn, the last changed first. Raises: StoreProblem."""
    asked = select(*[_BRIEFING.c[name] for name in Briefing.__dataclass_fields__]).where(_BRIEFING.c.is_withdrawn == 0)
    try:
        with reading(url) as connection:
            rows = connection.execute(asked.order_by(_BRIEFING.c.changed_at.desc(), _BRIEFING.c.briefing_code)).all()
    except StoreMissing:
        return []
    return [Briefing(*map(str, row)) for row in rows]


def briefing(code: str, url: str | None = None) -> Briefing:
    """The briefing of that code. Raises: UnknownBriefing, StoreProblem."""
    found = next((one for one in briefings(url) if one.briefing_code == code), None)
    if found is None:
        raise UnknownBriefing(briefing=code)
    return found


def slides(code: str, version: int = IN_WORK, url: str | None = None) -> list[Slide]:
    """The slides of a version in their order; of a frozen one after the briefing was withdrawn too.

    Raises: UnknownBriefing, StoreProblem.
    """
    if version == IN_WORK:
        briefing(code, url)
    names = list(Slide.__dataclass_fields__)
    asked = select(*[_SLIDE.c[name] for name in names]).where(
        _SLIDE.c.briefing_code == code, _SLIDE.c.version == version
    )
    with reading(url) as connection:
        rows = connection.execute(asked.order_by(_SLIDE.c.position)).all()
    found = [Slide(*row) for row in rows]
    # sentences were written down as one text
    return [replace(one, sentences=tuple(json.loads(str(one.sentences)))) for one in found]


def lay(code: str, new: Sequence[Slide], url: str | None = None) -> None:
    """Put these slides in place of those in work. Raises: UnknownBriefing, StoreProblem."""
    briefing(code, url)
    with writing(url, is_fact=False) as connection:
        _lay(connection, code, IN_WORK, new)
        _touch(connection, code)


def add(code: str, slide: Slide, url: str | None = None) -> int:
    """One more slide at the end of those in work. Returns: how many there are now. Raises: UnknownBriefing."""
    now = [*slides(code, url=url), slide]
    lay(code, now, url)
    return len(now)


def change(code: str, url: str | None = None, **values: str) -> None:
    """Change name, template, lang, agency or schedule. Raises: UnknownBriefing, StoreProblem; KeyError for others."""
    if unknown := set(values) - {"briefing_name", "template", "lang", "agency", "schedule"}:
        raise KeyError(", ".join(sorted(unknown)))
    briefing(code, url)
    with writing(url, is_fact=False) as connection:
        _touch(connection, code, **values)


def copy(code: str, name: str, owner: str, url: str | None = None) -> str:
    """A briefing with the same slides in work under another name. Returns: its code. Raises: UnknownBriefing."""
    old, shown = briefing(code, url), slides(code, url=url)
    return create(name, old.template, old.lang, owner, agency=old.agency, slides=shown, url=url)


def withdraw(code: str, url: str | None = None) -> None:
    """Take it out of every list. Its frozen versions stay, for whoever holds a paper with their number."""
    briefing(code, url)
    with writing(url, is_fact=False) as connection:
        _touch(connection, code, is_withdrawn=1)


def freeze(
    code: str,
    shown: Sequence[Slide],
    *,
    snapshot_id: str,
    title: str,
    role: str,
    frozen_by: str,
    store_version: int,
    choice_in_words: str = "",
    url: str | None = None,
) -> Version:
    """Keep slides with their figures as the next version, for good. Raises: UnknownBriefing, StoreProblem."""
    briefing(code, url)
    with writing(url, is_fact=False) as connection:
        last = connection.execute(select(func.max(_VERSION.c.version)).where(_VERSION.c.briefing_code == code)).scalar()
        made = Version(
            code, (last or 0) + 1, snapshot_id, title, choice_in_words, _now(), frozen_by, role, store_version
        )
        connection.execute(insert(_VERSION).values(**made.__dict__))
        _lay(connection, code, made.version, shown)
    return made


def versions(code: str, url: str | None = None) -> list[Version]:
    """Every frozen version, the newest first. Raises: StoreProblem."""
    return _versions(_VERSION.c.briefing_code == code, url)


def version_of(snapshot: str, url: str | None = None) -> Version | None:
    """The frozen version with that number on its pages, the first of them; None when there is none."""
    return next(reversed(_versions(_VERSION.c.snapshot_id == snapshot.strip().lower(), url)), None)


def _versions(which: Any, url: str | None) -> list[Version]:
    asked = select(*[_VERSION.c[name] for name in Version.__dataclass_fields__]).where(which)
    try:
        with reading(url) as connection:
            rows = connection.execute(asked.order_by(_VERSION.c.frozen_at.desc(), _VERSION.c.version.desc())).all()
    except StoreMissing:
        return []
    return [Version(*row) for row in rows]


def _lay(connection: Connection, code: str, version: int, new: Sequence[Slide]) -> None:
    same = (_SLIDE.c.briefing_code == code, _SLIDE.c.version == version)
    connection.execute(delete(_SLIDE).where(*same))
    for position, slide in enumerate(new, 1):
        told = {**slide.__dict__, "sentences": json.dumps(list(slide.sentences), ensure_ascii=False)}
        connection.execute(insert(_SLIDE).values(briefing_code=code, version=version, position=position, **told))


def _touch(connection: Connection, code: str, **values: object) -> None:
    connection.execute(update(_BRIEFING).where(_BRIEFING.c.briefing_code == code).values(**values, changed_at=_now()))


def _free_code(connection: Connection) -> str:
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
        taken = select(_BRIEFING.c.briefing_code).where(_BRIEFING.c.briefing_code == code)
        if connection.execute(taken).first() is None:
            return code


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
