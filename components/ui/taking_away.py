"""Files that leave the product stand in the log: who took which file, of which page, how large."""

from collections.abc import Callable

from components.ui import viewing
from components.ui.signing.who import acting
from data import audit
from data.codes import Action


def logged(make: Callable[[], bytes], file: str) -> Callable[[], bytes]:
    """The same maker for a download button, which notes what was taken. Whose file it is, is known while the page is
    drawn: the maker runs later, outside of it.
    """
    who, page = viewing.viewer(), viewing.page()

    def made() -> bytes:
        with acting(who):
            data = make()
        audit.note(Action.EXPORT, who, file, {"page": page, "bytes": len(data)})
        return data

    return made


def note(file: str, size: int) -> None:
    """Note a file that was just made for whoever looks."""
    audit.note(Action.EXPORT, viewing.viewer(), file, {"page": viewing.page(), "bytes": size})
