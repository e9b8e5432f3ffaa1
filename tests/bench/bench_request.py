"""How fast messages go out: our request class against the library's own, one bot each, the same sandbox.

    python tests/bench/bench_request.py [seconds a measurement]

The sandbox runs in a process of its own. Rounds of both are interleaved and the median of three is printed:
on a busy machine the ratio says more than the rates. Rates are calls of sendMessage a second; CPU is that of
this process.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection

import uvloop
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serve
from bot.telegram.calls import Calls
from bot.telegram.request import make_bot
from bot.telegram.veil import Shown

AT_ONCE = (1, 16, 64)
ROUNDS = 3
TEXT = "深呼吸，慢慢说。" * 4

Send = Callable[[], Awaitable[object]]


def play_telegram(ready: Connection) -> None:
    async def play() -> None:
        sandbox = Sandbox(keep_log=False)
        person = sandbox.add_person("Lin")
        sandbox.say(person, "/start")
        server = await serve(sandbox)
        ready.send((server.url, sandbox.token, person))
        await asyncio.Event().wait()

    uvloop.run(play())


async def measure(send: Send, at_once: int, seconds: float) -> tuple[float, float]:
    """Calls a second, and milliseconds of CPU a call."""
    end, done = time.perf_counter() + seconds, 0

    async def keep_sending() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await send()
            done += 1

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(keep_sending() for _ in range(at_once)))
    return done / (time.perf_counter() - began), 1000 * (time.process_time() - cpu) / done


async def compare(url: str, token: str, person: int, seconds: float) -> None:
    ours = Calls(make_bot(token, url))
    pool = HTTPXRequest(connection_pool_size=256, pool_timeout=60)
    theirs = Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=pool)
    senders: dict[str, Send] = {
        "ours": lambda: ours.send(person, Shown(TEXT)),
        "library": lambda: theirs.send_message(person, TEXT),
    }
    print(f"{'at once':>8} {'ours/s':>8} {'ms CPU':>7} {'library/s':>10} {'ms CPU':>7} {'times':>6}")
    for at_once in AT_ONCE:
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in senders}
        for _ in range(ROUNDS):
            for name, send in senders.items():
                found[name].append(await measure(send, at_once, seconds))
        ours_now, theirs_now = (
            tuple(statistics.median(values) for values in zip(*found[name], strict=True)) for name in senders
        )
        print(
            f"{at_once:8} {ours_now[0]:8.0f} {ours_now[1]:7.2f} {theirs_now[0]:10.0f} {theirs_now[1]:7.2f}"
            f" {ours_now[0] / theirs_now[0]:6.1f}"
        )
    await ours.close()
    await pool.shutdown()


def main() -> None:
    ready, child = multiprocessing.Pipe(duplex=False)
    telegram = multiprocessing.get_context("spawn").Process(target=play_telegram, args=(child,), daemon=True)
    telegram.start()
    url, token, person = ready.recv()
    try:
        uvloop.run(compare(url, token, person, float(sys.argv[1]) if len(sys.argv) > 1 else 2.0))
    finally:
        telegram.terminate()
        telegram.join()


if __name__ == "__main__":
    main()
