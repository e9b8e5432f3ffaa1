"""Kill the bot again and again during a burst of reminders, and count what each person got.

python -m tests.faults.reminder_kill --kills 100 --people 4000
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from bot.sandbox import Sandbox, serve
from tests.bench.measure import temporary
from tests.bench.reminders_report import Arrivals
from tests.simulated.process import Process
from tests.simulated.reminded import acquainted, prepared, whole_minute

PACE = 60
"""Messages a second: the burst lasts while the bot is killed."""

SUPERSEDED = 0.1
"""Share of the people whose plan holds no more, though its reminder is on the way."""

LONGEST = 1800.0


@dataclass(frozen=True, slots=True)
class Count:
    """What came of a burst: how many people got so many reminders, and how many superseded plans sent one."""

    kills: int
    times: Counter[int]
    superseded: int

    @property
    def lost(self) -> int:
        """People who were to be reminded and were not."""
        return self.times[0]

    def table(self) -> str:
        """All of it as markdown."""
        rows = {
            "kills": self.kills,
            "people to be reminded": self.times.total(),
            "reminded once": self.times[1],
            "reminded twice": self.times[2],
            "reminded more often": sum(count for times, count in self.times.items() if times > 2),
            "never reminded": self.lost,
            "reminders of superseded plans": self.superseded,
        }
        return "\n".join(["| what | count |", "|---|---|", *(f"| {what} | {count} |" for what, count in rows.items())])


async def count(people: int, kills: int, seed: int) -> Count:
    """Let the burst begin, kill at random moments, and wait until nothing more comes."""
    chance, sandbox = random.Random(seed), Sandbox(keep_log=False)
    server = await serve(sandbox)
    async with temporary() as folder:
        chats = acquainted(sandbox, people)
        gone = frozenset(chance.sample(chats, round(people * SUPERSEDED)))
        at = whole_minute(people / 400)
        await prepared(folder, chats, at, superseded=gone)
        await asyncio.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
        arrivals = Arrivals(sandbox, chats)
        process = _bot(server.url, sandbox.token, folder)
        process.start()
        killed = await _kill(process, arrivals, people - len(gone), kills, chance)
        await _settle(arrivals, frozenset(chats) - gone)
        process.kill()
    await server.close()
    times = Counter(len(moments) for chat, moments in arrivals.at.items() if chat not in gone)
    return Count(killed, times, sum(len(arrivals.at[chat]) for chat in gone))


def _bot(url: str, token: str, folder: Path) -> Process:
    environment = {
        "TELEGRAM_API_URL": url,
        "TELEGRAM_BOT_TOKEN": token,
        "DATA_DIR": str(folder),
        "SENDS_PER_SECOND": str(PACE),
        "LOG_LEVEL": "error",
    }
    return Process([sys.executable, "-m", "bot", "run"], environment, folder)


async def _kill(process: Process, arrivals: Arrivals, wanted: int, kills: int, chance: random.Random) -> int:
    """Kill half the times by the clock, also while it starts, and half just after a message came, at work."""
    killed = 0
    step = wanted / (kills + 1)
    while killed < kills and len(arrivals.moments) < wanted:
        if chance.random() < 0.5:
            await asyncio.sleep(chance.random() * 4)
        else:
            await _reached(arrivals, min(wanted, len(arrivals.moments) + round(chance.uniform(1, 1.8 * step))))
            await asyncio.sleep(chance.uniform(0, 0.02))
        process.kill()
        killed += 1
        process.start()
    return killed


async def _reached(arrivals: Arrivals, messages: int) -> None:
    async with asyncio.timeout(LONGEST):
        while len(arrivals.moments) < messages:
            arrivals.changed.clear()
            await arrivals.changed.wait()


async def _settle(arrivals: Arrivals, wanted: frozenset[int]) -> None:
    """Wait until everybody has theirs, or nothing has come for twenty seconds."""
    while not all(arrivals.at[chat] for chat in wanted):
        arrivals.changed.clear()
        try:
            async with asyncio.timeout(20):
                await arrivals.changed.wait()
        except TimeoutError:
            return
    await asyncio.sleep(3)  # what would come twice, comes now


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.reminder_kill")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--people", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(uvloop.run(count(asked.people, asked.kills, asked.seed)).table())


if __name__ == "__main__":
    main()
