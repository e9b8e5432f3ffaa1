"""Run by the crash tests: keeps turns of a chat, says how far it came, and waits to be killed."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import orjson

from bot.conversation.values import Commit, InboxRow, Outgoing
from bot.storage import KeyRing, Storage, open_storage

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def turn(storage: Storage, number: int) -> None:
    await storage.store.receive([InboxRow(number, 7, b"%d" % number)])
    snapshot = await storage.store.load(7)
    assert snapshot is not None
    message = Outgoing("send", str(number), asks=True)
    session = orjson.dumps({"turn": number})
    await storage.store.commit(Commit(snapshot.row, number - 1, number, session, outgoing=(message,)))


async def between_take_and_sent(storage: Storage) -> None:
    await turn(storage, 1)
    await storage.outbox.take(7, NOW)
    print("taken", flush=True)
    await asyncio.Event().wait()


async def turn_after_turn(storage: Storage) -> None:
    number = 0
    while True:
        number += 1
        await turn(storage, number)
        print(number, flush=True)


async def main(path: Path, what: str) -> None:
    keys = KeyRing.load_or_create(path.with_name("key"))
    async with open_storage(path, keys) as storage:
        await {"taken": between_take_and_sent, "turns": turn_after_turn}[what](storage)


asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
