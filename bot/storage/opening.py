"""Opening the database: the key is tried and the version read before anything is touched."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StorageError, WrongKey
from bot.storage import places
from bot.storage.attachments import Attachments
from bot.storage.database import PATIENCE, Database
from bot.storage.job_store import SqliteJobs
from bot.storage.keys import KeyRing
from bot.storage.migration import migrate, migrations, refuse_newer, version_of
from bot.storage.moments import Clock, now_utc
from bot.storage.numbering import Numbering
from bot.storage.on_the_wire import OnTheWire
from bot.storage.outbox import SqliteOutbox
from bot.storage.store import SqliteStore

ATTACHMENTS = "attachments"
"""The folder beside the database with the files of attachments."""

WIRE = "on-the-wire"
"""The file beside the database that says what was handed to the network."""

CHECK_VALUE = b"huankouqi"
READ_CHECK = "SELECT value FROM meta WHERE name = 'check'"
WRITE_CHECK = "INSERT INTO meta (name, value) VALUES ('check', ?)"


@dataclass(frozen=True, slots=True)
class Storage:
    """What an open database offers."""

    store: SqliteStore
    outbox: SqliteOutbox
    jobs: SqliteJobs
    attachments: Attachments
    database: Database


@asynccontextmanager
async def open_storage(
    path: Path, key_ring: KeyRing, *, clock: Clock = now_utc, patience: float = PATIENCE
) -> AsyncIterator[Storage]:
    """Open or make the database at ``path``, its files in ``attachments`` beside it, for as long as the block lasts.

    ``patience`` is how many seconds to wait for another process to let go of it. Raises WrongKey or
    DatabaseTooNew (the file is then as it was), or StorageError when it is damaged or another process has it.
    """
    database = await Database.open(path, patience, lambda file: _refuse_unfit(file, key_ring))
    try:
        await database.alone(lambda c: _prepare(c, key_ring))
        await database.scrub()
        numbers = await database.alone(Numbering)
        attachments = Attachments(database, key_ring, path.with_name(ATTACHMENTS), clock)
        await attachments.sweep()
        wire = OnTheWire(path.with_name(WIRE))
        yield Storage(
            store=SqliteStore(database, key_ring, numbers, attachments, clock),
            outbox=SqliteOutbox(database, key_ring, clock, wire),
            jobs=SqliteJobs(database, key_ring, numbers, clock),
            attachments=attachments,
            database=database,
        )
        wire.close()
    finally:
        await database.close()


def _refuse_unfit(path: Path, keys: KeyRing) -> None:
    """Try key and version on a read-only connection, which leaves the file and its log as they are."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        refuse_newer(connection, migrations())
        if version_of(connection) > 0:
            _try_key(connection, keys)


def _try_key(connection: sqlite3.Connection, keys: KeyRing) -> None:
    row = connection.execute(READ_CHECK).fetchone()
    try:
        if row is None or keys.open(row[0], places.CHECK) != CHECK_VALUE:
            raise WrongKey
    except StorageError as error:
        raise WrongKey from error


def _prepare(connection: sqlite3.Connection, keys: KeyRing) -> None:
    migrate(connection, migrations())
    if connection.execute(READ_CHECK).fetchone() is None:
        connection.execute(WRITE_CHECK, (keys.seal(CHECK_VALUE, places.CHECK),))
