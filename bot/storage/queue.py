"""Rows of the outbox: in order per chat, one on its way at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

import orjson

from bot.conversation.values import Key, Outgoing, Sendable
from bot.storage import places, shown
from bot.storage.keys import KeyRing
from bot.storage.numbering import Numbering

QUEUED: Final = 0
SENDING: Final = 1
DEAD: Final = 2

KEPT_TAGS, LOOKED_AT_EVERY = 40, 16
"""Tags remembered for a chat, the questions and cards a person can still see by scrolling a little; and how many more
messages there may be until the older ones are forgotten.
"""

ADD = """
INSERT INTO outbox (chat_id, id, turn, asks, patient, at, payload, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""

EMPTY = "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE chat_id = ? AND state < 2)"

START = """
UPDATE outbox SET state = 1, at = ?1 WHERE chat_id = ?2 AND state = 0
AND id = (SELECT min(id) FROM outbox WHERE chat_id = ?2 AND state < 2)
RETURNING id, again, payload"""
REMOVE = "DELETE FROM outbox WHERE chat_id = ? AND id = ? AND state = 1"
REQUEUE = "UPDATE outbox SET state = 0 WHERE chat_id = ? AND id = ? AND state = 1"
DOUBT = "UPDATE outbox SET state = 0, again = 1 WHERE chat_id = ? AND id = ? AND state = 1"

BURY = """
UPDATE outbox SET state = 2, reason = ?, at = ?, payload = x''
WHERE chat_id = ? AND id = ? AND state < 2"""

DROP_WAITING = "DELETE FROM outbox WHERE chat_id = ? AND state < 2"
DROP_PATIENT = "DELETE FROM outbox WHERE chat_id = ? AND state = 0 AND patient = 1"
WAITING_CHATS = "SELECT chat_id FROM outbox WHERE state = 0 GROUP BY chat_id ORDER BY min(id)"

TAGGED = "SELECT message_id FROM messages WHERE chat_id = ? AND tag = ?"

TAG = """
INSERT INTO messages (chat_id, tag, message_id, at) VALUES (?, ?, ?, ?)
ON CONFLICT (chat_id, tag) DO UPDATE SET message_id = excluded.message_id, at = excluded.at"""

FORGET_TAGS = """
DELETE FROM messages WHERE chat_id = ? AND tag IN
(SELECT tag FROM messages WHERE chat_id = ? ORDER BY at DESC, message_id DESC LIMIT -1 OFFSET ?)"""

UNDER_WAY = "SELECT chat_id, id FROM outbox WHERE state = 1"

AGAIN = """
UPDATE outbox SET state = 0, again = 1 WHERE state = 1 AND asks = 1 AND (patient = 0 OR again = 0)
AND turn = (SELECT turn FROM sessions WHERE sessions.chat_id = outbox.chat_id)"""

DROP_SENDING = "DELETE FROM outbox WHERE state = 1"


def add(
    connection: sqlite3.Connection,
    keys: KeyRing,
    numbers: Numbering,
    chat_id: int,
    turn: int,
    messages: Sequence[Outgoing],
    now: int,
    *,
    at_once: bool,
) -> Sendable | None:
    """Queue messages in order; ``turn`` is the turn of the session they belong to.

    With ``at_once``, gives the first of them, marked as being sent, when nothing of the chat waits before it and it
    need not wait behind others.
    """
    if not messages:
        return None
    state = SENDING if at_once and not messages[0].patient and _is_empty(connection, chat_id) else QUEUED
    first: Sendable | None = None
    for outgoing in messages:
        number = numbers.outgoing()
        sealed = keys.seal(orjson.dumps(outgoing), places.of_message(chat_id, number))
        row = (chat_id, number, turn, outgoing.asks, outgoing.patient, now, sealed, state)
        connection.execute(ADD, row)
        if state == SENDING:
            first, state = _sendable(connection, chat_id, number, outgoing, now), QUEUED
    return first


def take(connection: sqlite3.Connection, keys: KeyRing, chat_id: int, now: int) -> Sendable | None:
    """The first waiting message, marked as being sent; None while another of the chat is on its way."""
    row = connection.execute(START, (now, chat_id)).fetchone()
    if row is None:
        return None
    number, again, sealed = row
    outgoing = _outgoing(keys.open(sealed, places.of_message(chat_id, number)))
    return _sendable(connection, chat_id, number, outgoing, now, again=bool(again))


def finish(connection: sqlite3.Connection, sendable: Sendable, message_id: int | None, now: int) -> None:
    """Forget a message that arrived and remember its id under its tag; nothing when it was erased by then."""
    removed = connection.execute(REMOVE, (sendable.chat_id, sendable.id)).rowcount
    if not removed:
        return
    if sendable.ids:
        shown.forget(connection, sendable.chat_id, sendable.ids)
    if message_id is not None:
        if message_id != sendable.message_id:
            shown.remember(connection, sendable.chat_id, message_id, now)
        if sendable.outgoing.tag:
            _remember(connection, sendable.chat_id, sendable.outgoing.tag, message_id, now)


def put_back(connection: sqlite3.Connection, sendable: Sendable) -> None:
    """Queue a message again, at its place."""
    connection.execute(REQUEUE, (sendable.chat_id, sendable.id))


def doubt(connection: sqlite3.Connection, sendable: Sendable) -> None:
    """Queue a message again that may have arrived."""
    connection.execute(DOUBT, (sendable.chat_id, sendable.id))


def bury(connection: sqlite3.Connection, sendable: Sendable, reason: str, now: int) -> None:
    """Keep why a message can never arrive, and nothing of what it said."""
    connection.execute(BURY, (reason, now, sendable.chat_id, sendable.id))


def drop_waiting(connection: sqlite3.Connection, chat_id: int) -> None:
    """Forget all a chat still had to get."""
    connection.execute(DROP_WAITING, (chat_id,))


def drop_patient(connection: sqlite3.Connection, chat_id: int) -> None:
    """Forget the reminders of a chat that have not set out."""
    connection.execute(DROP_PATIENT, (chat_id,))


def waiting_chats(connection: sqlite3.Connection) -> list[int]:
    """Chats with queued messages, the longest waiting first."""
    return [chat_id for (chat_id,) in connection.execute(WAITING_CHATS)]


def resolve_ambiguous(connection: sqlite3.Connection, handed: AbstractSet[int] | None) -> tuple[int, int]:
    """Settle rows left as being sent by a process that died: how many come again, how many count as sent.

    ``handed`` are those whose bytes may have left; the others surely did not. None where that is not known.
    """
    if handed is not None:
        under_way = connection.execute(UNDER_WAY).fetchall()
        connection.executemany(REQUEUE, [row for row in under_way if row[1] not in handed])
    again = connection.execute(AGAIN).rowcount
    return again, connection.execute(DROP_SENDING).rowcount


def _sendable(
    connection: sqlite3.Connection, chat_id: int, number: int, outgoing: Outgoing, now: int, *, again: bool = False
) -> Sendable:
    message_id = _tagged(connection, chat_id, outgoing.tag) if outgoing.tag else None
    ids = outgoing.ids
    if outgoing.kind == "hide" and not ids:
        ids = shown.within_reach(connection, chat_id, now)
    return Sendable(number, chat_id, outgoing, message_id, again, ids)


def _is_empty(connection: sqlite3.Connection, chat_id: int) -> bool:
    (empty,) = connection.execute(EMPTY, (chat_id,)).fetchone()
    return bool(empty)


def _remember(connection: sqlite3.Connection, chat_id: int, tag: str, message_id: int, now: int) -> None:
    connection.execute(TAG, (chat_id, tag, message_id, now))
    if message_id % LOOKED_AT_EVERY == 0:
        connection.execute(FORGET_TAGS, (chat_id, chat_id, KEPT_TAGS))


def _tagged(connection: sqlite3.Connection, chat_id: int, tag: str) -> int | None:
    row: tuple[int] | None = connection.execute(TAGGED, (chat_id, tag)).fetchone()
    return None if row is None else row[0]


def _outgoing(data: bytes) -> Outgoing:
    raw: dict[str, Any] = orjson.loads(data)
    keys = tuple(tuple(Key(**key) for key in row) for row in raw.pop("keys"))
    ids = tuple(raw.pop("ids", ()))
    return Outgoing(**raw, keys=keys, ids=ids)
