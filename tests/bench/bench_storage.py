"""What storage costs a turn: load, commit, take and sent, with many chats active at once.

Run `PYTHONPATH=. python tests/bench/bench_storage.py [chats] [turns] [session bytes] [records]`. It prints
microseconds a turn, wall clock and CPU of the whole process (the benchmark's own loop is part of it).
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvloop

from bot.conversation.values import Commit, InboxRow, Key, NewRecord, Outgoing, Timer
from bot.storage import KeyRing, Storage, open_storage

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEYS = ((Key("好", data="v1:abc123:4:yes"), Key("先不用", data="v1:abc123:4:no")),)
UPDATE = b'{"update_id":1,"message":{"text":"' + b"x" * 300 + b'"}}'


async def talk(storage: Storage, chat_id: int, turns: int, session: bytes, records: int) -> None:
    """One chat: each update is received, loaded, committed and its message sent."""
    kept = tuple(NewRecord("call", NOW, {"text": "打过电话", "n": n}) for n in range(records))
    for turn in range(1, turns + 1):
        snapshot = await storage.store.load(chat_id)
        assert snapshot is not None
        sendable = await storage.store.commit(
            Commit(
                row=snapshot.row,
                before=turn - 1,
                turn=turn,
                session=session,
                me=b'{"region":"CN","voice":"soft"}',
                outgoing=(Outgoing("send", "先喘口气，我在。", KEYS, tag=f"q{turn}", asks=True),),
                timers=(Timer("nudge", NOW + timedelta(days=1)),) if turn % 8 == 0 else (),
                records=kept if turn == 1 else (),
            ),
            at_once=True,
        )
        assert sendable is not None
        await storage.outbox.sent(sendable, turn, NOW)


async def measure(chats: int, turns: int, size: int, records: int) -> None:
    """Fill the inbox, then time the turns of all chats at once."""
    session = bytes(random.Random(1).choices(b'{"answers":12345,[]}', k=size))
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        keys = KeyRing.load_or_create(Path(folder, "key"))
        async with open_storage(Path(folder, "bot.sqlite3"), keys) as storage:
            for turn in range(turns):
                await storage.store.receive(
                    [InboxRow(turn * chats + chat + 1, chat + 1, UPDATE) for chat in range(chats)]
                )
            wall, cpu = time.perf_counter(), time.process_time()
            await asyncio.gather(*(talk(storage, n + 1, turns, session, records) for n in range(chats)))
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    each = 1e6 / (chats * turns)
    print(f"{chats} chats, {size} B of session, {records} records:", end=" ")
    print(f"{cpu * each:.0f} µs CPU, {wall * each:.0f} µs wall a turn")


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    uvloop.run(measure(*(given + [50, 40, 1500, 3][len(given) :])))
