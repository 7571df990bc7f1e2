"""A reader without a browser: speaks to the server as Streamlit's front end does, and counts what comes back."""

import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE_S = 120
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Run:
    """One run of a page: ms from question to last message, messages, bytes over the wire."""

    ms: float
    messages: int
    size: int


def cookie_of(url: str) -> str:
    """What a first visit is given to be known by; "" for nothing."""
    with _DIRECT.open(url, timeout=PATIENCE_S) as got:
        told = got.headers.get_all("Set-Cookie") or []
    return "; ".join(one.partition(";")[0] for one in told)


@dataclass
class Reader:
    """One session on one page. url: the server's address. page: path below it. query: of the address, without ``?``.
    cookie: what a proxy knows it by."""

    url: str
    page: str = ""
    query: str = ""
    cookie: str = ""
    boxes: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    errors: list[str] = field(default_factory=list)
    _socket: ClientConnection | None = None
    _open: ExitStack = field(default_factory=ExitStack)
    _fragments: dict[str, str] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        address = f"ws://{urlsplit(self.url).netloc}/_stcore/stream"
        told = {"Cookie": self.cookie} if self.cookie else {}
        opening = connect(
            address, subprotocols=["streamlit"], max_size=None, compression=None, additional_headers=told,  # type: ignore[list-item]
            open_timeout=PATIENCE_S,
        )  # fmt: skip
        self._socket = self._open.enter_context(opening)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def open(self) -> Run:
        """The first view."""
        return self._ask({})

    def choose(self, label: str, option: str) -> Run:
        """Change a select box to an option by its words. Raises: KeyError for a box that the page does not have."""
        return self._ask({self.boxes[label].id: option}, self._fragments[label])

    def options(self, label: str) -> list[str]:
        """What stands in a select box."""
        return list(self.boxes[label].options)

    def _ask(self, changed: dict[str, str], fragment: str = "") -> Run:
        asked = BackMsg()
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = self.page
        asked.rerun_script.cached_message_hashes.extend(sorted(self._kept))
        asked.rerun_script.context_info.color_scheme = "light"
        for box in self.boxes.values():
            said = changed.get(box.id, box.raw_value)
            if said:
                asked.rerun_script.widget_states.widgets.add(id=box.id, string_value=said)
        return self._heard(asked)

    def _heard(self, asked: BackMsg) -> Run:
        assert self._socket is not None
        start = time.perf_counter()
        self._socket.send(asked.SerializeToString())
        count = size = 0
        while True:
            raw = self._socket.recv(timeout=PATIENCE_S)
            count, size = count + 1, size + len(raw)
            message = ForwardMsg.FromString(bytes(raw))  # type: ignore[arg-type]
            if self._note(message):
                return Run((time.perf_counter() - start) * 1000, count, size)

    def _note(self, message: ForwardMsg) -> bool:
        """Remember what the next question needs; whether the run is over."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self._kept.add(message.hash)
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message.delta.new_element, message.delta.fragment_id)
        return kind == "script_finished" and message.script_finished in FINISHED

    def _element(self, element: Any, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "selectbox":
            self.boxes[element.selectbox.label] = element.selectbox
            self._fragments[element.selectbox.label] = fragment
        elif kind == "heading" and not self.title:
            self.title = element.heading.body
        elif kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR):
            self.errors.append(str(getattr(element, kind))[:200])
