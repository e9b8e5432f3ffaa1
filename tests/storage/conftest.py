"""Real databases in a temporary folder, and somebody who talks through them."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.conversation.values import Commit, InboxRow, Outgoing, Sendable, Snapshot
from bot.storage import KeyRing, Storage, open_storage

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Chat:
    """One person: what they say comes in, turns are kept with sessions that count them, messages go out."""

    update_ids = itertools.count(1000)

    def __init__(self, storage: Storage, chat_id: int) -> None:
        self.storage = storage
        self.id = chat_id

    async def say(self, text: str = "hello") -> InboxRow:
        """An update comes in."""
        row = InboxRow(next(self.update_ids), self.id, text.encode())
        assert await self.storage.store.receive([row]) == [self.id]
        return row

    async def load(self) -> Snapshot:
        """What the next turn works on."""
        snapshot = await self.storage.store.load(self.id)
        assert snapshot is not None
        return snapshot

    def commit_of(self, snapshot: Snapshot, *outgoing: Outgoing, **more: Any) -> Commit:
        """A commit of the next turn after a snapshot."""
        before = 0 if snapshot.session is None else orjson.loads(snapshot.session)["turn"]
        session = orjson.dumps({"turn": before + 1})
        turn = {"row": snapshot.row, "before": before, "turn": before + 1, "session": session}
        return Commit(**{**turn, "outgoing": outgoing, **more})

    async def turn(self, *outgoing: Outgoing, **more: Any) -> Commit:
        """Say something and keep the turn it makes."""
        await self.say()
        commit = self.commit_of(await self.load(), *outgoing, **more)
        await self.storage.store.commit(commit)
        return commit

    async def take(self) -> Sendable | None:
        """The next message on its way."""
        return await self.storage.outbox.take(self.id, NOW)

    async def took(self) -> Sendable:
        """The next message on its way, which there must be."""
        sendable = await self.take()
        assert sendable is not None
        return sendable

    async def texts(self) -> list[str]:
        """Send everything that waits; the texts in order."""
        texts, sendable = [], await self.take()
        while sendable is not None:
            texts.append(sendable.outgoing.text)
            sendable = await self.storage.outbox.sent(sendable, len(texts), NOW)
        return texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bot.sqlite3"


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return KeyRing.load_or_create(tmp_path / "data" / "key")


@pytest.fixture
async def storage(path: Path, keys: KeyRing) -> AsyncIterator[Storage]:
    async with open_storage(path, keys, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def chat(storage: Storage) -> Chat:
    return Chat(storage, 7)


@pytest.fixture
def chat_of() -> Callable[[Storage, int], Chat]:
    return Chat


@pytest.fixture
def now() -> datetime:
    return NOW
