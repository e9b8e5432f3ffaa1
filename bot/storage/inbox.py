"""Updates that came in: each kept once, taken in the order of arrival, forgotten when done."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.conversation.values import InboxRow
from bot.errors import StaleTurn
from bot.storage import places
from bot.storage.keys import KeyRing
from bot.storage.numbering import Numbering

ADD = """
INSERT INTO inbox (update_id, arrival, chat_id, payload) VALUES (?, ?, ?, ?)
ON CONFLICT (update_id) DO NOTHING"""

WAITING_CHATS = "SELECT chat_id FROM inbox WHERE done_at IS NULL GROUP BY chat_id ORDER BY min(arrival)"

DONE = """
UPDATE inbox SET done_at = ?, chat_id = 0, payload = x''
WHERE update_id = ? AND chat_id = ? AND done_at IS NULL"""

ALL_DONE = """
UPDATE inbox SET done_at = ?, chat_id = 0, payload = x''
WHERE chat_id = ? AND done_at IS NULL"""


def receive(connection: sqlite3.Connection, keys: KeyRing, numbers: Numbering, rows: Sequence[InboxRow]) -> list[int]:
    """Keep rows whose update id is not yet known; the chat of each that was new."""
    return [row.chat_id for row in rows if _added(connection, keys, numbers, row)]


def waiting_chats(connection: sqlite3.Connection) -> list[int]:
    """Chats with updates not yet handled, the one that waits longest first."""
    return [chat_id for (chat_id,) in connection.execute(WAITING_CHATS)]


def finish(connection: sqlite3.Connection, row: InboxRow, now: int) -> None:
    """Mark a row done. Raises StaleTurn when it was done before, or erased."""
    if connection.execute(DONE, (now, row.update_id, row.chat_id)).rowcount != 1:
        raise StaleTurn


def finish_all(connection: sqlite3.Connection, chat_id: int, now: int) -> None:
    """Mark every waiting row of a chat done, leaving nothing but the update ids."""
    connection.execute(ALL_DONE, (now, chat_id))


def _added(connection: sqlite3.Connection, keys: KeyRing, numbers: Numbering, row: InboxRow) -> bool:
    sealed = keys.seal(row.payload, places.of_update(row.chat_id, row.update_id))
    values = (row.update_id, numbers.arrival(), row.chat_id, sealed)
    return connection.execute(ADD, values).rowcount == 1
