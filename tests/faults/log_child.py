"""Run by the kill test of the log: keeps entries and originals and has packs made, without end, until it is killed."""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import timedelta
from pathlib import Path

from bot.assembly import HOME, build_world
from bot.conversation.values import Commit, InboxRow
from bot.dialogue.values import dumps, loads
from bot.jobs.job import Job
from bot.papers.press import Press
from bot.pictures.reader import Reader
from bot.records.entry import NewRecord
from bot.storage import KeyRing, Storage, open_storage
from bot.storage.moments import now_utc
from bot.telegram.calls import Calls
from bot.telegram.request import make_bot
from bot.workshop import evidence
from bot.workshop.making import Tools
from bot.workshop.shop import Workshop
from tests.records.packing import attachment, contact

CHAT = 7


async def turn(storage: Storage, *records: NewRecord, keep: tuple[str, ...] = (), jobs: tuple[Job, ...] = ()) -> int:
    """A turn that keeps records and files and asks for jobs; the number of the newest record after it."""
    await storage.store.receive([InboxRow(random.getrandbits(60), CHAT, b"{}")])
    snapshot = await storage.store.load(CHAT)
    assert snapshot is not None
    before = 0 if snapshot.session is None else int(loads(snapshot.session)["turn"])
    session = dumps({"turn": before + 1})
    await storage.store.commit(Commit(snapshot.row, before, before + 1, session, records=records, keep=keep, jobs=jobs))
    return max((record.number for record in snapshot.records), default=0) + len(records)


async def arrive(storage: Storage, of: int) -> None:
    """A file is fetched and has a day to live; then a turn keeps it for good with the record that vouches for it."""
    content = random.randbytes(random.randrange(1, 200_000))
    day = timedelta(days=1)
    draft = await storage.attachments.put(CHAT, content, kind="photo", name="p.jpg", mime="image/jpeg", lasts=day)
    await storage.attachments.keep(CHAT, [draft])
    record = attachment(of, content)
    await turn(storage, NewRecord(record.kind, record.at, {**record.body, "stored": draft.id}), keep=(draft.id,))


async def main(path: Path) -> None:
    world = build_world()
    async with open_storage(path, KeyRing.load_or_create(path.with_name("key"))) as storage:
        calls = Calls(make_bot("42:x", "http://127.0.0.1:9"))
        tools = Tools(
            world=lambda: world,
            records=storage.store.all_records,
            press=Press(HOME.content / "papers"),
            telegram=calls,
            pictures=Reader(Path()),
            everything=storage.store.everything,
            content=HOME.content,
        )
        shop = Workshop({"evidence": evidence.KIND}, tools, storage, now_utc, lambda _: print("packed", flush=True))
        working = asyncio.create_task(shop.run())
        print("ready", flush=True)
        for number in range(10_000):
            of = await turn(storage, contact(number))
            await arrive(storage, of)
            payload = {"mask": bool(number % 2), "originals": True}
            await turn(storage, jobs=(Job("evidence", payload, key="evidence"),))
            shop.ring()
        await working


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
