"""Whether somebody's turn is delayed while another person's screenshot or long message is read.

    python -m tests.bench.pictures_report [--rounds 3] [--turns 60]

One process holds the sandbox and the bot, as `make run` does; the reading process is its child. Rounds with nothing
else going on and rounds with the reading are interleaved: the ratio of medians says more than the milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import uvloop
from pydantic import SecretStr

from bot.app import Bot, running
from bot.sandbox import DEFAULT_TOKEN, Sandbox, serve
from bot.sandbox.arguments import Upload
from bot.sandbox.people import send_pictures
from bot.settings import Settings
from bot.telegram.polling import Poller

SCREENS = Path(__file__).parents[1] / "pictures" / "screens"
LONG = "再不还钱我就去你单位找你，把你的照片发给通讯录里的所有人。" * 140
"""Of the 4,096 characters a message may have."""

Load = Callable[[Sandbox, int], Awaitable[None]]


async def nothing(_sandbox: Sandbox, _person: int) -> None:
    """Nobody else writes."""
    await asyncio.Event().wait()


async def screenshots(sandbox: Sandbox, person: int) -> None:
    """Somebody sends one screenshot after the other, each as soon as the one before was read."""
    picture = (SCREENS / "wechat_light_hans.png").read_bytes()
    while True:
        await answered(
            sandbox, person, lambda: send_pictures(sandbox, person, [Upload("a.png", "image/png", picture)]), 2
        )


async def long_messages(sandbox: Sandbox, person: int) -> None:
    """Somebody forwards one message of 4,096 characters after the other."""
    while True:
        await answered(sandbox, person, lambda: sandbox.say(person, "/stop"), 1)
        await answered(sandbox, person, lambda: sandbox.say(person, LONG[:4096], forward_from="+852 0000"), 1)


async def answered(sandbox: Sandbox, person: int, act: Callable[[], object], messages: int) -> float:
    """Seconds from an act to the ``messages``-th message after it."""
    chat = sandbox.chats[person]
    newest = max(chat.messages, default=0)
    start = time.perf_counter()
    act()
    while sum(number > newest and chat.messages[number].from_bot for number in chat.messages) < messages:  # noqa: ASYNC110
        await asyncio.sleep(0.0005)
    return time.perf_counter() - start


async def turns(sandbox: Sandbox, person: int, count: int) -> list[float]:
    """Seconds each of some turns took, twenty a second."""
    took = []
    for _ in range(count):
        took.append(await answered(sandbox, person, lambda: sandbox.say(person, "/menu"), 1))
        await asyncio.sleep(0.05)
    return took


async def measure(rounds: int, count: int) -> None:
    """The table."""
    sandbox = Sandbox(keep_log=False)
    server = await serve(sandbox)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            telegram_bot_token=SecretStr(DEFAULT_TOKEN),
            telegram_api_url=server.url,
            data_dir=Path(folder),
            sends_per_second_per_chat=0,
            sends_per_second=0,
        )
        async with running(settings) as bot:
            poller = Poller(bot.calls, bot.storage.store.receive, bot.lanes.wake, cover=bot.cover)
            polling = asyncio.create_task(poller.run())
            await table(sandbox, bot, rounds, count)
            poller.stop()
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
    await server.close()


async def table(sandbox: Sandbox, bot: Bot, rounds: int, count: int) -> None:
    """Interleaved rounds, and one line a load."""
    one, other = (sandbox.add_person(name, "zh-hans") for name in ("A", "B"))
    for person in (one, other):
        await answered(sandbox, person, lambda p=person: sandbox.say(p, "/start"), 1)
    await turns(sandbox, other, 10)
    took: dict[str, list[float]] = {}
    for _ in range(rounds):
        for load in (nothing, screenshots, nothing, long_messages):
            beside = asyncio.create_task(load(sandbox, one))
            await asyncio.sleep(1.0)
            took.setdefault(load.__name__, []).extend(await turns(sandbox, other, count))
            beside.cancel()
            await asyncio.gather(beside, return_exceptions=True)
            await bot.idle()
    quiet = sorted(took["nothing"])
    for name, found in took.items():
        p50, p95 = statistics.median(found), sorted(found)[int(len(found) * 0.95)]
        ratios = f"{p50 / statistics.median(quiet):.2f} | {p95 / quiet[int(len(quiet) * 0.95)]:.2f}"
        print(f"| {name} | {1000 * p50:.1f} | {1000 * p95:.1f} | {ratios} |")
    print(f"pictures read {bot.workshop.counts.done}, turns in a thread {bot.lanes.long_turns}")
    children = [child.memory_info().rss // 1024**2 for child in psutil.Process().children(recursive=True)]
    print(f"memory: the bot {psutil.Process().memory_info().rss // 1024**2} MB, its children {children} MB")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pictures_report")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--turns", type=int, default=60)
    asked = parser.parse_args()
    print("| beside | p50 ms | p95 ms | p50 to quiet | p95 to quiet |\n|---|---|---|---|---|")
    uvloop.run(measure(asked.rounds, asked.turns))


if __name__ == "__main__":
    main()
