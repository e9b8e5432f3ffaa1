"""Backups made while the bot runs.

A backup is a whole database as it was at one moment, beside the data, readable by its owner only. What was
said is sealed in it as in the original: it is of no use without the key file, so keep a copy of that apart.

To go back to one: stop the bot; put ``bot.sqlite3``, ``bot.sqlite3-wal`` and ``bot.sqlite3-shm`` aside; copy
the backup to ``bot.sqlite3``; start the bot. Telegram sends again what it had not been told was received.
Messages that were waiting in the backup are sent again, so do this only when the original is lost.

Somebody who erases their data is taken out of every backup in this folder (``bot.storage.erasure``).
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import StorageError
from bot.storage.database import Database

STEP_PAGES = 256
"""Pages copied at a time, 1 MB: between two steps the disk is left to the turns."""

BREATH = 0.005
"""Seconds between two steps."""

STAMP = "%Y%m%dT%H%M%SZ"


async def back_up(database: Database, folder: Path, now: datetime, keep: int = 7) -> Path:
    """Copy the running database into ``folder``, leave the newest ``keep`` copies there, give the new path.

    Turns go on meanwhile. Raises StorageError when the copy cannot be made or does not pass SQLite's check;
    then nothing is deleted.
    """
    target = folder / f"{database.path.stem}-{now.astimezone(UTC).strftime(STAMP)}.sqlite3"
    try:
        await asyncio.to_thread(_copied, database.path, target)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"The backup {target} cannot be made: {error}.") from error
    finally:
        if database.scrub_due:
            await database.scrub()
    await asyncio.to_thread(_leave_newest, folder, database.path.stem, keep)
    return target


def backups(folder: Path, stem: str) -> list[Path]:
    """The backups in a folder, oldest first: the time in the name sorts."""
    return sorted(folder.glob(f"{stem}-????????T??????Z.sqlite3"))


def made_at(backup: Path) -> datetime:
    """When a backup was made, by its name: cleaning it later changes the time of the file."""
    return datetime.strptime(backup.stem.rpartition("-")[2], STAMP).replace(tzinfo=UTC)


def _copied(source: Path, target: Path) -> None:
    draft = target.with_name(target.name + ".part")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(_reader(source)) as reading, closing(sqlite3.connect(draft)) as writing:
            reading.backup(writing, pages=STEP_PAGES, progress=_breathe)
            writing.execute("PRAGMA journal_mode = DELETE")  # a single file, without a log beside it
            refuse_damaged(writing)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that sees one moment: without a transaction each commit would restart the copying."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM meta").fetchone()
    return connection


def refuse_damaged(connection: sqlite3.Connection) -> None:
    """Raise StorageError with SQLite's own finding when its quick check fails."""
    (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise StorageError(f"The database is damaged, restore a backup: {finding}")


def _breathe(_status: int, remaining: int, _total: int) -> None:
    if remaining:
        time.sleep(BREATH)


def _leave_newest(folder: Path, stem: str, keep: int) -> None:
    for path in backups(folder, stem)[:-keep]:
        path.unlink()
