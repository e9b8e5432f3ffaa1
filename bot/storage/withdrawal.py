"""Consent that is taken back: what it covered goes in the same transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.records.purposes import Purpose
from bot.storage import attachments, erasure

CONVERSATION = "wait"
"""The one timer that belongs to the running conversation."""

FORGET_RECORDS = "DELETE FROM records WHERE chat_id = ?"
FORGET_KIND = "DELETE FROM records WHERE chat_id = ? AND kind = ?"
CANCEL_REMINDERS = "DELETE FROM timers WHERE chat_id = ? AND name <> ?"


def withdraw(connection: sqlite3.Connection, chat_id: int, purposes: Sequence[Purpose]) -> list[str]:
    """Delete what the purposes covered; the ids of attachments whose bytes are to go.

    Copies hold it as well: the whole person is taken out of those made so far, the next one has what is left.
    """
    gone: list[str] = []
    if Purpose.RECORDS in purposes:
        connection.execute(FORGET_RECORDS, (chat_id,))
        gone = attachments.remove_all(connection, chat_id)
    elif Purpose.MOOD in purposes:
        connection.execute(FORGET_KIND, (chat_id, Purpose.MOOD))
    if gone or not {Purpose.RECORDS, Purpose.MOOD}.isdisjoint(purposes):
        erasure.remember(connection, chat_id)
    if Purpose.REMINDERS in purposes:
        connection.execute(CANCEL_REMINDERS, (chat_id, CONVERSATION))
    return gone
