"""How far an import is, told in the caller's own thread: a screen can be drawn from no other."""

import threading
from collections.abc import Callable, Iterator

from data.importing.block import Block
from data.importing.reading import Read

Progress = Callable[[int, int | None], None]


class Teller:
    """Passes blocks on and remembers how far they reach; whoever passes them on to another thread calls ``deliver``."""

    def __init__(self, progress: Progress | None) -> None:
        """progress(rows_read, rows expected or None)."""
        self._progress = progress
        self._thread = threading.get_ident()
        self._reached: tuple[int, int | None] | None = None

    def blocks(self, read: Iterator[Read]) -> Iterator[Block]:
        """The blocks that have rows."""
        for each in read:
            if len(each.block.rows):
                yield each.block
            self._reached = (each.rows_read, each.expected)
            if threading.get_ident() == self._thread:
                self.deliver()

    def deliver(self) -> None:
        """Tell what was reached since the last time."""
        reached, self._reached = self._reached, None
        if reached is not None and self._progress is not None:
            self._progress(*reached)
