"""A real database and a workshop on it, with kinds of jobs a test makes up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from bot.assembly import HOME, build_world
from bot.conversation.values import Commit, InboxRow
from bot.dialogue.values import dumps, loads
from bot.jobs.job import Job
from bot.papers.press import Press
from bot.pictures.reader import Reader
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serve
from bot.storage import KeyRing, Storage, open_storage
from bot.telegram.calls import Calls
from bot.telegram.request import make_bot
from bot.workshop.making import Kind, Tools
from bot.workshop.shop import Workshop

the_world = lru_cache(maxsize=1)(build_world)


class Floor:
    """A workshop at work, and somebody who asks for things; ``now`` is its clock."""

    def __init__(self, storage: Storage, calls: Calls | None = None) -> None:
        self.storage = storage
        self.calls = calls or Calls(make_bot("42:x", "http://127.0.0.1:9"))
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.woken: list[int] = []
        self.numbers = 0

    @asynccontextmanager
    async def working(self, kinds: Mapping[str, Kind]) -> AsyncIterator[Workshop]:
        """A workshop that knows these kinds, for as long as the block lasts."""
        press = Press(HOME.content / "papers")
        pictures = Reader(HOME.content / "reading" / "screenshots.yaml")
        tools = Tools(
            world=the_world,
            records=self.storage.store.all_records,
            press=press,
            telegram=self.calls,
            pictures=pictures,
            everything=self.storage.store.everything,
            content=HOME.content,
        )
        shop = Workshop(kinds, tools, self.storage, lambda: self.now, self.woken.append)
        task = asyncio.create_task(shop.run())
        try:
            yield shop
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await press.close()
            await pictures.close()

    async def ask(self, *jobs: Job, chat_id: int = 7, me: Mapping[str, Any] | None = None, erase: bool = False) -> None:
        """Keep a turn of a chat that asks for jobs."""
        self.numbers += 1
        await self.storage.store.receive([InboxRow(self.numbers, chat_id, b"{}")])
        snapshot = await self.storage.store.load(chat_id)
        assert snapshot is not None
        before = 0 if snapshot.session is None else loads(snapshot.session)["turn"]
        session = dumps({"turn": before + 1})
        await self.storage.store.commit(
            Commit(
                snapshot.row,
                before,
                before + 1,
                None if erase else session,
                me=None if me is None else dumps(me),
                jobs=jobs,
                erase=erase,
            )
        )

    async def results(self, chat_id: int = 7) -> list[dict[str, Any]]:
        """What the jobs of a chat gave, in order; each is taken out of the inbox."""
        given = []
        while (snapshot := await self.storage.store.load(chat_id)) is not None:
            given.append(loads(snapshot.row.payload)["payload"])
            before = 0 if snapshot.session is None else loads(snapshot.session)["turn"]
            await self.storage.store.commit(Commit(snapshot.row, before, before))
        return given

    def later(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox()


@pytest.fixture
async def floor(tmp_path: Path, sandbox: Sandbox) -> AsyncIterator[Floor]:
    server = await serve(sandbox)
    calls = Calls(make_bot(sandbox.token, server.url))
    keys = KeyRing.load_or_create(tmp_path / "key")
    holder: list[Floor] = []
    async with open_storage(tmp_path / "bot.sqlite3", keys, clock=lambda: holder[0].now) as storage:
        holder.append(Floor(storage, calls))
        yield holder[0]
    await calls.close()
    await server.close()
