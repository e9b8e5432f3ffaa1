"""Run by the crash tests: does jobs, says how far it came, and waits to be killed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.assembly import HOME, build_world
from bot.papers.press import Press
from bot.pictures.reader import Reader
from bot.storage import KeyRing, open_storage
from bot.storage.moments import now_utc
from bot.telegram.calls import Calls
from bot.telegram.request import make_bot
from bot.workshop.making import Kind, Tools
from bot.workshop.shop import Workshop


async def half_way(task, tools):
    await task.files.put(b"half", name="half.pdf", mime="application/pdf")
    print("half", flush=True)
    await asyncio.Event().wait()


async def quick(task, tools):
    return {"file": await task.files.put(b"paper", name="paper.pdf", mime="application/pdf")}


async def main(path: Path, what: str) -> None:
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
        kinds = {"paper": Kind(half_way if what == "half" else quick)}
        shop = Workshop(kinds, tools, storage, now_utc, lambda _: print("done", flush=True))
        await shop.run()


asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
