"""A sandbox on a free port, a bot that talks to it over real HTTP, and an outbox in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import TypeAlias

import pytest
from memory_outbox import MemoryOutbox
from scripted_api import TOKEN, ScriptedApi, scripted

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import RunningServer, serve
from bot.telegram.backoff import Backoff
from bot.telegram.calls import Calls
from bot.telegram.pacing import Pacing
from bot.telegram.request import make_bot
from bot.telegram.sender import Sender

Meet: TypeAlias = Callable[[str], int]


@pytest.fixture
def quick() -> Backoff:
    return Backoff(first=0.01, cap=0.05)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox()


@pytest.fixture
async def server(sandbox: Sandbox) -> AsyncIterator[RunningServer]:
    running = await serve(sandbox)
    yield running
    await running.close()


@pytest.fixture
async def calls(sandbox: Sandbox, server: RunningServer) -> AsyncIterator[Calls]:
    calls = Calls(make_bot(sandbox.token, server.url))
    yield calls
    await calls.close()


@pytest.fixture
def meet(sandbox: Sandbox) -> Meet:
    """Somebody new who presses start."""

    def meet(name: str) -> int:
        person = sandbox.add_person(name, "zh-hant")
        sandbox.say(person, "/start")
        return person

    return meet


@pytest.fixture
def lin(meet: Meet) -> int:
    return meet("Lin")


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    async with scripted() as running:
        yield running


@pytest.fixture
async def scripted_calls(api: ScriptedApi) -> AsyncIterator[Calls]:
    calls = Calls(make_bot(TOKEN, api.url))
    yield calls
    await calls.close()


@pytest.fixture
def outbox() -> MemoryOutbox:
    return MemoryOutbox()


def utc_now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def sender(calls: Calls, outbox: MemoryOutbox, quick: Backoff) -> AsyncIterator[Sender]:
    """To the sandbox, without speed limits."""
    sender = Sender(calls, outbox, utc_now, pacing=Pacing(per_chat=0, overall=0), backoff=quick)
    yield sender
    await sender.stop(0.1)


@pytest.fixture
async def scripted_sender(scripted_calls: Calls, outbox: MemoryOutbox, quick: Backoff) -> AsyncIterator[Sender]:
    """To the scripted API, without speed limits."""
    sender = Sender(scripted_calls, outbox, utc_now, pacing=Pacing(per_chat=0, overall=0), backoff=quick)
    yield sender
    await sender.stop(0.1)
