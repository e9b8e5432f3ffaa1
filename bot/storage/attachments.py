"""Files kept for people: encrypted beside the database, found and opened by a row in it.

A file is written and on the disk before its row is kept, so a row always has its file; a file without a row is
what a crash or an erasure left, and goes at the next start.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.dialogue.values import dumps, loads
from bot.errors import AttachmentGone, StorageError
from bot.jobs.attachment import Attachment
from bot.storage import places
from bot.storage.database import Database
from bot.storage.keys import KeyRing
from bot.storage.moments import Clock, from_micros, to_micros
from bot.storage.sealed_file import FileKey, SealedReader, SealedWriter

ADD = "INSERT INTO attachments (chat_id, id, at, expires, body) VALUES (?, ?, ?, ?, ?)"
FIND = "SELECT id, at, expires, body FROM attachments WHERE chat_id = ? AND id = ?"
ALL_OF = "SELECT id, at, expires, body FROM attachments WHERE chat_id = ? ORDER BY at, id"
IDS_OF = "SELECT id FROM attachments WHERE chat_id = ?"
IDS = "SELECT id FROM attachments"
KEEP = "UPDATE attachments SET expires = NULL WHERE chat_id = ? AND id = ?"
REMOVE = "DELETE FROM attachments WHERE chat_id = ? AND id = ?"
REMOVE_ALL = "DELETE FROM attachments WHERE chat_id = ?"
EXPIRED = "SELECT chat_id, id FROM attachments WHERE expires <= ? LIMIT 500"

SUFFIX = ".sealed"
READ_AT_ONCE = 4
"""Pieces of a file opened in one hop to a thread: 256 kB."""


class Draft:
    """A file being written: no row knows it yet. Write to it, then ``close`` it; ``discard`` what is not wanted."""

    def __init__(self, attachment: Attachment, path: Path, key: FileKey, place: bytes) -> None:
        self.id = attachment.id
        self.key = key
        self._attachment, self._path, self._place = attachment, path, place
        self._writer = SealedWriter(path, key, place)

    @property
    def attachment(self) -> Attachment:
        """What is known of it, with the size and hash of all that was written."""
        known = self._attachment
        digest, size = self._writer.sha256, self._writer.size
        return Attachment(known.id, known.kind, known.name, known.mime, size, digest, known.at, known.expires)

    async def write(self, data: bytes) -> None:
        """Add bytes. Raises OSError."""
        await asyncio.to_thread(self._writer.write, data)

    async def close(self) -> None:
        """Bring everything to the disk. Raises OSError."""
        await asyncio.to_thread(self._writer.close)

    async def load(self) -> bytes:
        """What was written and closed. Raises StorageError when the disk changed it."""
        return await asyncio.to_thread(_whole, self._path, self.key, self._place)

    async def discard(self) -> None:
        """Remove the file again."""
        await asyncio.to_thread(self._writer.discard)


class Attachments:
    """The files of everybody; each is opened with the chat it belongs to, and with no other."""

    def __init__(self, database: Database, keys: KeyRing, folder: Path, clock: Clock) -> None:
        self._database, self._keys, self._folder, self._clock = database, keys, folder, clock

    def draft(
        self,
        chat_id: int,
        *,
        kind: str,
        name: str,
        mime: str,
        lasts: timedelta | None = None,
        attachment_id: str = "",
    ) -> Draft:
        """A new file to write, which lives ``lasts`` long once its row is kept, for good without it."""
        now = self._clock()
        known = Attachment(
            id=attachment_id or new_attachment_id(),
            kind=kind,
            name=name,
            mime=mime,
            size=0,
            sha256="",
            at=now,
            expires=None if lasts is None else now + lasts,
        )
        place = places.of_attachment(chat_id, known.id)
        return Draft(known, self.path_of(known.id), FileKey.fresh(), place)

    async def put(
        self, chat_id: int, data: bytes, *, kind: str, name: str, mime: str, lasts: timedelta | None = None
    ) -> Draft:
        """A small file written in one go, ready for its row to be kept. Raises OSError."""
        draft = self.draft(chat_id, kind=kind, name=name, mime=mime, lasts=lasts)
        await draft.write(data)
        await draft.close()
        return draft

    async def find(self, chat_id: int, attachment_id: str) -> Attachment | None:
        """What is known of one file."""
        found = await self._database.read(lambda c: find(c, self._keys, chat_id, attachment_id))
        return None if found is None else found[0]

    async def all_of(self, chat_id: int) -> tuple[Attachment, ...]:
        """Every file of a chat, the oldest first."""
        return await self._database.read(lambda c: all_of(c, self._keys, chat_id))

    async def read(self, chat_id: int, attachment_id: str) -> AsyncIterator[bytes]:
        """A file piece by piece, 256 kB at most each. Raises AttachmentGone, or StorageError when it is damaged."""
        found = await self._database.read(lambda c: find(c, self._keys, chat_id, attachment_id))
        if found is None:
            raise AttachmentGone
        place = places.of_attachment(chat_id, attachment_id)
        try:
            reader = await asyncio.to_thread(SealedReader, self.path_of(attachment_id), found[1], place)
        except FileNotFoundError:
            raise AttachmentGone from None
        try:
            while data := await asyncio.to_thread(reader.read, READ_AT_ONCE):
                yield data
        finally:
            await asyncio.to_thread(reader.close)

    async def load(self, chat_id: int, attachment_id: str) -> bytes:
        """A whole file; at most what Telegram lets a bot download, 20 MB. Raises as ``read``."""
        return b"".join([piece async for piece in self.read(chat_id, attachment_id)])

    async def keep(self, chat_id: int, drafts: Sequence[Draft]) -> None:
        """Keep closed drafts outside a turn or a job."""
        await self._database.write(lambda c: add(c, self._keys, chat_id, drafts))

    async def remove(self, chat_id: int, attachment_ids: Sequence[str]) -> None:
        """Remove files of a chat, rows and bytes."""
        await self._database.write(lambda c: remove(c, chat_id, attachment_ids))
        await self.unlink(attachment_ids)

    async def expire(self, now: datetime) -> int:
        """Remove what was only meant to last a while; how many."""
        moment = to_micros(now)
        removed = 0
        while ids := await self._database.write(lambda c: expire(c, moment)):
            await self.unlink(ids)
            removed += len(ids)
        return removed

    async def unlink(self, attachment_ids: Sequence[str]) -> None:
        """Remove the bytes of files whose rows are gone."""
        if attachment_ids:
            await asyncio.to_thread(self._unlink, attachment_ids)

    async def sweep(self) -> int:
        """Remove files no row knows; how many. At the start only: a draft being written has no row yet."""
        known = await self._database.read(lambda c: frozenset(row[0] for row in c.execute(IDS)))
        return await asyncio.to_thread(self._sweep, known)

    def path_of(self, attachment_id: str) -> Path:
        """Where the bytes of a file lie. Raises StorageError for what is no id."""
        if not (attachment_id.isalnum() and attachment_id.isascii()):
            raise StorageError("That is not the id of an attachment.")
        return self._folder / f"{attachment_id}{SUFFIX}"

    def _unlink(self, attachment_ids: Sequence[str]) -> None:
        for attachment_id in attachment_ids:
            self.path_of(attachment_id).unlink(missing_ok=True)

    def _sweep(self, known: frozenset[str]) -> int:
        orphans = [path for path in self._folder.glob(f"*{SUFFIX}") if path.name.removesuffix(SUFFIX) not in known]
        for path in orphans:
            path.unlink(missing_ok=True)
        return len(orphans)


def _whole(path: Path, key: FileKey, place: bytes) -> bytes:
    reader = SealedReader(path, key, place)
    try:
        return b"".join(iter(lambda: reader.read(READ_AT_ONCE), b""))
    finally:
        reader.close()


def new_attachment_id() -> str:
    """A fresh id: it names a file for good, in records and on the disk."""
    return secrets.token_hex(12)


def add(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, drafts: Sequence[Draft]) -> None:
    """Keep the rows of drafts that were closed."""
    for draft in drafts:
        known = draft.attachment
        expires = None if known.expires is None else to_micros(known.expires)
        body = keys.seal(_body(known, draft.key), places.of_attachment(chat_id, known.id))
        connection.execute(ADD, (chat_id, known.id, to_micros(known.at), expires, body))


def find(
    connection: sqlite3.Connection, keys: KeyRing, chat_id: int, attachment_id: str
) -> tuple[Attachment, FileKey] | None:
    """A file of a chat and what opens it."""
    row = connection.execute(FIND, (chat_id, attachment_id)).fetchone()
    return None if row is None else _read(keys, chat_id, *row)


def all_of(connection: sqlite3.Connection, keys: KeyRing, chat_id: int) -> tuple[Attachment, ...]:
    """Every file of a chat, the oldest first."""
    return tuple(_read(keys, chat_id, *row)[0] for row in connection.execute(ALL_OF, (chat_id,)).fetchall())


def stay(connection: sqlite3.Connection, chat_id: int, attachment_ids: Sequence[str]) -> None:
    """Let files that would expire stay."""
    for attachment_id in attachment_ids:
        connection.execute(KEEP, (chat_id, attachment_id))


def remove(connection: sqlite3.Connection, chat_id: int, attachment_ids: Sequence[str]) -> list[str]:
    """Remove rows; the ids whose bytes are to go."""
    return [each for each in attachment_ids if connection.execute(REMOVE, (chat_id, each)).rowcount]


def remove_all(connection: sqlite3.Connection, chat_id: int) -> list[str]:
    """Remove every row of a chat; the ids whose bytes are to go."""
    ids = [row[0] for row in connection.execute(IDS_OF, (chat_id,))]
    connection.execute(REMOVE_ALL, (chat_id,))
    return ids


def expire(connection: sqlite3.Connection, now: int) -> list[str]:
    """Remove some of the rows whose time is over; the ids whose bytes are to go."""
    rows = connection.execute(EXPIRED, (now,)).fetchall()
    return [each for chat_id, attachment_id in rows for each in remove(connection, chat_id, [attachment_id])]


def _body(known: Attachment, key: FileKey) -> bytes:
    plain: dict[str, Any] = {"kind": known.kind, "name": known.name, "mime": known.mime}
    return dumps({**plain, "size": known.size, "sha256": known.sha256, "key": key.secret.hex()})


def _read(
    keys: KeyRing, chat_id: int, attachment_id: str, at: int, expires: int | None, sealed: bytes
) -> tuple[Attachment, FileKey]:
    body = loads(keys.open(sealed, places.of_attachment(chat_id, attachment_id)))
    key = FileKey(bytes.fromhex(body.pop("key")))
    ends = None if expires is None else from_micros(expires)
    return Attachment(id=attachment_id, at=from_micros(at), expires=ends, **body), key
