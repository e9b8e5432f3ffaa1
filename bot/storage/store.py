"""The store of the conversation: one hop to the database for each call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.conversation.ports import FIRED_AT_ONCE
from bot.conversation.values import Commit, InboxRow, Record, Sendable, Snapshot
from bot.export.everything import Everything
from bot.storage import inbox, records, timers, turns
from bot.storage.attachments import Attachments
from bot.storage.database import Database
from bot.storage.everything import everything
from bot.storage.keys import KeyRing
from bot.storage.moments import Clock, from_micros, to_micros
from bot.storage.numbering import Numbering


class SqliteStore:
    """``bot.conversation.ports.Store`` on SQLite."""

    def __init__(
        self, database: Database, keys: KeyRing, numbers: Numbering, attachments: Attachments, clock: Clock
    ) -> None:
        self._database = database
        self._attachments = attachments
        self._keys = keys
        self._numbers = numbers
        self._clock = clock

    async def receive(self, rows: Sequence[InboxRow]) -> list[int]:
        """Keep updates that are not yet known, durably; give the chat of each row that was new."""
        if not rows:
            return []
        return await self._database.write(lambda c: inbox.receive(c, self._keys, self._numbers, rows))

    async def load(self, chat_id: int) -> Snapshot | None:
        """The oldest update of a chat not yet handled, with all a turn needs; None when there is none."""
        return await self._database.read(lambda c: turns.load(c, self._keys, chat_id))

    async def commit(self, turn: Commit, *, at_once: bool = False) -> Sendable | None:
        """Keep a turn, all or nothing, durably. Raises StaleTurn.

        With ``at_once``, gives its first message when that may go out now, marked as being sent.

        After an erasing turn the old bytes are gone from the file and its log before this returns, unless a
        backup is reading just then: then they go when it ends. Backups are cleaned by the housekeeping.
        """
        now = to_micros(self._clock())
        first, gone = await self._database.write(
            lambda c: turns.commit(c, self._keys, self._numbers, turn, now, at_once=at_once),
            patient=bool(turn.outgoing) and turn.outgoing[0].patient,
        )
        await self._attachments.unlink(gone)
        if turn.erase or turn.withdraw:
            await self._database.scrub()
        return first

    async def forget_absent(self, before: datetime) -> int:
        """Erase everybody who was last here before that, one at a time so that turns get their share; how many."""
        moment, now = to_micros(before), to_micros(self._clock())
        gone = await self._database.read(lambda c: turns.absent(c, moment))
        for chat_id in gone:
            files = await self._database.write(partial(turns.erase, chat_id=chat_id, now=now))
            await self._attachments.unlink(files)
        if gone:
            await self._database.scrub()
        return len(gone)

    async def unhandled(self) -> list[int]:
        """Chats with updates not yet handled, oldest first: for the start after a crash."""
        return await self._database.read(inbox.waiting_chats)

    async def fire(self, now: datetime, most: int = FIRED_AT_ONCE, *, patient: bool = False) -> list[int]:
        """Turn at most ``most`` due timers of a kind into inbox rows; give the chat of each."""
        moment = to_micros(now)
        return await self._database.write(
            lambda c: timers.fire(c, self._keys, self._numbers, moment, most, patient=patient), patient=patient
        )

    async def next_due(self, *, patient: bool = False) -> datetime | None:
        """When the next timer of a kind is due."""
        due = await self._database.read(lambda c: timers.next_due(c, patient=patient))
        return None if due is None else from_micros(due)

    async def me(self, chat_id: int) -> bytes | None:
        """What is known about a person, as the last turn kept it."""
        return await self._database.read(lambda c: turns.me(c, self._keys, chat_id))

    async def everything(self, chat_id: int) -> Everything:
        """All that is kept about a person, opened: for their export."""
        return await self._database.read(lambda c: everything(c, self._keys, chat_id))

    async def all_records(self, chat_id: int) -> tuple[Record, ...]:
        """Every record of a chat, newest last: for an export."""
        return await self._database.read(lambda c: records.newest(c, self._keys, chat_id, records.EVERY))
