"""What waiting reminders cost, and what a burst of them does to people who are talking.

    python -m tests.bench.reminders_report pending [--counts 0 100000 1000000] [--rounds 9]
    python -m tests.bench.reminders_report burst [--people 10000] [--talking 8] [--quiet 120]

The bot is a process of its own, at Telegram's pace of 30 messages a second; the sandbox runs here. What else the
machine does wanders within minutes: so a second bot talks with as many people in the same minutes, nobody to be
reminded, and the burst stands between two quiet stretches.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvloop

from bot.sandbox import Event, Sandbox
from tests.bench.measure import stage, started, temporary
from tests.simulated.people import Crowd, Say, Talker
from tests.simulated.process import Process
from tests.simulated.reminded import WORDS, acquainted, prepared, whole_minute
from tests.simulated.scripts import check_in

THINKING = 1.5
"""Seconds a person takes before they answer; Telegram allows a message a second in a chat."""

WARM = 15.0
"""Seconds of talking that are not counted: connections are made, texts compiled."""


def bot_at_pace(url: str, token: str, data: Path) -> Process:
    """The bot with Telegram's own limits."""
    environment = {
        "TELEGRAM_API_URL": url,
        "TELEGRAM_BOT_TOKEN": token,
        "DATA_DIR": str(data),
        "LOG_LEVEL": "error",
        "MESSAGES_PER_MINUTE": "0",  # they write without end, which the bot would ask nobody to
    }
    return Process([sys.executable, "-m", "bot", "run"], environment, data)


class Arrivals:
    """When each person got their reminder."""

    def __init__(self, sandbox: Sandbox, people: list[int]) -> None:
        self.at: dict[int, list[datetime]] = {person: [] for person in people}
        self.changed = asyncio.Event()
        self._lacking = set(people)
        self._whole = asyncio.Event()
        sandbox.listen(self._notice)

    def _notice(self, chat_id: int, event: Event) -> None:
        if event.kind == "message" and chat_id in self.at and event.message is not None and WORDS in event.message.text:
            self.at[chat_id].append(datetime.now(UTC))
            self.changed.set()
            self._lacking.discard(chat_id)
            if not self._lacking:
                self._whole.set()

    async def all(self, most: float) -> None:
        """Wait until everybody was reminded."""
        async with asyncio.timeout(most):
            await self._whole.wait()

    @property
    def moments(self) -> list[datetime]:
        """All arrivals in order."""
        return sorted(itertools.chain.from_iterable(self.at.values()))


@dataclass(frozen=True, slots=True)
class Pending:
    """What so many waiting reminders cost while the bot runs: MB held, seconds a due one came after its minute."""

    megabytes: float
    late: float


async def start_seconds(sandbox: Sandbox, url: str, data: Path) -> float:
    """From starting the process to its first answer to somebody who is waiting."""
    crowd, talker = Crowd(sandbox), Talker(sandbox, [Say("/checkin")])
    crowd.add(talker)
    talker.begin()
    began = time.monotonic()
    async with started(bot_at_pace(url, sandbox.token, data)):
        await crowd.finish(300)
        return time.monotonic() - began


async def starts(counts: list[int], rounds: int) -> tuple[dict[int, list[float]], dict[int, Pending]]:
    """Start by turns with each count waiting, so that what else the machine does falls on all of them alike."""
    seconds: dict[int, list[float]] = {count: [] for count in counts}
    async with stage(0) as (sandbox, server), temporary() as folder:
        for count in counts:
            (folder / str(count)).mkdir()
            await prepared(folder / str(count), [], whole_minute(0) + timedelta(days=1), count)
            await start_seconds(sandbox, server.url, folder / str(count))  # the first start checks every flow
        for _ in range(rounds):
            for count in counts:
                seconds[count].append(await start_seconds(sandbox, server.url, folder / str(count)))
        held = {count: await one_due(sandbox, server.url, folder / str(count)) for count in counts}
    return seconds, held


async def one_due(sandbox: Sandbox, url: str, data: Path) -> Pending:
    """Let one of them fall due."""
    (person,) = acquainted(sandbox, 1)
    at = whole_minute(5)
    await prepared(data, [person], at)
    arrivals = Arrivals(sandbox, [person])
    async with started(bot_at_pace(url, sandbox.token, data)) as process:
        await arrivals.all(200)
        return Pending(process.memory_info().rss / 2**20, (arrivals.moments[0] - at).total_seconds())


async def pending_table(counts: list[int], rounds: int) -> None:
    """One line for each count."""
    seconds, held = await starts(counts, rounds)
    print("| reminders waiting | start to first answer s: median (range) | memory MB | a due one sent after s |")
    print("|---|---|---|---|")
    for count in counts:
        took, found = seconds[count], held[count]
        spread = f"{statistics.median(took):.2f} ({min(took):.2f} to {max(took):.2f})"
        print(f"| {count:,} | {spread} | {found.megabytes:.0f} | {found.late:.2f} |")


