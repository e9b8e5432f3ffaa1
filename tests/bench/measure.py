"""One measurement: a sandbox with its people on core 0, a bot in a process of its own on core 1."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil

from bot.sandbox import RunningServer, Sandbox, serve
from tests.bench.people import EchoTalkers, Queue, Waits, at_once, dialogues
from tests.simulated.people import Crowd, Say, Talker
from tests.simulated.process import Process, bot_process
from tests.simulated.scripts import check_in_once

LOAD_CORE, BOT_CORE = 0, 1
LONGEST = 300.0
WARM_UP = 1.5
"""Seconds before counting begins: connections are made, templates compiled."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Turns a second, milliseconds a turn took (p50, p95, p99), the bot's CPU ms a turn, the load core's share."""

    rate: float
    p50: float
    p95: float
    p99: float
    cpu: float
    load: float


@asynccontextmanager
async def stage(latency_ms: int) -> AsyncIterator[tuple[Sandbox, RunningServer]]:
    """A sandbox that answers every call ``latency_ms`` later."""
    sandbox = Sandbox(keep_log=False, latency=timedelta(milliseconds=latency_ms))
    server = await serve(sandbox)
    try:
        yield sandbox, server
    finally:
        await server.close()


@asynccontextmanager
async def started(process: Process) -> AsyncIterator[psutil.Process]:
    """A process for as long as the block lasts."""
    process.start()
    try:
        yield psutil.Process(process.pid)
    finally:
        process.kill()


async def closed_loop(begin: Callable[[], None], waits: Waits, watched: psutil.Process, seconds: float) -> Figures:
    """Everybody writes as soon as they were answered."""
    loop, here = asyncio.get_running_loop(), psutil.Process()
    begin()
    while not waits.any:
        if watched.status() == psutil.STATUS_ZOMBIE:
            raise SystemExit("The bot ended before it said anything.")
        await asyncio.sleep(0.05)
    await asyncio.sleep(WARM_UP)
    began, cpu, own = loop.time(), _cpu(watched), _cpu(here)
    waits.counting = True
    await asyncio.sleep(seconds)
    waits.counting = False
    took = loop.time() - began
    return figures(waits, took, _cpu(watched) - cpu, (_cpu(here) - own) / took)


def figures(waits: Waits, took: float, cpu: float, load: float) -> Figures:
    """What the counted turns come to."""
    count = len(waits.seconds)
    cuts = [1000 * cut for cut in statistics.quantiles(waits.seconds, n=100)]
    return Figures(count / took, cuts[49], cuts[94], cuts[98], 1000 * cpu / count, load)


async def bot_closed(people: int, latency_ms: int, seconds: float) -> Figures:
    """The bot on the check-in dialogue."""
    waits = Waits()
    async with stage(latency_ms) as (sandbox, server), temporary() as data:
        crowd = dialogues(sandbox, people, check_in_once, waits)
        async with started(bot_process(server.url, sandbox.token, data, BOT_CORE)) as watched:
            return await closed_loop(lambda: begin_all(crowd), waits, watched, seconds)


async def echo_closed(people: int, latency_ms: int, seconds: float) -> Figures:
    """The echo bot."""
    waits = Waits()
    async with stage(latency_ms) as (sandbox, server), temporary() as data:
        talkers = EchoTalkers(sandbox, people, waits)
        command = [sys.executable, "-m", "tests.bench.echo_bot", sandbox.token, server.url]
        async with started(Process(command, {}, data, BOT_CORE)) as watched:
            return await closed_loop(talkers.begin, waits, watched, seconds)


async def bot_offered(people: int, rate: float, seconds: float) -> Figures:
    """The bot when people write at a steady rate, whether it keeps up or not."""
    waits = Waits()
    async with stage(0) as (sandbox, server), temporary() as data:
        queue = Queue()
        crowd = dialogues(sandbox, people, check_in_once, waits, queue)
        async with started(bot_process(server.url, sandbox.token, data, BOT_CORE)) as watched:
            feeding = asyncio.create_task(queue.feed(rate))
            try:
                return await closed_loop(lambda: begin_all(crowd, queue), waits, watched, seconds)
            finally:
                feeding.cancel()


async def memory_megabytes(people: int) -> float:
    """The most memory the bot ever held while so many people wrote to it at once, each until the third answer."""
    async with stage(0) as (sandbox, server), temporary() as data:
        crowd = Crowd(sandbox)
        for number in range(people):
            crowd.add(Talker(sandbox, check_in_once(number)[:3]))
        async with started(bot_process(server.url, sandbox.token, data, BOT_CORE)) as watched:
            begin_all(crowd)
            await crowd.finish(LONGEST)
            return _peak(watched.pid)


async def seconds_to_first_answer() -> float:
    """From starting the process to the first answer to somebody who is waiting, on data that is there already."""
    async with stage(0) as (sandbox, server), temporary() as data:
        crowd = Crowd(sandbox)
        for _ in range(2):
            talker = Talker(sandbox, [Say("/checkin")])
            crowd.add(talker)
            talker.begin()
            began = asyncio.get_running_loop().time()
            async with started(bot_process(server.url, sandbox.token, data, BOT_CORE)):
                await crowd.finish(LONGEST)
        return asyncio.get_running_loop().time() - began


def begin_all(crowd: Crowd, let: Callable[[Callable[[], None]], None] = at_once) -> None:
    """Everybody writes the first thing when ``let``."""
    for talker in crowd.talkers.values():
        let(talker.begin)


@asynccontextmanager
async def temporary() -> AsyncIterator[Path]:
    """A folder of its own, on the disk the project is on."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder)


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _peak(pid: int) -> float:
    """VmHWM in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
