"""Sealing everything anew with the current key, while the bot runs, after ``keys.rotate``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

from bot.storage import places
from bot.storage.database import Database
from bot.storage.keys import KeyRing

Row: TypeAlias = tuple[Any, ...]

STEP: Final = 200
"""Rows in one step: some ten milliseconds between turns."""

BEFORE_ALL: Final = -(2**63)
"""Below every id."""


@dataclass(frozen=True, slots=True)
class Column:
    """A sealed column.

    ``page`` gives rows after a key: the key, what else the place needs, the value. ``keep`` puts a value back
    by its key. ``start`` is a key before all others.
    """

    page: str
    keep: str
    start: Row
    place: Callable[..., bytes]


COLUMNS: Final = (
    Column(
        "SELECT update_id, chat_id, payload FROM inbox"
        " WHERE update_id > ? AND done_at IS NULL ORDER BY update_id LIMIT ?",
        "UPDATE inbox SET payload = ? WHERE update_id = ?",
        (BEFORE_ALL,),
        lambda update_id, chat_id: places.of_update(chat_id, update_id),
    ),
    Column(
        "SELECT chat_id, turn, session FROM sessions"
        " WHERE chat_id > ? AND session IS NOT NULL ORDER BY chat_id LIMIT ?",
        "UPDATE sessions SET session = ? WHERE chat_id = ?",
        (BEFORE_ALL,),
        places.of_session,
    ),
    Column(
        "SELECT chat_id, me FROM sessions WHERE chat_id > ? AND me IS NOT NULL ORDER BY chat_id LIMIT ?",
        "UPDATE sessions SET me = ? WHERE chat_id = ?",
        (BEFORE_ALL,),
        places.of_me,
    ),
    Column(
        "SELECT chat_id, me_after FROM sessions WHERE chat_id > ? AND me_after IS NOT NULL ORDER BY chat_id LIMIT ?",
        "UPDATE sessions SET me_after = ? WHERE chat_id = ?",
        (BEFORE_ALL,),
        places.of_me,
    ),
    Column(
        "SELECT chat_id, finances FROM sessions WHERE chat_id > ? AND finances IS NOT NULL ORDER BY chat_id LIMIT ?",
        "UPDATE sessions SET finances = ? WHERE chat_id = ?",
        (BEFORE_ALL,),
        places.of_finances,
    ),
    Column(
        "SELECT chat_id, number, body FROM records WHERE (chat_id, number) > (?, ?) ORDER BY chat_id, number LIMIT ?",
        "UPDATE records SET body = ? WHERE chat_id = ? AND number = ?",
        (BEFORE_ALL, 0),
        places.of_record,
    ),
    Column(
        "SELECT chat_id, id, payload FROM outbox"
        " WHERE (chat_id, id) > (?, ?) AND state < 2 ORDER BY chat_id, id LIMIT ?",
        "UPDATE outbox SET payload = ? WHERE chat_id = ? AND id = ?",
        (BEFORE_ALL, 0),
        places.of_message,
    ),
    Column(
        "SELECT chat_id, name, payload FROM timers WHERE (chat_id, name) > (?, ?) ORDER BY chat_id, name LIMIT ?",
        "UPDATE timers SET payload = ? WHERE chat_id = ? AND name = ?",
        (BEFORE_ALL, ""),
        places.of_timer,
    ),
    Column(
        "SELECT id, chat_id, payload FROM jobs WHERE id > ? ORDER BY id LIMIT ?",
        "UPDATE jobs SET payload = ? WHERE id = ?",
        (0,),
        lambda job_id, chat_id: places.of_job(chat_id, job_id),
    ),
    Column(
        "SELECT chat_id, id, body FROM attachments WHERE (chat_id, id) > (?, ?) ORDER BY chat_id, id LIMIT ?",
        "UPDATE attachments SET body = ? WHERE chat_id = ? AND id = ?",
        (BEFORE_ALL, ""),
        places.of_attachment,
    ),
    # Last, so that a stop half-way leaves a file that asks for the older key, which it still needs.
    Column(
        "SELECT name, value FROM meta WHERE name > ? AND name = 'check' LIMIT ?",
        "UPDATE meta SET value = ? WHERE name = ?",
        ("",),
        lambda _name: places.CHECK,
    ),
)


async def reseal(database: Database, keys: KeyRing) -> int:
    """Seal every value that has another key with the current one; how many there were.

    ``keys`` is the ring the storage was opened with, after the rotation. It may be stopped and run again.
    Afterwards older keys open nothing but old backups.
    """
    renewed = 0
    for column in COLUMNS:
        renewed += await _reseal_column(database, keys, column)
    await database.scrub()
    return renewed


async def _reseal_column(database: Database, keys: KeyRing, column: Column) -> int:
    renewed, after = 0, column.start
    while True:
        step, last = await database.write(partial(_reseal_page, keys, column, after))
        renewed += step
        if last is None:
            return renewed
        after = last


def _reseal_page(keys: KeyRing, column: Column, after: Row, connection: sqlite3.Connection) -> tuple[int, Row | None]:
    """Renew one page; how many values changed, and the key it ended at (None past the end)."""
    rows: list[Row] = connection.execute(column.page, (*after, STEP)).fetchall()
    stale = [row for row in rows if not keys.is_current(row[-1])]
    for *place, sealed in stale:
        value = keys.renew(sealed, column.place(*place))
        connection.execute(column.keep, (value, *place[: len(after)]))
    return len(stale), rows[-1][: len(after)] if rows else None
