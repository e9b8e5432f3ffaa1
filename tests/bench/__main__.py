"""python -m tests.bench"""

from __future__ import annotations

import os

import uvloop

from tests.bench.measure import LOAD_CORE, bot_closed, echo_closed


async def run() -> None:
    print("bot 0", await bot_closed(500, 0, 6))
    print("echo 0", await echo_closed(500, 0, 6))
    print("bot 50", await bot_closed(500, 50, 6))
    print("echo 50", await echo_closed(500, 50, 6))


if __name__ == "__main__":
    os.sched_setaffinity(0, {LOAD_CORE})
    uvloop.run(run())
