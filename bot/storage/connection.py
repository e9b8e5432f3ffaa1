"""The one connection: its own thread, settings that survive a power cut, a lock against other processes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import aiosqlite

from bot.errors import DatabaseTaken

T = TypeVar("T")

SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit that was reported survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # erased bytes are overwritten, also on pages that become free
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 4194304",  # bytes the WAL shrinks to after a busy hour
    "PRAGMA cache_size = -2048",  # KiB; the system caches the file, this only spares reading it
)

STATEMENTS = 256
"""Prepared statements kept: more than the program has."""


class OwnThread(aiosqlite.Connection):
    """aiosqlite's connection, with functions of our own run on its thread.

    aiosqlite offers one hop to its thread for each statement; a turn is a dozen statements and takes 2.0 ms
    that way, 0.6 ms as one function. The method that queues any function is private there: used here alone.
    """

    async def run(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Run a function on the connection's thread, after those that were queued before."""
        queue: Callable[..., Awaitable[T]] = self._execute
        return await queue(operation, self._conn)


async def connect(path: Path, patience: float) -> OwnThread:
    """Open a database file (made with mode 0600 when new), waiting ``patience`` seconds for locks."""
    connection = OwnThread(lambda: _opened(path, patience), iter_chunk_size=64)
    await connection
    return connection


def _opened(path: Path, patience: float) -> sqlite3.Connection:
    path.touch(mode=0o600, exist_ok=True)
    connection = sqlite3.connect(path, patience, isolation_level=None, cached_statements=STATEMENTS)
    for setting in SETTINGS:
        connection.execute(setting)
    return connection


class ProcessLock:
    """Held while the database is open.

    It is a locked SQLite file beside the database, so it works wherever SQLite does, and the system releases
    it when the process dies.
    """

    __slots__ = ("_connection", "_path")

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(path.name + ".lock")
        self._connection: sqlite3.Connection | None = None

    def take(self, patience: float) -> None:
        """Take the lock within ``patience`` seconds. Raises DatabaseTaken when another process keeps it."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        os.close(handle)
        connection = sqlite3.connect(self._path, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")  # nothing is written, so no journal beside it
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            raise DatabaseTaken(
                f"Another process has {self._path.stem} open: stop it first, or set another DATA_DIR."
            ) from None
        self._connection = connection

    def release(self) -> None:
        """Give the lock back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
