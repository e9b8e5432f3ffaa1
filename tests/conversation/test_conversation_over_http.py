"""From the first word to a saved record over real HTTP, with a restart of the bot in the middle."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox import Sandbox
from tests.simulated.people import Answer, Crowd, Say, Talker, Tap
from tests.simulated.scripts import log, set_up
from tests.simulated.stage import kept, served, talking

LONGEST = 30.0
FIRST: list[Answer] = [Say("/start"), Tap("prepare"), *set_up(1)[1:-1]]
"""The first-time questions as they come from the door, up to the last but one."""


async def test_a_restart_between_two_answers_changes_nothing_for_the_person(tmp_path: Path):
    sandbox, number = Sandbox(), 1
    crowd = Crowd(sandbox)
    before, after = Talker(sandbox, FIRST), [Tap("none"), Say("/stop", ("/menu",)), *log(number)]
    crowd.add(before)
    async with served(sandbox) as server:
        async with talking(sandbox, server, tmp_path) as bot:
            before.begin()
            await crowd.finish(LONGEST)
            await bot.idle()
        async with talking(sandbox, server, tmp_path) as bot:
            before.go_on(after)
            await crowd.finish(LONGEST)
            await bot.idle()
            (person,) = await kept(bot.storage, tmp_path, [before.id])
    (record,) = (record for record in person.records if record[1] == "contact")
    assert (record[0], record[3]["channel"], record[3]["outcome"]) == (1, "phone", "open")
    assert person.me["consent_records"] is True
    assert person.place[0][0] == "menu"
