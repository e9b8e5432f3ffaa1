"""A process that is killed in the middle of jobs: each is done once in the end, and no file is left over."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

import bot
from bot.jobs.job import Job
from bot.storage import KeyRing, open_storage
from tests.workshop.conftest import Floor

CHILD = Path(__file__).with_name("crash_child.py")


async def killed_once_it_says(path: Path, what: str, line: bytes, times: int = 1) -> None:
    """Let a child do jobs and kill it with SIGKILL when it has said a line so many times."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, str(CHILD), str(path), what),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(bot.__file__).parents[1])},
    )
    assert child.stdout is not None
    for _ in range(times):
        assert await child.stdout.readline() == line
    child.kill()
    await child.wait()


async def ask(path: Path, jobs: int) -> None:
    async with open_storage(path, KeyRing.load_or_create(path.with_name("key"))) as storage:
        await Floor(storage).ask(*[Job("paper", then="menu") for _ in range(jobs)])


@pytest.mark.faults
async def test_a_job_half_done_at_the_kill_is_done_again_and_its_half_file_is_gone(tmp_path):
    path = tmp_path / "bot.sqlite3"
    await ask(path, 1)
    await killed_once_it_says(path, "half", b"half\n")
    assert len(list((tmp_path / "attachments").iterdir())) == 1
    await killed_once_it_says(path, "quick", b"done\n")
    async with open_storage(path, KeyRing.load_or_create(path.with_name("key"))) as storage:
        (opened,) = await Floor(storage).results()
        assert await storage.attachments.load(7, opened["answers"]["file"]) == b"paper"
    assert len(list((tmp_path / "attachments").iterdir())) == 1


@pytest.mark.faults
@pytest.mark.parametrize("kill_after", [1, 9])
async def test_every_job_gives_one_result_and_one_file_however_it_is_killed(tmp_path, kill_after):
    path, jobs = tmp_path / "bot.sqlite3", 12
    await ask(path, jobs)
    await killed_once_it_says(path, "quick", b"done\n", kill_after)
    async with open_storage(path, KeyRing.load_or_create(path.with_name("key"))) as storage:
        left = await storage.database.read(lambda c: c.execute("SELECT count(*) FROM jobs").fetchone()[0])
    assert left <= jobs - kill_after
    if left:
        await killed_once_it_says(path, "quick", b"done\n", left)
    async with open_storage(path, KeyRing.load_or_create(path.with_name("key"))) as storage:
        results = await Floor(storage).results()
        files = {opened["answers"]["file"] for opened in results}
        assert (len(results), len(files)) == (jobs, jobs)
        assert {known.id for known in await storage.attachments.all_of(7)} == files
    assert {file.stem for file in (tmp_path / "attachments").iterdir()} == files
