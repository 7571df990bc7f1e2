"""Messages of a run that go to the browser in one go: all of them, in order, none held for long."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.ui import bundling
from components.ui.bundling import Bundling

Sending = Callable[[ForwardMsg], Coroutine[Any, Any, None]]


def start() -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.name = "one"
    return message


def element(name: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = name
    return message


def end() -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    return message


def arrived(told: Callable[[Sending, list[ForwardMsg]], Coroutine[Any, Any, None]]) -> list[ForwardMsg]:
    """What came out while the app behind the middleware did that; it is given what came out so far."""
    out: list[ForwardMsg] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        async def say(message: ForwardMsg) -> None:
            await send({"type": "websocket.send", "bytes": message.SerializeToString()})

        await told(say, out)

    async def send(message: Any) -> None:
        await asyncio.sleep(0)  # as a socket does: others may come in between
        out.append(ForwardMsg.FromString(message["bytes"]))

    asyncio.run(Bundling(app)({"type": "websocket"}, None, send))  # type: ignore[arg-type]
    return out


def test_a_first_run_is_not_held() -> None:
    async def told(say: Sending, out: list[ForwardMsg]) -> None:
        await say(start())
        await say(element("a"))
        assert out == [start(), element("a")]
        await say(end())

    assert len(arrived(told)) == 3


def test_a_later_run_comes_when_it_is_over_in_its_order() -> None:
    async def told(say: Sending, out: list[ForwardMsg]) -> None:
        await say(start())
        await say(end())
        for message in (start(), element("a"), element("b")):
            await say(message)
        assert len(out) == 2
        await say(end())
        assert out[2:] == [start(), element("a"), element("b"), end()]

    assert len(arrived(told)) == 6


def test_a_long_run_appears_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundling, "BEAT_S", 0.02)

    async def told(say: Sending, out: list[ForwardMsg]) -> None:
        await say(end())
        await say(start())
        await say(element("a"))
        await asyncio.sleep(0.1)
        assert out[1:] == [start(), element("a")]
        await say(element("b"))
        assert len(out) == 3
        await say(end())

    assert arrived(told)[3:] == [element("b"), end()]


def test_nothing_is_lost_when_a_run_ends_while_a_beat_is_sending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundling, "BEAT_S", 0.001)

    async def told(say: Sending, out: list[ForwardMsg]) -> None:
        await say(end())
        for _ in range(20):
            await say(start())
            for number in range(40):
                await say(element(str(number)))
                await asyncio.sleep(0)
            await say(end())

    out = arrived(told)
    assert out == [end(), *([start(), *(element(str(number)) for number in range(40)), end()] * 20)]


def test_what_belongs_to_no_run_goes_at_once() -> None:
    async def told(say: Sending, out: list[ForwardMsg]) -> None:
        await say(end())
        answer = ForwardMsg()
        answer.file_urls_response.response_id = "one"
        await say(answer)
        assert out == [end(), answer]

    assert len(arrived(told)) == 2
