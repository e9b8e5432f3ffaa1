"""What a large log costs: an entry when there are many, and a pack.

    python -m tests.bench.records_report [--records 10000] [--megabytes 1024] [--pictures 60]

Entries: a whole turn of the store (load and commit of one record) while the log grows and originals are added; the
median of the last thousand over that of the first, in CPU time, which others on the machine do not change, and by
the clock. Pack: 200 entries with pictures, made by the real workshop, with the
most memory this process and its children had.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import psutil

from bot.assembly import HOME, build_world
from bot.conversation.values import Commit, InboxRow
from bot.dialogue.values import dumps, loads
from bot.language.formatting import Style
from bot.language.region import Region, Script
from bot.papers.press import Press
from bot.pictures.reader import Reader
from bot.records.entry import NewRecord
from bot.records.verify import verify
from bot.storage import KeyRing, Storage, open_storage
from bot.telegram.calls import Calls
from bot.telegram.request import make_bot
from bot.workshop import evidence
from bot.workshop.files import Files
from bot.workshop.making import Task, Tools
from tests.records.packing import attachment, contact

CHAT = 7
PICTURE = 300_000
"""Bytes of a screenshot as phones send it."""


class Memory:
    """The most memory of this process and its children while the block lasts, in MB."""

    def __enter__(self) -> Self:
        self.most, self._over = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.05):
            used = 0
            for each in (own, *own.children(recursive=True)):
                try:
                    used += each.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.most = max(self.most, used / 1024**2)


async def keep(storage: Storage, number: int, *records: NewRecord) -> tuple[float, float]:
    """Keep records as a turn does; the seconds of CPU and of the clock that its load and commit took."""
    await storage.store.receive([InboxRow(number, CHAT, b"{}")])
    worked, begun = time.process_time(), time.perf_counter()
    snapshot = await storage.store.load(CHAT)
    assert snapshot is not None
    before = 0 if snapshot.session is None else int(loads(snapshot.session)["turn"])
    session = dumps({"turn": before + 1})
    await storage.store.commit(Commit(snapshot.row, before, before + 1, session, records=records))
    return time.process_time() - worked, time.perf_counter() - begun


async def original(storage: Storage, content: bytes, of: int) -> NewRecord:
    """A file in the store, and the record that vouches for it."""
    draft = await storage.attachments.put(CHAT, content, kind="photo", name="p.jpg", mime="image/jpeg")
    await storage.attachments.keep(CHAT, [draft])
    record = attachment(of, content)
    return NewRecord(record.kind, record.at, {**record.body, "stored": draft.id})


async def entries(folder: Path, records: int, megabytes: int) -> None:
    """A log that grows, with originals between its entries."""
    chance, took, files = random.Random(1), list[tuple[float, float]](), 0
    async with open_storage(folder / "bot.sqlite3", KeyRing.load_or_create(folder / "key")) as storage:
        for number in range(1, records + 1):
            took.append(await keep(storage, number, contact(number)))
            if number * megabytes // records > files:
                files += 1
                await keep(storage, records + files, await original(storage, chance.randbytes(1 << 20), number))
    print(f"{records} entries with {files} MB of originals:")
    for what, times in zip(("CPU", "clock"), zip(*took, strict=True), strict=True):
        first, last = 1000 * statistics.median(times[50:1050]), 1000 * statistics.median(times[-1000:])
        print(f"  {what}: {first:.2f} ms at first, {last:.2f} ms at last, ratio {last / first:.2f}", flush=True)


async def pack(folder: Path, contacts: int, pictures: int) -> None:
    """A pack as the workshop makes it."""
    chance, world = random.Random(2), build_world()
    press = Press(HOME.content / "papers")
    async with open_storage(folder / "bot.sqlite3", KeyRing.load_or_create(folder / "key")) as storage:
        for number in range(1, contacts + 1):
            await keep(storage, number, contact(number))
        for number in range(1, pictures + 1):
            await keep(storage, contacts + number, await original(storage, chance.randbytes(PICTURE), number))
        payload: Mapping[str, Any] = {"mask": True, "originals": True}
        style = Style(Script.HANT, Region.TAIWAN)
        files = Files(storage.attachments, CHAT)
        task = Task(CHAT, payload, {}, style, datetime.now(UTC), files)
        tools = Tools(
            world=lambda: world,
            records=storage.store.all_records,
            press=press,
            telegram=Calls(make_bot("42:x", "http://127.0.0.1:9")),
            pictures=Reader(Path()),
            everything=storage.store.everything,
            content=HOME.content,
        )
        with Memory() as memory:
            begun = time.perf_counter()
            made = await evidence.make(task, tools)
            seconds = time.perf_counter() - begun
        paths = []
        for at, part in enumerate(made["parts"]):  # type: ignore[arg-type,union-attr]
            draft = next(each for each in files.drafts if each.id == part["file"])  # type: ignore[index,call-overload]
            paths.append(folder / f"{at}.zip")
            await storage.attachments.keep(CHAT, [draft])
            with paths[-1].open("wb") as out:
                async for piece in storage.attachments.read(CHAT, draft.id):
                    out.write(piece)
        sizes = ", ".join(f"{path.stat().st_size / 1e6:.1f} MB" for path in paths)
        print(f"a pack of {contacts} entries and {pictures} pictures: {seconds:.2f} s, {memory.most:.0f} MB at most")
        print(f"  its parts: {sizes}; verified: {not verify(paths).findings}", flush=True)
    await press.close()


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--pictures", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(pack(Path(place), 200, asked.pictures))
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(pack(Path(place), 200, 400))
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(entries(Path(place), asked.records, asked.megabytes))


if __name__ == "__main__":
    main()
