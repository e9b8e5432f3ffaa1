"""A bot that is killed again and again loses nothing, applies nothing twice, and brings everybody to the end."""

from __future__ import annotations

import pytest

from tests.faults.kill import count

PEOPLE, KILLS = 12, 8


@pytest.mark.faults
@pytest.mark.xdist_group("processes")
async def test_people_come_to_the_same_end_however_often_the_bot_is_killed():
    found = await count(PEOPLE, KILLS, seed=7)
    print(found.table())
    assert found.killed.kills >= KILLS // 2
    assert (found.lost, found.killed.waiting) == (0, 0)
    assert found.twice == 0
    assert found.other_records == 0
    assert all(kept.records for kept in found.killed.kept)
    assert (found.shown.lost, found.shown.strange, found.shown.harmful) == ([], [], [])
