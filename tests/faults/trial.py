"""One run: people walk their flows while a bot in a process of its own is killed and started again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox import Message, Sandbox, serve
from bot.storage import KeyRing, open_storage
from tests.simulated.people import Answer, Crowd, Talker
from tests.simulated.process import Process, bot_process
from tests.simulated.stage import Kept
from tests.simulated.stage import kept as kept_of

HANDLED = "SELECT count(done_at), count(*) - count(done_at) FROM inbox WHERE update_id > 0"
"""Updates of Telegram handled, and those that still wait."""

LONGEST = 900.0
"""Seconds a run may take."""

WHILE_STARTING = 0.2
"""Share of the kills that strike within a second of the start, whatever has happened by then."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run, people in the order they were added; ``inputs`` is what each said and tapped."""

    kills: int
    shown: int
    inputs: list[int]
    kept: list[Kept]
    sent: list[list[Message]]
    edited: list[list[Message]]
    updates: int
    handled: int
    waiting: int


class Killer:
    """Kills and restarts a process at random moments until it has done so ``kills`` times."""

    def __init__(self, process: Process, crowd: Crowd, kills: int, shown: int, chance: random.Random) -> None:
        self.kills = 0
        self._process, self._crowd, self._chance = process, crowd, chance
        self._wanted, self._pace = kills, 1.6 * shown / (kills + 1)

    async def run(self) -> None:
        """Kill; the moments are counted in what the bot has shown, so that each strikes it at work."""
        await self._crowd.reached(1)  # the first start on new data checks every flow, and is not what is tested
        while self.kills < self._wanted:
            if self._chance.random() < WHILE_STARTING:
                await asyncio.sleep(self._chance.random())
            else:
                await self._crowd.reached(self._crowd.shown + int(self._chance.uniform(1, self._pace)))
                await asyncio.sleep(self._chance.uniform(0, 0.01))
            self._process.kill()
            self.kills += 1
            self._process.start()


async def run(folder: Path, scripts: Sequence[list[Answer]], kills: int = 0, shown: int = 0, seed: int = 1) -> Run:
    """Let everybody come to the end; ``shown`` is how many messages and edits an undisturbed run has."""
    sandbox = Sandbox()
    server = await serve(sandbox)
    crowd = Crowd(sandbox, keeps=True)
    for script in scripts:
        crowd.add(Talker(sandbox, script))
    process = bot_process(server.url, sandbox.token, folder)
    killer = Killer(process, crowd, kills, shown, random.Random(seed))
    first = sandbox.updates.next_id
    process.start()
    killing = asyncio.create_task(killer.run())
    try:
        for talker in crowd.talkers.values():
            talker.begin()
        await _first_of(crowd.finish(LONGEST), _ended(process))
    finally:
        killing.cancel()
        await asyncio.gather(killing, return_exceptions=True)
        process.kill()
        await server.close()
    kept, handled, waiting = await _kept(folder, list(crowd.talkers))
    return Run(
        kills=killer.kills,
        shown=crowd.shown,
        inputs=[talker.inputs for talker in crowd.talkers.values()],
        kept=kept,
        sent=list(crowd.sent.values()),
        edited=list(crowd.edited.values()),
        updates=sandbox.updates.next_id - first,
        handled=handled,
        waiting=waiting,
    )


def run_scripts(people: int, script: Callable[[int], list[Answer]]) -> list[list[Answer]]:
    """The scripts of so many people."""
    return [script(number) for number in range(people)]


async def _ended(process: Process) -> None:
    """Raise when the bot ends without being killed."""
    while True:
        await asyncio.sleep(0.5)
        if not process.running:
            raise AssertionError("The bot ended by itself.")


async def _first_of(*both: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.create_task(one) for one in both]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _kept(folder: Path, chats: Sequence[int]) -> tuple[list[Kept], int, int]:
    async with open_storage(folder / "huankouqi.db", KeyRing.load_or_create(folder / "key")) as storage:
        done, waiting = await storage.database.read(lambda c: c.execute(HANDLED).fetchone())
        return await kept_of(storage, folder, chats), int(done), int(waiting)
