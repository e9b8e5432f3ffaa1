"""What comes twice counts once, and an old button changes nothing."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from bot.sandbox import Faults, Sandbox
from tests.simulated.mischief import Fumbler
from tests.simulated.people import Answer, Crowd, Talker
from tests.simulated.scripts import check_in, log, prepare, reflect, set_up
from tests.simulated.stage import Kept, kept, served, talking

PEOPLE = 4
LONGEST = 120.0


def script(number: int) -> list[Answer]:
    return list(itertools.chain.from_iterable(flow(number) for flow in (set_up, check_in, reflect, prepare, log)))


async def walked(folder: Path, sandbox: Sandbox, talkers: list[Talker]) -> tuple[list[Kept], int]:
    """Everybody at once to the end of the script: what is kept of them, and how many updates were given out."""
    crowd, first = Crowd(sandbox), sandbox.updates.next_id
    for talker in talkers:
        crowd.add(talker)
    async with served(sandbox) as server, talking(sandbox, server, folder) as bot:
        for talker in talkers:
            talker.begin()
        await crowd.finish(LONGEST)
        await bot.idle()
        return await kept(bot.storage, folder, list(crowd.talkers)), sandbox.updates.next_id - first


@pytest.mark.faults
async def test_doubled_updates_doubled_taps_and_old_buttons_end_where_a_quiet_talk_ends(tmp_path):
    quiet = Sandbox()
    plain = [Talker(quiet, script(number)) for number in range(PEOPLE)]
    clean, inputs = await walked(tmp_path / "quiet", quiet, plain)

    unruly = Sandbox()
    unruly.use_faults(Faults(duplicate_updates=1.0))
    fumblers = [Fumbler(unruly, script(number), seed=number) for number in range(PEOPLE)]
    fumbled, more = await walked(tmp_path / "unruly", unruly, list(fumblers))

    assert sum(one.old_taps for one in fumblers) >= PEOPLE
    assert more == inputs + sum(one.old_taps + one.double_taps for one in fumblers)
    for undisturbed, after_all in zip(clean, fumbled, strict=True):
        assert after_all.records == undisturbed.records
        assert after_all.me == undisturbed.me
        assert after_all.place == undisturbed.place


@pytest.mark.faults
async def test_an_update_that_comes_twice_takes_one_turn(tmp_path):
    sandbox = Sandbox()
    sandbox.use_faults(Faults(duplicate_updates=1.0))
    talkers = [Talker(sandbox, check_in(number)) for number in range(2)]
    people, inputs = await walked(tmp_path, sandbox, talkers)
    assert sum(person.turn for person in people) == inputs == sum(talker.inputs for talker in talkers)
