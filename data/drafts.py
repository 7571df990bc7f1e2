"""Forms that somebody has begun: kept as typed, so that a reload, a closed window or a new server loses nothing.

One draft per owner and form. Drafts are no facts: nothing that is asked of the store changes with them.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from data.errors import StoreMissing
from data.models import metadata
from data.store import reading, writing

#: A draft is saved while somebody types: rather unsaved for once than a window that stands still.
WAIT_S = 2
_DRAFT = metadata.tables["draft"]


@dataclass(frozen=True)
class Draft:
    """What was typed so far. form: name of a source, with the row's key behind a colon where a row is being changed.

    saved_at: ISO 8601, UTC.
    """

    form: str
    fields: dict[str, str]
    saved_at: str


def save(owner: str, form: str, fields: Mapping[str, str], url: str | None = None) -> Draft:
    """Keep the draft in place of the one before. Raises: StoreProblem."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with writing(url, wait_s=WAIT_S, is_fact=False) as connection:
        connection.execute(delete(_DRAFT).where(_DRAFT.c.owner == owner, _DRAFT.c.form == form))
        told = json.dumps(dict(fields), ensure_ascii=False)
        connection.execute(insert(_DRAFT).values(owner=owner, form=form, fields=told, saved_at=now))
    return Draft(form, dict(fields), now)


def drafts(owner: str, url: str | None = None) -> list[Draft]:
    """Everything that owner has begun, newest first. Raises: StoreProblem."""
    asked = select(_DRAFT.c.form, _DRAFT.c.fields, _DRAFT.c.saved_at).where(_DRAFT.c.owner == owner)
    try:
        with reading(url) as connection:
            rows = connection.execute(asked.order_by(_DRAFT.c.saved_at.desc(), _DRAFT.c.form)).all()
    except StoreMissing:
        return []
    return [Draft(str(form), json.loads(fields), str(saved_at)) for form, fields, saved_at in rows]


def draft(owner: str, form: str, url: str | None = None) -> Draft | None:
    """The draft of one form; None when none was begun. Raises: StoreProblem."""
    return next((one for one in drafts(owner, url) if one.form == form), None)


def throw_away(owner: str, form: str, url: str | None = None) -> None:
    """Forget the draft. Raises: StoreProblem."""
    with writing(url, is_fact=False) as connection:
        connection.execute(delete(_DRAFT).where(_DRAFT.c.owner == owner, _DRAFT.c.form == form))
