"""Measure the bot beside an echo bot on the same machine, and print one table.

    python -m tests.bench [--seconds 6] [--rounds 3] [--people 500] [--memory 5000]

Two cores are needed: the sandbox with its people runs on the first, the measured bot alone on the second. Rounds of
both bots are interleaved and the median of each figure is printed: on a shared machine the ratio says more than the
rates.
"""

from __future__ import annotations

import argparse
import os
import statistics
from dataclasses import dataclass, fields

import uvloop

from tests.bench.measure import (
    LOAD_CORE,
    Figures,
    bot_closed,
    bot_offered,
    echo_closed,
    memory_megabytes,
    seconds_to_first_answer,
)

OFFERED = 100
"""Turns a second in the calm measurement."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    seconds: float
    rounds: int
    people: int
    memory: int


def middle(found: list[Figures]) -> Figures:
    """The median of each figure."""
    return Figures(*(statistics.median(getattr(one, field.name) for one in found) for field in fields(Figures)))


def row(what: str, found: Figures, times: str = "") -> str:
    """One line of the table."""
    times_ = f"{found.p50:.1f} | {found.p95:.1f} | {found.p99:.1f}"
    return f"| {what} | {found.rate:.0f} | {times_} | {found.cpu:.2f} | {100 * found.load:.0f} % | {times} |"


async def beside_echo(asked: Asked, latency_ms: int) -> None:
    """Both bots with everybody writing at once."""
    ours, echo = [], []
    for _ in range(asked.rounds):
        ours.append(await bot_closed(asked.people, latency_ms, asked.seconds))
        echo.append(await echo_closed(asked.people, latency_ms, asked.seconds))
    bot, yardstick = middle(ours), middle(echo)
    where = f"{asked.people} people at once, API {latency_ms} ms"
    print(row(f"bot: {where}", bot, f"{bot.rate / yardstick.rate:.1f}"), flush=True)
    print(row(f"echo: {where}", yardstick, "1"), flush=True)


async def measure(asked: Asked) -> None:
    """The whole table."""
    print("| what | turns/s | p50 ms | p95 ms | p99 ms | CPU ms a turn | load's core | times the echo |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for latency_ms in (0, 50):
        await beside_echo(asked, latency_ms)
    calm = [await bot_offered(200, OFFERED, asked.seconds) for _ in range(asked.rounds)]
    print(row(f"bot: {OFFERED} turns a second offered", middle(calm)), flush=True)
    starts = [await seconds_to_first_answer() for _ in range(asked.rounds)]
    print(f"\nfrom start to the first answer: {statistics.median(starts):.2f} s", flush=True)
    print(f"memory at most with {asked.memory} people: {await memory_megabytes(asked.memory):.0f} MB")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--memory", type=int, default=5000)
    os.sched_setaffinity(0, {LOAD_CORE})
    uvloop.run(measure(Asked(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
