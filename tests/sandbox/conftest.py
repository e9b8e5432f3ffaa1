"""A running sandbox with one person who has written to the bot, and a client that calls it."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest

from bot.sandbox import RunningServer, Sandbox, serve


class Client:
    """Calls a running sandbox over HTTP."""

    def __init__(self, server: RunningServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The whole answer of a Bot API call."""
        url = f"{self.server.bot_api_url}{self.server.world.bot.token}/{method}"
        async with self.session.post(url, json=parameters) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == (200 if body["ok"] else body["error_code"])
            return body

    async def result(self, method: str, **parameters: Any) -> Any:
        """What a Bot API call gave; the call must succeed."""
        body = await self.call(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """The description of a refused call."""
        body = await self.call(method, **parameters)
        assert not body["ok"], body
        return str(body["description"])

    async def control(self, verb: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """(status, JSON) of a control call."""
        url = f"{self.server.url}/sandbox/{path}"
        async with self.session.request(verb, url, json=body, headers=headers) as answer:
            return answer.status, await answer.json()


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(bot_name="缓口气")


@pytest.fixture
def lin(sandbox: Sandbox) -> int:
    """Somebody whose /start is the first message of the chat, and no update waits."""
    person = sandbox.add_person("小林")
    sandbox.say(person, "/start")
    sandbox.updates.clear()
    return person


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Client]:
    server = await serve(sandbox)
    async with aiohttp.ClientSession() as session:
        yield Client(server, session)
    await server.close()


@pytest.fixture
def png() -> Callable[..., bytes]:
    """Makes the head of a PNG picture, which is all the sandbox reads."""

    def make(width: int = 40, height: int = 30) -> bytes:
        head = struct.pack(">I4sII", 13, b"IHDR", width, height)
        return b"\x89PNG\r\n\x1a\n" + head + b"\x08\x02\x00\x00\x00"

    return make
