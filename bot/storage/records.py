"""What a person agreed to have kept, numbered from 1 for each chat."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.conversation.values import NewRecord, Record
from bot.dialogue.values import dumps, loads
from bot.storage import places
from bot.storage.keys import KeyRing
from bot.storage.moments import from_micros, to_micros

NEWEST = "SELECT number, kind, at, body FROM records WHERE chat_id = ? ORDER BY number DESC LIMIT ?"
LAST_NUMBER = "SELECT coalesce(max(number), 0) FROM records WHERE chat_id = ?"
ADD = "INSERT INTO records (chat_id, number, kind, at, body) VALUES (?, ?, ?, ?, ?)"

EVERY = -1
"""A limit that SQLite reads as none."""


def newest(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, limit: int) -> tuple[Record, ...]:
    """The newest ``limit`` records of a chat, newest last."""
    rows = connection.execute(NEWEST, (chat_id, limit)).fetchall()
    return tuple(
        Record(number, kind, from_micros(at), loads(keys.open(body, places.of_record(chat_id, number))))
        for number, kind, at, body in reversed(rows)
    )


def add(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, records: Sequence[NewRecord]) -> None:
    """Add records in order."""
    (last,) = connection.execute(LAST_NUMBER, (chat_id,)).fetchone()
    for number, record in enumerate(records, start=last + 1):
        body = keys.seal(dumps(record.body), places.of_record(chat_id, number))
        connection.execute(ADD, (chat_id, number, record.kind, to_micros(record.at), body))
