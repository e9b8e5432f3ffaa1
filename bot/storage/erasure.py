"""Erasing a person: every row of theirs at once, and after it every copy of the database.

Which tables hold people is read from the schema: a table with a ``chat_id`` is one, so that a new table cannot be
forgotten. Copies (daily backups, the copy left before a migration) are cleaned one by one, which takes longer than a
turn may: until that is done the chat stands in ``erasures``, and a crash only delays it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import structlog

from bot.storage.database import Database

TABLES: Final = """
SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
WHERE tables.type = 'table' AND columns.name = 'chat_id' ORDER BY tables.name"""

PENDING: Final = "erasures"
REMEMBER: Final = "INSERT INTO erasures (chat_id) VALUES (?) ON CONFLICT (chat_id) DO NOTHING"
WAITING: Final = "SELECT chat_id FROM erasures ORDER BY chat_id"
DONE: Final = "DELETE FROM erasures WHERE chat_id = ?"

BEFORE_MIGRATION: Final = ".version-[0-9][0-9][0-9][0-9]"
"""How the name of a copy left before a migration ends."""

log = structlog.get_logger(__name__)


def remove_rows(connection: sqlite3.Connection, chat_id: int, *, besides: Sequence[str] = ()) -> None:
    """Delete every row of a chat from every table that has people in it."""
    for (table,) in connection.execute(TABLES).fetchall():
        if table not in besides:
            connection.execute(f'DELETE FROM "{table}" WHERE chat_id = ?', (chat_id,))  # noqa: S608 - a table of ours


def remember(connection: sqlite3.Connection, chat_id: int) -> None:
    """Note that copies still have to be cleaned of a chat."""
    connection.execute(REMEMBER, (chat_id,))


async def clean_copies(database: Database, backups: Path) -> int:
    """Remove everybody who erased their data from all copies; how many people.

    Not to be run while a backup is being made. A copy that cannot be cleaned (it is damaged, say) is deleted: a copy
    nobody can open is of no use, and the promise comes first. Raises StorageError.
    """
    chats = [chat_id for (chat_id,) in await database.read(lambda c: c.execute(WAITING).fetchall())]
    if not chats:
        return 0
    for copy in copies(database.path, backups):
        await asyncio.to_thread(_clean, copy, chats)
    await database.write(lambda c: c.executemany(DONE, [(chat_id,) for chat_id in chats]))
    await database.scrub()
    return len(chats)


def copies(database: Path, backups: Path) -> list[Path]:
    """Every copy of a database the program makes: backups, unfinished ones, and those left before a migration."""
    return sorted(
        [
            *backups.glob(f"{database.stem}-*.sqlite3"),
            *backups.glob(f"{database.stem}-*.sqlite3.part"),
            *database.parent.glob(f"{database.name}{BEFORE_MIGRATION}"),
        ]
    )


def _clean(copy: Path, chats: Sequence[int]) -> None:
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)) as opened:
            opened.execute("PRAGMA secure_delete = ON")
            opened.execute("PRAGMA journal_mode = DELETE")
            opened.execute("BEGIN IMMEDIATE")
            for chat_id in chats:
                remove_rows(opened, chat_id)
            opened.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        log.error("copy_deleted", fault=type(error).__name__)
        copy.unlink(missing_ok=True)
