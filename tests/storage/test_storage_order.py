"""However receiving, turns, sending and stops interleave, messages of a chat leave in order."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.values import Commit, InboxRow, Outgoing, Sendable
from bot.storage import KeyRing, Storage, open_storage

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHATS = (1, 2, -3)


class Model:
    """What was said to the storage, and what must come of it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bot.sqlite3"
        self.keys = KeyRing.load_or_create(folder / "key")
        self.stack = AsyncExitStack()
        self.storage: Storage
        self.said = dict.fromkeys(CHATS, 0)
        self.turns = dict.fromkeys(CHATS, 0)
        self.sending: dict[int, Sendable] = {}
        self.left: dict[int, list[str]] = {chat: [] for chat in CHATS}
        self.ids = iter(range(1, 10_000))

    async def open(self) -> None:
        self.storage = await self.stack.enter_async_context(open_storage(self.path, self.keys))

    async def say(self, chat: int) -> None:
        number = self.said[chat] = self.said[chat] + 1
        assert await self.storage.store.receive([InboxRow(next(self.ids), chat, b"%d" % number)]) == [chat]

    async def handle(self, chat: int) -> None:
        snapshot = await self.storage.store.load(chat)
        assert (snapshot is None) == (self.turns[chat] == self.said[chat])
        if snapshot is None:
            return
        before = self.turns[chat]
        assert snapshot.row.payload == b"%d" % (before + 1)
        messages = tuple(Outgoing("send", f"{before + 1}.{n}", asks=True) for n in range(before % 3))
        commit = Commit(snapshot.row, before, before + 1, session=b"{}", outgoing=messages)
        await self.storage.store.commit(commit)
        self.turns[chat] += 1

    async def take(self, chat: int) -> None:
        sendable = await self.storage.outbox.take(chat, NOW)
        if chat in self.sending:
            assert sendable is None
        elif sendable is not None:
            self.sending[chat] = sendable

    async def sent(self, chat: int) -> None:
        sendable = self.sending.pop(chat, None)
        if sendable is None:
            return
        self.left[chat].append(sendable.outgoing.text)
        following = await self.storage.outbox.sent(sendable, 1, NOW)
        if following is not None:
            self.sending[chat] = following

    async def put_back(self, chat: int) -> None:
        if chat in self.sending:
            await self.storage.outbox.put_back(self.sending.pop(chat))

    async def stop(self, _chat: int) -> None:
        """What was being sent did leave; whether it comes again is the outbox's to say."""
        for chat, sendable in self.sending.items():
            self.left[chat].append(sendable.outgoing.text)
        self.sending.clear()
        await self.stack.aclose()
        await self.open()
        await self.storage.outbox.unsent()

    async def finish(self) -> None:
        for chat in CHATS:
            while self.turns[chat] < self.said[chat]:
                await self.handle(chat)
            await self.take(chat)
            while chat in self.sending:
                await self.sent(chat)
        await self.stack.aclose()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("say", "say", "handle", "handle", "take", "sent", "sent", "put_back", "stop")),
        st.sampled_from(CHATS),
    ),
    max_size=40,
)


async def run(steps: list[tuple[str, int]], folder: Path) -> Model:
    model = Model(folder)
    await model.open()
    for step, chat in steps:
        await getattr(model, step)(chat)
    await model.finish()
    return model


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_no_interleaving_loses_or_reorders_messages_and_only_a_stop_repeats_one(steps):
    with tempfile.TemporaryDirectory() as folder:
        model = asyncio.run(run(steps, Path(folder)))
    stops = sum(step == "stop" for step, _ in steps)
    for chat in CHATS:
        expected = [f"{turn + 1}.{n}" for turn in range(model.said[chat]) for n in range(turn % 3)]
        left = model.left[chat]
        once = [text for place, text in enumerate(left) if place == 0 or left[place - 1] != text]
        assert once == expected
        assert len(left) - len(once) <= stops
