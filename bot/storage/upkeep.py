"""Housekeeping: what has served its time is deleted, in small steps between turns."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import StorageError
from bot.safety.retention import Retention
from bot.storage.backup import refuse_damaged
from bot.storage.database import Database
from bot.storage.moments import to_micros
from bot.storage.shown import REACH

DONE_KEPT = timedelta(days=3)
"""Telegram keeps an update for 24 hours at most, so none can come again after three days."""

STEP = 500
"""Rows in one step."""

PRUNE_INBOX = """
DELETE FROM inbox WHERE update_id IN
(SELECT update_id FROM inbox WHERE done_at IS NOT NULL AND done_at < ? LIMIT ?)"""

PRUNE_OUTBOX = """
DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state = 2 AND at < ? LIMIT ?)"""

PRUNE_SESSIONS = """
UPDATE sessions SET session = NULL, turn = 0, me = coalesce(me_after, me), me_after = NULL,
    finances = CASE WHEN finances_stay = 1 THEN finances END
WHERE chat_id IN
(SELECT chat_id FROM sessions WHERE session IS NOT NULL AND seen_at < ? LIMIT ?)"""

PRUNE_SHOWN = """
DELETE FROM shown WHERE (chat_id, message_id) IN (SELECT chat_id, message_id FROM shown WHERE at < ? LIMIT ?)"""

PRUNE_TAGS = """
DELETE FROM messages WHERE (chat_id, tag) IN (SELECT chat_id, tag FROM messages WHERE at < ? LIMIT ?)"""

PRUNE_STRANGERS = """
DELETE FROM sessions WHERE chat_id IN
(SELECT chat_id FROM sessions WHERE session IS NULL AND me IS NULL AND seen_at < ? LIMIT ?)"""

DEFAULT = Retention()

COUNTS: Mapping[str, str] = {
    "unhandled": "SELECT count(*) FROM inbox WHERE done_at IS NULL",
    "unsent": "SELECT count(*) FROM outbox WHERE state < 2",
    "dead": "SELECT count(*) FROM outbox WHERE state = 2",
    "timers": "SELECT count(*) FROM timers",
    "people": "SELECT count(*) FROM sessions",
}


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many rows were cleared away."""

    updates: int
    messages: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many rows there are of what waits, and of people."""

    unhandled: int
    unsent: int
    dead: int
    timers: int
    people: int


async def prune(database: Database, now: datetime, kept: Retention = DEFAULT) -> Pruned:
    """Delete handled updates after 3 days, and what has been kept as long as ``kept`` says.

    What a person agreed to have kept (records) and their settings stay.
    """
    sessions = await _repeat(database, PRUNE_SESSIONS, now - kept.conversation_kept)
    await _repeat(database, PRUNE_STRANGERS, now - kept.conversation_kept)
    await _repeat(database, PRUNE_SHOWN, now - REACH)
    await _repeat(database, PRUNE_TAGS, now - kept.conversation_kept)
    pruned = Pruned(
        updates=await _repeat(database, PRUNE_INBOX, now - DONE_KEPT),
        messages=await _repeat(database, PRUNE_OUTBOX, now - kept.undelivered_kept),
        sessions=sessions,
    )
    await database.scrub()
    return pruned


async def count(database: Database) -> Backlog:
    """The figures of ``Backlog``, for the metrics."""
    return await database.read(
        lambda c: Backlog(**{field.name: c.execute(COUNTS[field.name]).fetchone()[0] for field in fields(Backlog)})
    )


async def check(path: Path) -> None:
    """Have SQLite check the file, on a connection of its own. Raises StorageError when it is damaged."""
    await asyncio.to_thread(_check, path)


def _check(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            refuse_damaged(connection)
    except sqlite3.Error as error:
        raise StorageError(f"The database {path} cannot be read: {error}.") from error


async def _repeat(database: Database, statement: str, before: datetime) -> int:
    """Run a statement in steps until it finds no more; how many rows it changed."""
    values = (to_micros(before), STEP)
    changed = 0
    while True:
        step = await database.write(lambda c: c.execute(statement, values).rowcount)
        changed += step
        if step < STEP:
            return changed
