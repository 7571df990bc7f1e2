"""What of a briefing may be shown to whoever looks: its frozen rows are those that somebody with their rights saw."""

from components.ui import viewing
from data import briefings
from data.briefings import IN_WORK, Slide, Version
from data.codes import Role
from data.disclosure import may_be_shown
from data.errors import NotAllowed

#: Slides in work hold figures as those saw them who may write.
WRITERS = Role.OFFICER


def may_write() -> bool:
    """Whether whoever looks may keep a briefing."""
    return viewing.viewer().role in (Role.OFFICER, Role.ADMINISTRATOR)


def may_see_work() -> bool:
    """Whether slides in work may be shown."""
    return may_be_shown(WRITERS, viewing.viewer())


def versions(code: str) -> list[Version]:
    """The frozen versions that may be shown, the newest first. Raises: StoreProblem."""
    return [one for one in briefings.versions(code) if may_be_shown(one.role, viewing.viewer())]


def slides(code: str, version: Version | None) -> list[Slide]:
    """Slides of a version, None: those in work. Raises: NotAllowed, UnknownBriefing, StoreProblem."""
    if not may_be_shown(version.role if version else WRITERS, viewing.viewer()):
        raise NotAllowed(what=version.snapshot_id if version else code)
    return briefings.slides(code, version.version if version else IN_WORK)
