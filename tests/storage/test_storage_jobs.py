"""A job is kept with its turn, done once, and its result comes in as a row that opens its flow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.dialogue.values import loads
from bot.errors import StaleTurn
from bot.jobs.job import Job
from bot.storage import open_storage

PAPER = Job("paper", {"about": "分期"}, then="paper_ready", hands={"debt": 3})


async def only_waiting(storage):
    (waiting,) = await storage.jobs.waiting()
    return waiting


async def test_the_result_of_a_job_opens_its_flow_and_the_job_is_gone(storage, chat):
    await chat.turn(jobs=(PAPER,))
    job = await storage.jobs.take((await only_waiting(storage)).id)
    assert (job.kind, job.payload, job.attempts) == ("paper", {"about": "分期"}, 1)
    assert await storage.jobs.finish(job, {"file": "abc"})
    opened = loads((await chat.load()).row.payload)["payload"]
    assert opened == {"kind": "open", "flow": "paper_ready", "answers": {"debt": 3, "file": "abc"}}
    assert await storage.jobs.waiting() == ()
    assert not await storage.jobs.finish(job, {"file": "abc"})


async def test_a_turn_that_is_not_kept_leaves_no_job(storage, chat):
    await chat.say()
    commit = chat.commit_of(await chat.load(), jobs=(PAPER,), before=5)
    with pytest.raises(StaleTurn):
        await storage.store.commit(commit)
    assert await storage.jobs.waiting() == ()


async def test_a_job_of_the_same_key_is_kept_once(storage, chat):
    same = Job("paper", key="once")
    await chat.turn(jobs=(same, same))
    await chat.turn(jobs=(same,))
    assert len(await storage.jobs.waiting()) == 1


async def test_jobs_without_a_key_are_each_their_own(storage, chat):
    await chat.turn(jobs=(PAPER, PAPER))
    assert len(await storage.jobs.waiting()) == 2


async def test_pictures_of_one_album_gather_in_the_job_that_waits(storage, chat):
    for number in range(3):
        await chat.turn(jobs=(Job("pictures", {"files": [number]}, key="album", gather="files"),))
    job = await storage.jobs.take((await only_waiting(storage)).id)
    assert job.payload == {"files": [0, 1, 2]}
    await chat.turn(jobs=(Job("pictures", {"files": [3]}, key="album", gather="files"),))
    late = await storage.jobs.take((await only_waiting(storage)).id)
    assert late.payload == {"files": [3]}


async def test_a_job_in_hand_when_the_process_ended_waits_again_and_its_try_counts(path, keys, chat_of, now):
    async with open_storage(path, keys, clock=lambda: now) as before:
        await chat_of(before, 7).turn(jobs=(PAPER,))
        await before.jobs.take((await only_waiting(before)).id)
        assert await before.jobs.waiting() == ()
    async with open_storage(path, keys, clock=lambda: now) as after:
        assert await after.jobs.recover() == 1
        job = await after.jobs.take((await only_waiting(after)).id)
        assert job.attempts == 2


async def test_a_job_put_back_waits_its_time(storage, chat, now):
    await chat.turn(jobs=(PAPER, Job("later", after=timedelta(minutes=1))))
    job = await storage.jobs.take((await storage.jobs.waiting())[0].id)
    assert await storage.jobs.next_due() == now + timedelta(minutes=1)
    await storage.jobs.again(job, now + timedelta(seconds=5))
    assert await storage.jobs.waiting() == ()
    assert await storage.jobs.next_due() == now + timedelta(seconds=5)


async def test_what_comes_of_a_job_after_its_person_erased_everything_is_not_kept(storage, chat):
    await chat.turn(jobs=(PAPER,))
    job = await storage.jobs.take((await only_waiting(storage)).id)
    draft = await storage.attachments.put(7, b"paper", kind="document", name="paper.pdf", mime="application/pdf")
    await chat.turn(erase=True, session=None)
    assert not await storage.jobs.finish(job, {"file": draft.id}, [draft])
    assert await storage.store.load(7) is None
    assert await storage.attachments.all_of(7) == ()
