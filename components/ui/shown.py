"""What a run of a page shows, told to whoever listens: so an address can be turned into its figures again.

Only a process of its own listens (``components.ui.briefing.remaking``); on a server nobody does.
"""

from collections.abc import Callable

from components.exhibit import Exhibit

Listener = Callable[[str, Exhibit | None, str], None]
_listeners: list[Listener] = []


def only(listener: Listener) -> None:
    """From now on tell this one alone: kind (``exhibit`` or ``sentence``), the exhibit or None, the words."""
    _listeners[:] = [listener]


def exhibit(one: Exhibit) -> None:
    """A panel was shown."""
    for listener in _listeners:
        listener("exhibit", one, "")


def sentence(words: str) -> None:
    """Sentences were shown that a person could read aloud."""
    for listener in _listeners:
        listener("sentence", None, words)
