"""Somebody who writes without end does not keep the others waiting."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.simulated.people import Crowd, Talker
from tests.simulated.scripts import check_in
from tests.simulated.stage import served, talking

OTHERS, QUEUED = 20, 200
LONGEST = 60.0

LONGER = 3.0
"""How many times as long the others may wait. Twice is the aim; the machine that runs this has other work too."""


async def median_wait(crowd: Crowd, waits: list[float]) -> float:
    """Seconds the others wait for an answer, in the middle."""
    waits.clear()
    for talker in crowd.talkers.values():
        talker.begin()
    await crowd.finish(LONGEST)
    return statistics.median(waits)


@pytest.mark.faults
async def test_two_hundred_queued_messages_of_one_chat_do_not_delay_the_others(tmp_path: Path):
    sandbox, waits = Sandbox(), list[float]()
    crowd = Crowd(sandbox)
    for number in range(OTHERS):
        crowd.add(Talker(sandbox, check_in(number), answered=lambda _talker, seconds: waits.append(seconds)))
    busy = sandbox.add_person("Chen")
    async with served(sandbox) as server, talking(sandbox, server, tmp_path) as bot:
        await median_wait(crowd, waits)  # connections are made and texts compiled once
        undisturbed = await median_wait(crowd, waits)
        for number in range(QUEUED):
            sandbox.say(busy, f"/checkin {number}")
        disturbed = await median_wait(crowd, waits)
        print(f"median wait {1000 * undisturbed:.1f} ms, beside {QUEUED} messages {1000 * disturbed:.1f} ms")
        assert disturbed < LONGER * undisturbed
        await bot.idle()
