"""Kill the bot while originals arrive and packs are made, and look at what is left.

python -m tests.faults.kill_log --kills 100
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import bot
from bot.records.chain import ATTACHMENT, Link, link_bytes
from bot.records.entry import Record
from bot.storage import KeyRing, Storage, open_storage

CHILD = Path(__file__).with_name("log_child.py")
CHAT = 7


@dataclass(slots=True)
class Left:
    """What was found after kills."""

    kills: int = 0
    records: int = 0
    originals: int = 0
    orphans: int = 0
    without_file: int = 0
    broken_links: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is missing and nothing is left over."""
        return not (self.orphans or self.without_file or self.broken_links)


async def killed(path: Path, seconds: float) -> None:
    """Let the child work for so long and kill it."""
    root = str(Path(bot.__file__).parents[1])
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, str(CHILD), str(path)), stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"ready\n"
    await asyncio.sleep(seconds)
    child.kill()
    await child.wait()


async def look(path: Path, left: Left) -> None:
    """Open what is left, as the next start does, and count."""
    async with open_storage(path, KeyRing.load_or_create(path.with_name("key"))) as storage:
        records = await storage.store.all_records(CHAT)
        known = {each.id: each for each in await storage.attachments.all_of(CHAT)}
        files = {file.stem for file in (path.parent / "attachments").iterdir()}
        left.orphans += len(files - set(known))
        left.records, left.originals = len(records), sum(record.kind == ATTACHMENT for record in records)
        left.without_file += sum(
            [not await _backed(storage, record) for record in records if record.kind == ATTACHMENT]
        )
        left.broken_links += broken(records)


async def _backed(storage: Storage, record: Record) -> bool:
    """Whether the original is there, for good, and the one its record vouches for."""
    found = await storage.attachments.find(CHAT, str(record.body["stored"]))
    return found is not None and found.expires is None and found.sha256 == record.body["sha256"]


def broken(records: tuple[Record, ...]) -> int:
    """Links that do not follow the one before them."""
    before, wrong = None, 0
    for record in records:
        if sha256(link_bytes(record, before)).hexdigest() != record.sha256:
            wrong += 1
        before = Link(record.number, record.sha256)
    return wrong


async def trial(folder: Path, kills: int, seed: int = 1) -> Left:
    """Kill so often, at times nobody chose, and count after each."""
    chance, left = random.Random(seed), Left()
    path = folder / "bot.sqlite3"
    for _ in range(kills):
        await killed(path, chance.uniform(0.05, 1.5))
        left.kills += 1
        await look(path, left)
    return left


def main() -> int:
    """Read the command line, kill, count; 1 when anything is missing or left over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        left = asyncio.run(trial(Path(folder), asked.kills))
    print(f"{left.kills} kills, {left.records} records, {left.originals} originals:")
    print(f"files without a row {left.orphans}, records without their file {left.without_file}, ", end="")
    print(f"broken links {left.broken_links}")
    return 0 if left.sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
