"""Timers: a row each, found by when it is due, turned into an inbox row when the time has come.

The payload of that inbox row is JSON as ``bot.dialogue.values.dumps`` writes it:
``{"timer": name, "due": datetime, "payload": {…}}``. Its update id is negative.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.conversation.values import InboxRow, Timer
from bot.dialogue.values import dumps, loads
from bot.storage import inbox, places
from bot.storage.keys import KeyRing
from bot.storage.moments import from_micros, to_micros
from bot.storage.numbering import Numbering

SET = """
INSERT INTO timers (chat_id, name, due, payload, patient) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (chat_id, name)
DO UPDATE SET due = excluded.due, payload = excluded.payload, patient = excluded.patient"""

CANCEL = "DELETE FROM timers WHERE chat_id = ? AND name = ?"
CANCEL_ALL = "DELETE FROM timers WHERE chat_id = ?"
DUE = "SELECT chat_id, name, due, payload FROM timers WHERE patient = ? AND due <= ? ORDER BY due LIMIT ?"
NEXT_DUE = "SELECT min(due) FROM timers WHERE patient = ?"


def put(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, timers: Sequence[Timer]) -> None:
    """Set timers; one of the same name is replaced."""
    for timer in timers:
        sealed = keys.seal(dumps(timer.payload), places.of_timer(chat_id, timer.name))
        connection.execute(SET, (chat_id, timer.name, to_micros(timer.due), sealed, timer.patient))


def cancel(connection: sqlite3.Connection, chat_id: int, names: Sequence[str]) -> None:
    """Forget timers by name."""
    for name in names:
        connection.execute(CANCEL, (chat_id, name))


def cancel_all(connection: sqlite3.Connection, chat_id: int) -> None:
    """Forget every timer of a chat."""
    connection.execute(CANCEL_ALL, (chat_id,))


def fire(
    connection: sqlite3.Connection, keys: KeyRing, numbers: Numbering, now: int, most: int, *, patient: bool
) -> list[int]:
    """Turn at most ``most`` due timers of a kind into inbox rows, the longest due first; the chat of each."""
    due = connection.execute(DUE, (patient, now, most)).fetchall()
    for chat_id, name, moment, sealed in due:
        payload = loads(keys.open(sealed, places.of_timer(chat_id, name)))
        woken = dumps({"timer": name, "due": from_micros(moment), "payload": payload})
        inbox.receive(connection, keys, numbers, [InboxRow(numbers.wake(), chat_id, woken)])
        connection.execute(CANCEL, (chat_id, name))
    return [chat_id for chat_id, _, _, _ in due]


def next_due(connection: sqlite3.Connection, *, patient: bool) -> int | None:
    """When the next timer of a kind is due, in microseconds."""
    row: tuple[int | None] = connection.execute(NEXT_DUE, (patient,)).fetchone()
    return row[0]
