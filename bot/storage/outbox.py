"""The outbox of the sender: messages in order per chat, each on its way at most once at a time."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.conversation.values import Sendable
from bot.storage import queue, turns
from bot.storage.database import Database
from bot.storage.keys import KeyRing
from bot.storage.moments import Clock, to_micros
from bot.storage.on_the_wire import OnTheWire


class SqliteOutbox:
    """``bot.conversation.ports.Outbox`` on SQLite.

    ``resent`` and ``dropped`` count the messages a crash left unknown: those that came again, and those taken
    as arrived.
    """

    def __init__(self, database: Database, keys: KeyRing, clock: Clock, wire: OnTheWire) -> None:
        self.resent = 0
        self.dropped = 0
        self._database = database
        self._keys = keys
        self._clock = clock
        self._wire = wire
        self._resolved = False

    async def take(self, chat_id: int, now: datetime, *, patient: bool = False) -> Sendable | None:
        """The next message of a chat, marked as being sent, durably; None when there is none.

        None as well while an earlier one of the chat is still on its way.
        """
        moment = to_micros(now)
        return await self._database.write(lambda c: queue.take(c, self._keys, chat_id, moment), patient=patient)

    async def hand_over(self, sendable: Sendable) -> None:
        """Its bytes go to the network now: from here on it may have arrived. Raises OSError."""
        self._wire.hand_over(sendable.id)

    async def sent(self, sendable: Sendable, message_id: int | None, now: datetime) -> Sendable | None:
        """It arrived, as message ``message_id``: forget it, remember the id under its tag, take the next."""
        moment = to_micros(now)

        def finish_and_take(connection: sqlite3.Connection) -> Sendable | None:
            queue.finish(connection, sendable, message_id, moment)
            return queue.take(connection, self._keys, sendable.chat_id, moment)

        following = await self._database.write(finish_and_take, patient=sendable.outgoing.patient)
        self._wire.over(sendable.id)
        return following

    async def put_back(self, sendable: Sendable) -> None:
        """It surely did not arrive: send it again later."""
        await self._database.write(lambda c: queue.put_back(c, sendable), patient=sendable.outgoing.patient)
        self._wire.over(sendable.id)

    async def doubt(self, sendable: Sendable) -> None:
        """It may have arrived: send it again later, marked so that it is not sent again and again."""
        await self._database.write(lambda c: queue.doubt(c, sendable))
        self._wire.over(sendable.id)

    async def give_up(self, sendable: Sendable, reason: str) -> Sendable | None:
        """It can never arrive: keep the reason, take the next."""
        moment = to_micros(self._clock())

        def bury_and_take(connection: sqlite3.Connection) -> Sendable | None:
            queue.bury(connection, sendable, reason, moment)
            return queue.take(connection, self._keys, sendable.chat_id, moment)

        following = await self._database.write(bury_and_take)
        self._wire.over(sendable.id)
        return following

    async def blocked(self, chat_id: int, now: datetime) -> None:
        """The person blocked the bot: drop what waits for them and their timers; their data stays."""
        moment = to_micros(now)
        await self._database.write(lambda c: turns.block(c, chat_id, moment))

    async def unsent(self) -> list[int]:
        """Chats with messages waiting: for the start after a crash.

        The first call after opening settles messages that were being sent when the process died: what was surely
        not handed to the network waits as before; else one of the question still open comes again (``again`` set),
        a reminder once only, and any other counts as sent.
        """
        if not self._resolved:
            again, dropped = await self._database.write(lambda c: queue.resolve_ambiguous(c, self._wire.left))
            self._wire.begin_anew()
            self._resolved = True
            self.resent += again
            self.dropped += dropped
        return await self._database.read(queue.waiting_chats)
