"""A process that is killed leaves a database that goes on where it was."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

import bot
from bot.errors import StorageError, WrongKey
from bot.storage import KeyRing, open_storage

CHILD = Path(__file__).with_name("crash_child.py")

Killed = Callable[..., AbstractAsyncContextManager[Any]]


@asynccontextmanager
async def killed_after(path: Path, what: str) -> AsyncIterator[asyncio.StreamReader]:
    """A child that works on the database, killed with SIGKILL when the block ends."""
    path.parent.mkdir(exist_ok=True)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, str(CHILD), str(path), what),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(bot.__file__).parents[1])},
    )
    try:
        assert child.stdout is not None
        yield child.stdout
    finally:
        child.kill()
        await child.wait()


@pytest.mark.faults
async def test_a_question_in_flight_when_the_process_was_killed_comes_again(path, tmp_path, now):
    async with killed_after(path, "taken") as said:
        assert await said.readline() == b"taken\n"
    async with open_storage(path, KeyRing.load_or_create(path.with_name("key"))) as storage:
        assert await storage.outbox.unsent() == [7]
        sendable = await storage.outbox.take(7, now)
        assert sendable is not None
        assert (sendable.outgoing.text, sendable.again) == ("1", True)
        assert await storage.store.unhandled() == []


@pytest.mark.faults
@pytest.mark.parametrize("turns", [1, 7, 23])
async def test_every_turn_that_was_reported_as_kept_is_there_after_a_kill(path, now, turns):
    async with killed_after(path, "turns") as said:
        for _ in range(turns):
            reported = int(await said.readline())
    async with open_storage(path, KeyRing.load_or_create(path.with_name("key"))) as storage:
        await storage.outbox.unsent()
        texts, sendable = [], await storage.outbox.take(7, now)
        while sendable is not None:
            texts.append(int(sendable.outgoing.text))
            sendable = await storage.outbox.sent(sendable, 1, now)
        assert texts == list(range(1, len(texts) + 1))
        assert len(texts) >= reported
        stored = await storage.database.read(lambda c: c.execute("SELECT turn FROM sessions").fetchall())
        assert stored == [(len(texts),)]
        unhandled = await storage.store.load(7)
        assert unhandled is None or orjson.loads(unhandled.row.payload) == len(texts) + 1


@pytest.mark.faults
async def test_a_wrong_key_touches_nothing_of_what_a_killed_process_left(path, tmp_path):
    async with killed_after(path, "taken") as said:
        await said.readline()
    files = [path, path.with_name(path.name + "-wal")]
    before = [file.read_bytes() for file in files]
    assert all(before)
    with pytest.raises(WrongKey):
        async with open_storage(path, KeyRing.load_or_create(tmp_path / "other key")):
            pass
    assert [file.read_bytes() for file in files] == before


@pytest.mark.faults
async def test_a_second_process_is_refused_while_the_first_lives_and_let_in_after(path, now):
    async with killed_after(path, "taken") as said:
        await said.readline()
        keys = KeyRing.load_or_create(path.with_name("key"))
        with pytest.raises(StorageError, match="Another process has"):
            async with open_storage(path, keys, patience=0.05):
                pass
    async with open_storage(path, keys, patience=0.05) as storage:
        assert await storage.outbox.unsent() == [7]
