"""Group commit: operations that wait at the same time share one transaction, and one fsync."""

from __future__ import annotations

import sqlite3
from asyncio import Future
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from bot.errors import StorageError

T = TypeVar("T")
Operation: TypeAlias = Callable[[sqlite3.Connection], T]
"""A plain function run on the connection's own thread, a second time when another of its group failed."""


@dataclass(slots=True, eq=False, repr=False)
class Job(Generic[T]):
    """An operation that waits, and the future of whoever waits for it."""

    operation: Operation[T]
    future: Future[T]
    writes: bool


@dataclass(slots=True, frozen=True, repr=False)
class Failed:
    """What an operation raised in place of a result."""

    error: Exception


Outcome: TypeAlias = object | Failed
"""What came of a job: its result, or Failed."""


class Group:
    """Jobs to run in one transaction, all once more when one failed.

    A plain class, so that printing it never shows what is in them.
    """

    __slots__ = ("_jobs",)

    def __init__(self, jobs: list[Job[Any]]) -> None:
        self._jobs = jobs

    def run(self, connection: sqlite3.Connection) -> list[Outcome]:
        """The outcome of each job, in order; when this returns, all that did not fail is on the disk.

        Raises StorageError when the transaction as a whole failed; then nothing of it was kept.
        """
        try:
            connection.execute("BEGIN IMMEDIATE")
            outcomes = self._unless_one_fails(connection)
            if outcomes is None:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                connection.execute("BEGIN IMMEDIATE")
                outcomes = [(_guarded if job.writes else _read)(connection, job.operation) for job in self._jobs]
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            if connection.in_transaction:
                with suppress(sqlite3.Error):  # a disk that fails may refuse this too; the next BEGIN finds out
                    connection.execute("ROLLBACK")
            raise StorageError(f"The database refused a transaction: {error}.") from error
        return outcomes

    def _unless_one_fails(self, connection: sqlite3.Connection) -> list[Outcome] | None:
        """Run every job without savepoints, which cost a tenth of a turn; None once one that writes has failed."""
        outcomes: list[Outcome] = []
        for job in self._jobs:
            outcome = _read(connection, job.operation)
            if job.writes and isinstance(outcome, Failed):
                return None
            outcomes.append(outcome)
        return outcomes

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Hand each outcome to its waiter, unless it has gone away."""
        for job, outcome in zip(self._jobs, outcomes, strict=True):
            if job.future.done():
                continue
            if isinstance(outcome, Failed):
                job.future.set_exception(outcome.error)
            else:
                job.future.set_result(outcome)

    def fail(self, error: Exception) -> None:
        """Nothing was kept: tell every waiter."""
        self.settle([Failed(error)] * len(self._jobs))


def _read(connection: sqlite3.Connection, operation: Operation[Any]) -> Outcome:
    try:
        outcome: Outcome = operation(connection)
    except Exception as error:  # noqa: BLE001 - whatever it is belongs to the one who asked, not to the group
        return Failed(_told(error))
    return outcome


def _guarded(connection: sqlite3.Connection, operation: Operation[Any]) -> Outcome:
    """Run a writing operation so that its failure leaves nothing of it and all of the others."""
    connection.execute("SAVEPOINT one")
    outcome = _read(connection, operation)
    if isinstance(outcome, Failed):
        # After a full disk SQLite has already rolled everything back: then this raises, and the group fails.
        connection.execute("ROLLBACK TO one")
    connection.execute("RELEASE one")
    return outcome


def _told(error: Exception) -> Exception:
    if not isinstance(error, sqlite3.Error):
        return error
    told = StorageError(f"The database refused an operation: {error}.")
    told.__cause__ = error
    return told
