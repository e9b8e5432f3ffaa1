"""The sender and the poller on the real database: the next start finishes what a stop left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from scripted_api import ScriptedApi, held, refusal, result

from bot.conversation.values import Commit, Outgoing
from bot.sandbox.sandbox import Sandbox
from bot.storage import KeyRing, Storage, open_storage
from bot.telegram.backoff import Backoff
from bot.telegram.calls import Calls
from bot.telegram.pacing import Pacing
from bot.telegram.polling import Poller, inbox_row
from bot.telegram.sender import Sender

LIN = 1001


def utc_now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Storage]:
    keys = KeyRing.load_or_create(folder / "key")
    async with open_storage(folder / "bot.sqlite", keys) as storage:
        yield storage


async def turn(storage: Storage, *outgoing: Outgoing) -> None:
    """One turn of Lin's that says something."""
    update = {"update_id": 1, "message": {"chat": {"id": LIN, "type": "private"}, "text": "hi"}}
    await storage.store.receive([inbox_row(update)])
    snapshot = await storage.store.load(LIN)
    assert snapshot is not None
    await storage.store.commit(Commit(snapshot.row, 0, 1, b'{"turn": 1}', outgoing=outgoing))


def sender_of(storage: Storage, calls: Calls) -> Sender:
    quick = Backoff(first=0.01, cap=0.05)
    return Sender(calls, storage.outbox, utc_now, pacing=Pacing(per_chat=0, overall=0), backoff=quick)


async def test_unsent_lines_go_out_after_a_restart_in_order(tmp_path: Path, api: ScriptedApi, scripted_calls: Calls):
    api.answer("sendMessage", result({"message_id": 5}), refusal(429, "Too Many Requests", 60))
    async with opened(tmp_path) as storage:
        await turn(storage, *(Outgoing("send", text) for text in ("one", "two", "three")))
        first = sender_of(storage, scripted_calls)
        first.wake(LIN)
        await api.called("sendMessage", 2)
        await first.stop(1)

    async with opened(tmp_path) as storage:
        second = sender_of(storage, scripted_calls)
        await second.start()
        await second.idle()

    assert api.texts() == ["one", "two", "two", "three"]


async def test_a_question_cut_off_by_the_stop_is_asked_again_and_a_line_is_not(
    tmp_path: Path, api: ScriptedApi, scripted_calls: Calls
):
    for asks, expected in ((False, ["last words"]), (True, ["last words", "last words"])):
        api.calls.clear()
        api.answer("sendMessage", held(asyncio.Event(), result(True)))
        folder = tmp_path / str(asks)
        folder.mkdir()
        async with opened(folder) as storage:
            await turn(storage, Outgoing("send", "last words", asks=asks))
            first = sender_of(storage, scripted_calls)
            first.wake(LIN)
            await api.called("sendMessage")
            await first.stop(0.01)

        async with opened(folder) as storage:
            second = sender_of(storage, scripted_calls)
            await second.start()
            await second.idle()

        assert api.texts() == expected


async def test_polled_updates_are_on_the_disk_before_they_are_confirmed(
    tmp_path: Path, sandbox: Sandbox, calls: Calls, lin: int
):
    told = asyncio.Event()
    async with opened(tmp_path) as storage:
        poller = Poller(calls, storage.store.receive, lambda chat_id: told.set())
        polling = asyncio.create_task(poller.run())
        await asyncio.wait_for(told.wait(), 5)
        poller.stop()
        await polling

    async with opened(tmp_path) as storage:
        assert await storage.store.unhandled() == [lin]
