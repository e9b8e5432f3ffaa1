"""The database: one connection, one hop for an operation, one commit for all that wait."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import StorageError
from bot.storage.connection import OwnThread, ProcessLock, connect
from bot.storage.group import Group, Job, Operation

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds to wait for a lock: a process that is being replaced may still be closing."""

LARGEST_GROUP = 256
"""Operations in one transaction: keeps the first of them from waiting long for the last."""

LINGER = 0.03
"""Seconds an operation that may wait stays for others to share its transaction: thirty reminders a second are then
less than so many times to the disk, and whoever is talking seldom finds it busy.
"""

CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)"


class Database:
    """An open SQLite file. All runs on the connection's thread: the event loop never waits for the disk.

    Operations are plain functions ``fn(sqlite3.Connection) -> T`` without BEGIN or COMMIT, which change nothing but the
    database. Those that wait at the same time are run in the order they came, in one transaction; when one of them
    fails, all are run once more, each under a savepoint. Nobody is answered before that transaction is on the disk.
    An operation may see what an earlier one of its group wrote, and that is safe: when the group is lost, its own
    answer is lost as well. Patient ones wait a moment for company, and go with the next that does not.
    """

    def __init__(self, path: Path, connection: OwnThread, lock: ProcessLock) -> None:
        self.path = path
        self.scrub_due = False
        self._connection = connection
        self._lock = lock
        self._jobs: deque[Job[Any]] = deque()
        self._patient: deque[Job[Any]] = deque()
        self._lingering: asyncio.TimerHandle | None = None
        self._pump: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    async def open(cls, path: Path, patience: float, vet: Callable[[Path], None]) -> Database:
        """Open or make the file, once ``vet`` has looked at it and not raised.

        Raises StorageError when another process keeps it for ``patience`` seconds, or it is no database.
        """
        lock = ProcessLock(path)
        try:
            await asyncio.to_thread(_take_and_vet, path, lock, patience, vet)
            return cls(path, await connect(path, patience), lock)
        except (OSError, sqlite3.Error) as error:
            lock.release()
            raise StorageError(f"The database {path} cannot be opened: {error}.") from error
        except BaseException:
            lock.release()
            raise

    async def read(self, operation: Operation[T]) -> T:
        """The result of an operation that changes nothing."""
        return await self._queued(operation, writes=False)

    async def write(self, operation: Operation[T], *, patient: bool = False) -> T:
        """The result of an operation once its changes are on the disk; when it raises, none are kept.

        A ``patient`` one may wait for others to share its transaction.
        """
        return await self._queued(operation, writes=True, patient=patient)

    async def alone(self, operation: Operation[T]) -> T:
        """Run an operation that manages its own transactions, between two groups."""
        if self._closed:
            raise StorageError("The database is closed.")
        return await self._connection.run(operation)

    async def scrub(self) -> None:
        """Take overwritten bytes out of the write-ahead log too; while a backup reads, that has to wait."""
        self.scrub_due = not await self.alone(_emptied_log)

    async def close(self) -> None:
        """Finish what waits, then close; further operations are refused."""
        if self._closed:
            return
        self._closed = True
        self._gather()
        if self._pump is not None:
            await asyncio.wait([self._pump])
        try:
            await self._connection.close()
        finally:
            self._lock.release()

    def _queued(self, operation: Operation[T], *, writes: bool, patient: bool = False) -> asyncio.Future[T]:
        if self._closed:
            raise StorageError("The database is closed.")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        job = Job(operation, future, writes)
        if patient:
            self._patient.append(job)
            self._lingering = self._lingering or loop.call_later(LINGER, self._gather)
        else:
            self._jobs.append(job)
            self._start()
        return future

    def _gather(self) -> None:
        """Those that waited for others wait no longer."""
        if self._lingering is not None:
            self._lingering.cancel()
            self._lingering = None
        self._jobs.extend(self._patient)
        self._patient.clear()
        if self._jobs:
            self._start()

    def _start(self) -> None:
        if self._pump is None:
            self._pump = asyncio.create_task(self._run_groups())

    async def _run_groups(self) -> None:
        try:
            while self._jobs:
                await self._run_group(self._next_group())
                await asyncio.sleep(0)  # those just answered run on, and what they want kept joins the next group
        finally:
            self._pump = None

    def _next_group(self) -> Group:
        if any(job.writes for job in self._jobs):  # who only reads is not made to wait for the disk
            self._gather()
        ready = [self._jobs.popleft() for _ in range(min(len(self._jobs), LARGEST_GROUP))]
        return Group([job for job in ready if not job.future.done()])

    async def _run_group(self, group: Group) -> None:
        try:
            outcomes = await self._connection.run(group.run)
        except Exception as error:  # noqa: BLE001 - those who wait must hear of it, whatever it is
            group.fail(error)
        else:
            group.settle(outcomes)


def _emptied_log(connection: sqlite3.Connection) -> bool:
    """Whether the write-ahead log could be emptied now, without waiting for a reader."""
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        with suppress(sqlite3.OperationalError):
            (busy, _, _) = connection.execute(CHECKPOINT).fetchone()
            return not busy
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(patience)}")


def _take_and_vet(path: Path, lock: ProcessLock, patience: float, vet: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock.take(patience)
    vet(path)
