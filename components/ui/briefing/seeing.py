"""What of a briefing may be shown to whoever looks: its frozen rows are those that somebody with their rights saw."""

from components.ui import viewing
from data import access, briefings
from data.briefings import IN_WORK, Slide, Version
from data.codes import Role
from data.disclosure import may_be_shown
from data.errors import NotAllowed

#: Slides in work hold figures as those saw them who may write, whatever region they are for.
WRITERS = Role.OFFICER


def may_write(code: str | None = None) -> bool:
    """Whether whoever looks may keep a briefing: a new one (None), or write on this one.

    What an officer of regions keeps holds what it saw, and it sees what others put there: so nobody else writes on it.
    """
    viewer = viewing.viewer()
    if code is None or not viewer.is_office:
        return viewer.is_office
    owner = briefings.briefing(code).owner
    if owner == viewer.name:
        return True
    known = access.account(owner)
    return viewer.sees_all and not (known and known.region_codes)


def may_see_work(code: str) -> bool:
    """Whether slides in work of this briefing may be shown: an officer of regions sees its own."""
    viewer = viewing.viewer()
    return may_be_shown(WRITERS, viewer) or (viewer.is_office and briefings.briefing(code).owner == viewer.name)


def may_open(code: str) -> bool:
    """Whether anything of this briefing is for whoever looks."""
    return may_see_work(code) or bool(versions(code))


def versions(code: str) -> list[Version]:
    """The frozen versions that may be shown, the newest first. Raises: StoreProblem."""
    return [one for one in briefings.versions(code) if may_be_shown(one.role, viewing.viewer())]


def slides(code: str, version: Version | None) -> list[Slide]:
    """Slides of a version, None: those in work. Raises: NotAllowed, UnknownBriefing, StoreProblem."""
    if not (may_be_shown(version.role, viewing.viewer()) if version else may_see_work(code)):
        raise NotAllowed(what=version.snapshot_id if version else code)
    return briefings.slides(code, version.version if version else IN_WORK)
