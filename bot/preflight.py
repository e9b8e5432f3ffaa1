"""Flows, content and translations are checked before they run; what passed once is not checked again.

The checks run in a process of their own, so that the bot carries none of what they need.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from hashlib import sha256

from bot.assembly import Home
from bot.errors import ContentError
from bot.storage.database import Database

PASSED = "passed"
READ = "SELECT value FROM meta WHERE name = ?"
WRITE = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
SHOWN = 5
"""Problems named in the one message; `flows check` has them all."""


async def refuse_broken(database: Database, home: Home) -> None:
    """Check everything unless just these files have passed before. Raises ContentError with the first problems."""
    fingerprint = await asyncio.to_thread(fingerprint_of, home)
    if await database.read(_passed) == fingerprint:
        return
    command = (sys.executable, "-m", "bot", "flows", "check")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=home.root, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    out, _ = await process.communicate()
    if process.returncode != 0:
        raise ContentError("\n".join([*out.decode().splitlines()[:SHOWN], ContentError().args[0]]))
    await database.write(lambda connection: _remember(connection, fingerprint))


def fingerprint_of(home: Home) -> bytes:
    """SHA-256 over the names and bytes of all flows, content and translations."""
    whole = sha256()
    for folder in (home.flows, home.content, home.locales):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".yaml", ".po", ".json"}:
                whole.update(str(path.relative_to(home.root)).encode() + b"\0" + path.read_bytes())
    return whole.digest()


def _passed(connection: sqlite3.Connection) -> bytes | None:
    row = connection.execute(READ, (PASSED,)).fetchone()
    return None if row is None else bytes(row[0])


def _remember(connection: sqlite3.Connection, fingerprint: bytes) -> None:
    connection.execute(WRITE, (PASSED, fingerprint))
