"""What a person agreed to have kept, numbered from 1 for each chat, what may become evidence linked in a chain.

The hash of a link is sealed with the body: whoever has the file alone cannot guess at a record and compare.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.conversation.values import NewRecord, Record
from bot.dialogue.values import dumps, loads
from bot.records.chain import ATTACHMENT, Link, end_of, extend
from bot.storage import places
from bot.storage.keys import KeyRing
from bot.storage.moments import from_micros, to_micros

NEWEST = "SELECT number, kind, at, body FROM records WHERE chat_id = ? ORDER BY number DESC LIMIT ?"
NEWEST_LINK = """
SELECT number, kind, at, body FROM records WHERE chat_id = ? AND chained = 1 ORDER BY number DESC LIMIT 1"""
FILE_THERE = "SELECT 1 FROM attachments WHERE chat_id = ? AND id = ?"
LAST_NUMBER = "SELECT coalesce(max(number), 0) FROM records WHERE chat_id = ?"
ADD = "INSERT INTO records (chat_id, number, kind, at, chained, body) VALUES (?, ?, ?, ?, ?, ?)"

EVERY = -1
"""A limit that SQLite reads as none."""

HASH = "_sha256"
"""The key of a link's hash among those of its body, before it is sealed."""


def newest(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, limit: int) -> tuple[Record, ...]:
    """The newest ``limit`` records of a chat, newest last, and before them the newest link where it is older."""
    rows = connection.execute(NEWEST, (chat_id, limit)).fetchall()
    records = tuple(_record(keys, chat_id, *row) for row in reversed(rows))
    if len(rows) == limit and end_of(records) is None:
        return (*_newest_link(connection, keys, chat_id), *records)
    return records


def add(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, records: Sequence[NewRecord]) -> None:
    """Add records in order, those that belong there to the end of the chain.

    One that vouches for a file is left out when the file is gone: it was sent, and kept only a day later.
    """
    backed = [record for record in records if _has_its_file(connection, chat_id, record)]
    (last,) = connection.execute(LAST_NUMBER, (chat_id,)).fetchone()
    before: Link | None = end_of(_newest_link(connection, keys, chat_id))
    for record in extend(last, before, backed):
        body = _sealed(keys, chat_id, record)
        row = (chat_id, record.number, record.kind, to_micros(record.at), bool(record.sha256), body)
        connection.execute(ADD, row)


def _has_its_file(connection: sqlite3.Connection, chat_id: int, record: NewRecord) -> bool:
    if record.kind != ATTACHMENT:
        return True
    return connection.execute(FILE_THERE, (chat_id, record.body["stored"])).fetchone() is not None


def _newest_link(connection: sqlite3.Connection, keys: KeyRing, chat_id: int) -> tuple[Record, ...]:
    rows = connection.execute(NEWEST_LINK, (chat_id,)).fetchall()
    return tuple(_record(keys, chat_id, *row) for row in rows)


def _sealed(keys: KeyRing, chat_id: int, record: Record) -> bytes:
    hashed = {HASH: record.sha256} if record.sha256 else {}
    return keys.seal(dumps({**record.body, **hashed}), places.of_record(chat_id, record.number))


def _record(keys: KeyRing, chat_id: int, number: int, kind: str, at: int, sealed: bytes) -> Record:
    body = loads(keys.open(sealed, places.of_record(chat_id, number)))
    hashed = body.pop(HASH, "")
    return Record(number, kind, from_micros(at), body, hashed)
