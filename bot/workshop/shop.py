"""Takes jobs and sees each through: one light and one heavy for a person, one heavy one at a time for all.

A job survives the process: what was in hand when it died is done again, and its result is kept in the same
transaction that removes it. After ``TRIES`` tries it is given up, and its flow is told so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Final, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

import structlog

from bot.dialogue.values import Value, loads
from bot.errors import StorageError
from bot.jobs.job import TakenJob, WaitingJob
from bot.language.formatting import Style
from bot.language.region import Region, Script, zone_of
from bot.storage import Storage
from bot.workshop.files import Files
from bot.workshop.making import CannotMake, Kind, Task, Tools

TRIES: Final = 4
PAUSES: Final = (timedelta(seconds=2), timedelta(seconds=15), timedelta(minutes=2))
"""Between two tries: a broken network is often back in seconds, a restarting server in minutes."""

LIGHT_HANDS: Final = 4
"""Light jobs at once: they mostly wait for the network."""

LONGEST_SLEEP: Final = 30.0
"""Seconds: a clock that was set anew is noticed within this time."""

RETRY_AFTER: Final = 1.0
"""Seconds between two tries when the database cannot be used (a full disk, say)."""

TROUBLE: Final = "trouble"
"""The ``failed`` of a job that was tried often enough, and of one nobody knows how to do."""

Result: TypeAlias = Mapping[str, Value]
Kept = TypeVar("Kept")

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Counts:
    """What was done since the start."""

    done: int = 0
    failed: int = 0
    retried: int = 0


class Workshop:
    """Does jobs until it is stopped; ``ring`` says that there are new ones, ``wake`` is told the chat of a result."""

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        tools: Tools,
        storage: Storage,
        clock: Callable[[], datetime],
        wake: Callable[[int], None],
    ) -> None:
        self.counts = Counts()
        self._kinds, self._tools, self._clock, self._wake = kinds, tools, clock, wake
        self._storage, self._jobs = storage, storage.jobs
        self._rung = asyncio.Event()
        self._hands: dict[WaitingJob, asyncio.Task[None]] = {}
        self._served: dict[int, int] = {}
        self._order = count(1)

    def ring(self) -> None:
        """Look again at what waits."""
        self._rung.set()

    async def run(self) -> None:
        """Do jobs until cancelled; those in hand then wait for the next start."""
        await self._kept(self._jobs.recover)
        try:
            while True:
                self._rung.clear()
                await self._sleep(await self._hand_out())
        finally:
            for task in self._hands.values():
                task.cancel()
            await asyncio.gather(*self._hands.values(), return_exceptions=True)

    async def idle(self) -> None:
        """Wait until nothing is in hand and nothing waits that could be done now."""
        while self._hands or await self._jobs.waiting():
            await asyncio.wait([*self._hands.values(), asyncio.create_task(asyncio.sleep(0.01))])

    async def _hand_out(self) -> float:
        """Begin what there are hands for; seconds until something else is due."""
        try:
            for waiting in self._chosen(await self._jobs.waiting()):
                self._hands[waiting] = asyncio.create_task(self._see_through(waiting))
            due = await self._jobs.next_due()
        except (StorageError, OSError) as fault:
            log.error("jobs_not_read", fault=type(fault).__name__)
            return RETRY_AFTER
        return LONGEST_SLEEP if due is None else min(LONGEST_SLEEP, (due - self._clock()).total_seconds())

    def _chosen(self, waiting: Sequence[WaitingJob]) -> Iterator[WaitingJob]:
        """What to begin now: whoever was served longest ago comes first, each with their oldest job."""
        free = {True: 1 - self._in_hand(heavy=True), False: LIGHT_HANDS - self._in_hand(heavy=False)}
        busy = {(job.chat_id, self._is_heavy(job)) for job in self._hands}
        for job in sorted(waiting, key=lambda each: self._served.get(each.chat_id, 0)):
            heavy = self._is_heavy(job)
            if free[heavy] > 0 and (job.chat_id, heavy) not in busy:
                busy.add((job.chat_id, heavy))
                free[heavy] -= 1
                yield job

    def _in_hand(self, *, heavy: bool) -> int:
        return sum(self._is_heavy(job) is heavy for job in self._hands)

    def _is_heavy(self, job: WaitingJob) -> bool:
        kind = self._kinds.get(job.kind)
        return kind is not None and kind.heavy

    async def _see_through(self, waiting: WaitingJob) -> None:
        try:
            job = await self._kept(lambda: self._jobs.take(waiting.id))
            if job is not None:
                self._serve(job.chat_id)
                await self._do(job)
        finally:
            del self._hands[waiting]
            self.ring()

    def _serve(self, chat_id: int) -> None:
        self._served.pop(chat_id, None)
        self._served[chat_id] = next(self._order)
        if len(self._served) > 10_000:
            del self._served[next(iter(self._served))]

    async def _do(self, job: TakenJob) -> None:
        files = Files(self._storage.attachments, job.chat_id)
        try:
            result = await self._result(job, files)
            if result is not None and await self._finished(job, result, files):
                files.drafts.clear()
        except asyncio.CancelledError:
            await self._jobs.again(job, self._clock(), counts=False)
            raise
        finally:
            await files.discard()

    async def _result(self, job: TakenJob, files: Files) -> Result | None:
        """What the handler gives; None when it is to be tried again, which is then noted."""
        kind = self._kinds.get(job.kind)
        if kind is None or job.attempts > TRIES:  # more tries than ours: it took the process down with it
            return self._given_up(job, TROUBLE)
        try:
            async with asyncio.timeout(kind.patience.total_seconds()):
                return await kind.make(await self._task(job, files), self._tools)
        except CannotMake as refused:
            await files.discard()
            return self._given_up(job, refused.reason)
        except Exception as fault:  # noqa: BLE001 - whatever a handler meets, the job is tried again or given up
            await files.discard()
            log.warning("job_failed", kind=job.kind, fault=type(fault).__name__, attempt=job.attempts)
            return await self._tried(job)

    async def _tried(self, job: TakenJob) -> Result | None:
        if job.attempts >= TRIES:
            return self._given_up(job, TROUBLE)
        self.counts.retried += 1
        due = self._clock() + PAUSES[job.attempts - 1]
        await self._kept(lambda: self._jobs.again(job, due))
        return None

    def _given_up(self, job: TakenJob, reason: str) -> Result:
        self.counts.failed += 1
        log.info("job_given_up", kind=job.kind, reason=reason)
        return {"failed": reason}

    async def _finished(self, job: TakenJob, result: Result, files: Files) -> bool:
        kept = await self._kept(lambda: self._jobs.finish(job, result, files.drafts))
        if kept:
            self.counts.done += 1
            self._wake(job.chat_id)
        return kept

    async def _task(self, job: TakenJob, files: Files) -> Task:
        known = await self._storage.store.me(job.chat_id)
        me = {**self._tools.world().setting.flows.defaults(), **(loads(known) if known else {})}
        region = Region(str(me.get("region") or Region.MAINLAND))
        style = Style(Script(str(me.get("script") or Script.HANS)), region)
        now = self._clock().astimezone(ZoneInfo(zone_of(region)))
        return Task(job.chat_id, job.payload, me, style, now, files)

    async def _kept(self, operation: Callable[[], Awaitable[Kept]]) -> Kept:
        """Have storage do something, however often it takes."""
        while True:
            try:
                return await operation()
            except (StorageError, OSError) as fault:
                log.warning("job_not_kept", fault=type(fault).__name__)
                await asyncio.sleep(RETRY_AFTER)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await self._rung.wait()
        except TimeoutError:
            return
