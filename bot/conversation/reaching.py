"""Storage that reaches people when it fails: who asked for help and cannot be answered gets the numbers.

An update is remembered from when it came until its answer has gone out, in memory only. Wherever keeping, loading or
sending fails meanwhile, the lifeline looks at it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.conversation.lifeline import Lifeline
from bot.conversation.ports import FIRED_AT_ONCE, Outbox, Store
from bot.conversation.values import Commit, InboxRow, Sendable, Snapshot
from bot.errors import StaleTurn

MOST_CHATS, MOST_ROWS = 1000, 5
"""Chats, and updates of each, that are remembered: the newest."""

Kept = TypeVar("Kept")


@dataclass(slots=True, repr=False)
class _Open:
    """An update whose answer has not gone out; ``answered`` once its turn is kept."""

    row: InboxRow
    answered: bool = False


class Unanswered:
    """The updates whose answers have not gone out."""

    def __init__(self, lifeline: Lifeline) -> None:
        self._lifeline = lifeline
        self._open: OrderedDict[int, tuple[_Open, ...]] = OrderedDict()

    def came(self, rows: Sequence[InboxRow]) -> None:
        """These are kept and wait for their turn."""
        for row in rows:
            self._open[row.chat_id] = (*self._open.pop(row.chat_id, ()), _Open(row))[-MOST_ROWS:]
        while len(self._open) > MOST_CHATS:
            self._open.popitem(last=False)

    def answered(self, turn: Commit) -> None:
        """A turn is kept; without anything to send there is nothing left to fail."""
        chat, done = turn.row.chat_id, turn.row.update_id
        for each in self._open.get(chat, ()):
            each.answered = each.answered or each.row.update_id == done
        if not turn.outgoing:
            self.sent_all(chat)

    def sent_all(self, chat_id: int) -> None:
        """Nothing waits in the outbox for this chat."""
        left = tuple(each for each in self._open.pop(chat_id, ()) if not each.answered)
        if left:
            self._open[chat_id] = left

    async def reach(self, chat_id: int) -> None:
        """Storage failed this chat: give the numbers to whoever asked for help."""
        await self._lifeline.reach([each.row for each in self._open.get(chat_id, ())])


class ReachingStore:
    """A store; when it fails those who asked for help are reached before the fault goes on."""

    def __init__(self, store: Store, lifeline: Lifeline, unanswered: Unanswered) -> None:
        self._store, self._lifeline, self._unanswered = store, lifeline, unanswered

    async def receive(self, rows: Sequence[InboxRow]) -> list[int]:
        """Keep updates."""
        try:
            chats = await self._store.receive(rows)
        except Exception:
            await self._lifeline.reach(rows)
            raise
        new = set(chats)
        self._unanswered.came([row for row in rows if row.chat_id in new])
        return chats

    async def load(self, chat_id: int) -> Snapshot | None:
        """The oldest update of a chat that is not yet handled."""
        try:
            return await self._store.load(chat_id)
        except Exception:
            await self._unanswered.reach(chat_id)
            raise

    async def commit(self, turn: Commit, *, at_once: bool = False) -> Sendable | None:
        """Keep a turn, and with ``at_once`` take its first message. Raises StaleTurn."""
        try:
            first = await self._store.commit(turn, at_once=at_once)
        except StaleTurn:
            raise
        except Exception:
            await self._lifeline.reach([turn.row])
            raise
        self._unanswered.answered(turn)
        return first

    async def unhandled(self) -> list[int]:
        """Chats with updates not yet handled."""
        return await self._store.unhandled()

    async def fire(self, now: datetime, most: int = FIRED_AT_ONCE, *, patient: bool = False) -> list[int]:
        """Turn due timers into inbox rows."""
        return await self._store.fire(now, most, patient=patient)

    async def next_due(self, *, patient: bool = False) -> datetime | None:
        """When the next timer is due."""
        return await self._store.next_due(patient=patient)


class ReachingOutbox:
    """An outbox; when it fails those who asked for help are reached before the fault goes on."""

    def __init__(self, outbox: Outbox, unanswered: Unanswered) -> None:
        self._outbox, self._unanswered = outbox, unanswered

    async def take(self, chat_id: int, now: datetime, *, patient: bool = False) -> Sendable | None:
        """The next message of a chat, marked as being sent."""
        return await self._next(chat_id, self._outbox.take(chat_id, now, patient=patient))

    async def hand_over(self, sendable: Sendable) -> None:
        """Its bytes go to the network now. Raises OSError; then they must not go."""
        await self._reached(sendable.chat_id, self._outbox.hand_over(sendable))

    async def sent(self, sendable: Sendable, message_id: int | None, now: datetime) -> Sendable | None:
        """It arrived; the next."""
        return await self._next(sendable.chat_id, self._outbox.sent(sendable, message_id, now))

    async def give_up(self, sendable: Sendable, reason: str) -> Sendable | None:
        """It can never arrive; the next."""
        return await self._next(sendable.chat_id, self._outbox.give_up(sendable, reason))

    async def put_back(self, sendable: Sendable) -> None:
        """It surely did not arrive."""
        await self._reached(sendable.chat_id, self._outbox.put_back(sendable))

    async def doubt(self, sendable: Sendable) -> None:
        """It may have arrived: send it again later."""
        await self._reached(sendable.chat_id, self._outbox.doubt(sendable))

    async def blocked(self, chat_id: int, now: datetime) -> None:
        """The person blocked the bot."""
        await self._outbox.blocked(chat_id, now)
        self._unanswered.sent_all(chat_id)

    async def unsent(self) -> list[int]:
        """Chats with messages waiting."""
        return await self._outbox.unsent()

    async def _next(self, chat_id: int, taking: Awaitable[Sendable | None]) -> Sendable | None:
        sendable = await self._reached(chat_id, taking)
        if sendable is None:
            self._unanswered.sent_all(chat_id)
        return sendable

    async def _reached(self, chat_id: int, work: Awaitable[Kept]) -> Kept:
        try:
            return await work
        except Exception:
            await self._unanswered.reach(chat_id)
            raise