def slowly(answer: Callable[[], None]) -> None:
    """Answer after a moment of thinking."""
    asyncio.get_running_loop().call_later(THINKING, answer)


class Chatting:
    """People who talk all the time, and how long the bot takes to answer them."""

    def __init__(self, sandbox: Sandbox, count: int) -> None:
        self.waits: list[float] = []
        self._crowd = Crowd(sandbox)
        for number in range(count):
            self._crowd.add(Talker(sandbox, check_in(number), let=slowly, answered=lambda _, s: self.waits.append(s)))

    async def run(self) -> None:
        """Talk without end."""
        while True:
            for talker in self._crowd.talkers.values():
                talker.begin()
            await self._crowd.finish(600)

    def taken(self) -> Stretch:
        """The waits since the last time."""
        taken, self.waits = self.waits, []
        return Stretch([1000 * wait for wait in taken], os.getloadavg()[0])


LEAST = 2
"""Answers a stretch needs for its figures."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long answers took over some time, in ms, and the machine's load at its end."""

    waits: list[float]
    load: float

    @property
    def p95(self) -> float:
        """What 95 of 100 stayed under."""
        return statistics.quantiles(self.waits, n=20)[18]

    def row(self, name: str) -> str:
        """A line of the table."""
        if len(self.waits) < LEAST:
            return f"| {name} | too few answers | | {len(self.waits)} | {self.load:.1f} |"
        middle = statistics.median(self.waits)
        return f"| {name} | {middle:.1f} | {self.p95:.1f} | {len(self.waits)} | {self.load:.1f} |"


async def until(moment: datetime) -> None:
    """Sleep until then."""
    await asyncio.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))


@asynccontextmanager
async def talked_with(
    talking: int, reminded: int, at: datetime | None = None
) -> AsyncIterator[tuple[Chatting, Arrivals]]:
    """A bot of its own and people who talk with it; ``reminded`` others are due at that moment."""
    async with stage(0) as (sandbox, server), temporary() as data:
        others = acquainted(sandbox, reminded)
        await start_seconds(sandbox, server.url, data)  # what is checked at a first start is not what is measured
        if at is not None:
            await prepared(data, others, at)
        arrivals, chatting = Arrivals(sandbox, others), Chatting(sandbox, talking)
        async with started(bot_at_pace(server.url, sandbox.token, data)):
            talks = asyncio.create_task(chatting.run())
            try:
                yield chatting, arrivals
                if talks.done():  # they stopped talking: the figures would be of silence
                    talks.result()
            finally:
                talks.cancel()


async def burst(people: int, talking: int, quiet: float) -> None:
    """Reminders of all these people due in one minute, while some talk; others talk with a bot that has none."""
    at = whole_minute(quiet + WARM + 30 + people / 200)
    stretches: list[tuple[Stretch, Stretch]] = []
    async with talked_with(talking, people, at) as (chatting, arrivals), talked_with(talking, 0) as (calm, _):
        await until(at - timedelta(seconds=quiet))
        chatting.taken(), calm.taken()
        await until(at)
        stretches.append((chatting.taken(), calm.taken()))
        await arrivals.all(people / 10 + 60)
        stretches.append((chatting.taken(), calm.taken()))
        await asyncio.sleep(quiet)
        stretches.append((chatting.taken(), calm.taken()))
    report(at, arrivals, stretches)


def report(at: datetime, arrivals: Arrivals, stretches: list[tuple[Stretch, Stretch]]) -> None:
    """The figures of a burst."""
    (before, _), (busy, calm), (after, _) = stretches
    moments = arrivals.moments
    took = (moments[-1] - moments[0]).total_seconds()
    print("| people who talk | p50 ms | p95 ms | answers | load |\n|---|---|---|---|---|")
    for name, (here, there) in zip(("before", "during the burst", "after"), stretches, strict=True):
        print(here.row(name), there.row(f"{name}, the bot without reminders"), sep="\n")
    around = Stretch([*before.waits, *after.waits], 0).p95
    print(f"\np95 in the burst: {busy.p95 / calm.p95:.2f} times that of the bot without reminders in the same minutes,")
    print(f"{busy.p95 / around:.2f} times that before and after")
    rate = (len(moments) + len(busy.waits)) / took
    print(
        f"reminders: {len(moments)} to {len(arrivals.at)} people, the first {(moments[0] - at).total_seconds():.2f} s",
        end=" ",
    )
    print(f"after their minute, {len(moments) / took:.1f} a second; with the answers {rate:.1f} messages a second")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reminders_report")
    parser.add_argument("what", choices=("pending", "burst"))
    parser.add_argument("--counts", type=int, nargs="+", default=[0, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--talking", type=int, default=8)
    parser.add_argument("--quiet", type=float, default=120.0)
    asked = parser.parse_args()
    if asked.what == "pending":
        uvloop.run(pending_table(asked.counts, asked.rounds))
    else:
        uvloop.run(burst(asked.people, asked.talking, asked.quiet))


if __name__ == "__main__":
    main()
