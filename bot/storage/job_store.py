"""The jobs of everybody: one hop to the database for each call."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.jobs.job import TakenJob, WaitingJob
from bot.storage import attachments, jobs
from bot.storage.attachments import Draft
from bot.storage.database import Database
from bot.storage.keys import KeyRing
from bot.storage.moments import Clock, from_micros, to_micros
from bot.storage.numbering import Numbering


class SqliteJobs:
    """What the workshop needs of storage."""

    def __init__(self, database: Database, keys: KeyRing, numbers: Numbering, clock: Clock) -> None:
        self._database, self._keys, self._numbers, self._clock = database, keys, numbers, clock

    async def recover(self) -> int:
        """Let what was in hand when the process died wait again; how many. At the start only."""
        return await self._database.write(jobs.recover)

    async def waiting(self) -> tuple[WaitingJob, ...]:
        """The jobs that may be taken now, the longest due first."""
        now = to_micros(self._clock())
        return await self._database.read(lambda c: jobs.waiting(c, now))

    async def take(self, job_id: int) -> TakenJob | None:
        """Take a job in hand, durably: the try counts even when the process dies of it. None when it is gone."""
        return await self._database.write(lambda c: jobs.take(c, self._keys, job_id))

    async def again(self, job: TakenJob, due: datetime, *, counts: bool = True) -> None:
        """Let a job wait until ``due``; without ``counts`` the try is forgotten."""
        moment = to_micros(due)
        await self._database.write(lambda c: jobs.again(c, job, moment, counts=counts))

    async def finish(self, job: TakenJob, result: Mapping[str, Any], drafts: Sequence[Draft] = ()) -> bool:
        """Keep what came of a job: its files, and the row that opens its flow, in the transaction that removes it.

        False when the person erased everything meanwhile: then nothing is kept.
        """
        now = to_micros(self._clock())

        def finish_and_keep(connection: sqlite3.Connection) -> bool:
            if not jobs.finish(connection, self._keys, self._numbers, job, result, now):
                return False
            attachments.add(connection, self._keys, job.chat_id, drafts)
            return True

        return await self._database.write(finish_and_keep)

    async def next_due(self) -> datetime | None:
        """When the next job that may not be taken yet may be."""
        now = to_micros(self._clock())
        due = await self._database.read(lambda c: jobs.next_due(c, now))
        return None if due is None else from_micros(due)
