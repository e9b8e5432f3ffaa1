"""A few hundred wrong updates, the same every time, through the sandbox and the real bot in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.fuzz import fuzz

SEED, UPDATES, PEOPLE = 11, 400, 40


@pytest.mark.faults
@pytest.mark.xdist_group("processes")
async def test_nobody_is_left_waiting_whatever_an_update_is_like(tmp_path: Path):
    found = await fuzz(UPDATES, SEED, tmp_path, people=PEOPLE)

    assert not found.crashed
    assert found.asked > UPDATES / 4
    assert (found.unanswered, found.stuck, found.complaints) == ([], 0, [])
