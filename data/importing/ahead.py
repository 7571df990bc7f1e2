"""Reading ahead of the writing: decoding and SQLite both let go of Python's lock, so two cores share the work."""

import queue
import sys
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

Item = TypeVar("Item")

#: At most so many blocks wait: memory stays bounded.
BLOCKS_WAITING = 1
#: Python's 5 ms would be waited for at every statement that the writing thread sends to SQLite.
SWITCH_INTERVAL_S = 0.0005


class _End:
    """Last thing in the queue; carries what went wrong."""

    def __init__(self, wrong: BaseException | None = None) -> None:
        self.wrong = wrong


def ahead(items: Iterator[Item]) -> Generator[Item, None, None]:
    """The same items, made in another thread. What goes wrong there is raised here, in its place.

    Closing it ends the thread, so a cancelled import leaves no reader behind.
    """
    waiting: queue.Queue[Item | _End] = queue.Queue(BLOCKS_WAITING)
    stopped = threading.Event()
    reader = threading.Thread(target=_fill, args=(items, waiting, stopped), name="reading ahead", daemon=True)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(min(interval, SWITCH_INTERVAL_S))
    reader.start()
    try:
        while True:
            item = waiting.get()
            if isinstance(item, _End):
                if item.wrong is not None:
                    raise item.wrong
                return
            yield item
    finally:
        stopped.set()
        while reader.is_alive():
            _emptied(waiting)
            reader.join(0.05)
        sys.setswitchinterval(interval)


def _fill(items: Iterator[Item], waiting: "queue.Queue[Item | _End]", stopped: threading.Event) -> None:
    try:
        for item in items:
            waiting.put(item)
            if stopped.is_set():
                return
        waiting.put(_End())
    except BaseException as wrong:
        waiting.put(_End(wrong))


def _emptied(waiting: "queue.Queue[Item | _End]") -> None:
    while not waiting.empty():
        waiting.get_nowait()
