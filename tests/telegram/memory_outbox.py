"""An outbox in memory with the manners of the one on disk: in order per chat, one on its way at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from watched import Watched

from bot.conversation.values import Outgoing, Sendable


@dataclass
class MemoryOutbox(Watched):
    rows: dict[int, list[Sendable]] = field(default_factory=dict)
    on_its_way: dict[int, Sendable] = field(default_factory=dict)
    tags: dict[tuple[int, str], int] = field(default_factory=dict)
    arrived: list[tuple[int, str]] = field(default_factory=list)
    dead: list[tuple[int, str]] = field(default_factory=list)
    blocked_chats: list[int] = field(default_factory=list)
    put_back_count: int = 0
    last: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def add(self, chat_id: int, *messages: Outgoing) -> None:
        for outgoing in messages:
            self.last += 1
            self.rows.setdefault(chat_id, []).append(Sendable(self.last, chat_id, outgoing, None))

    def lines(self, chat_id: int, *texts: str) -> None:
        self.add(chat_id, *(Outgoing("send", text) for text in texts))

    @property
    def waiting(self) -> int:
        return sum(map(len, self.rows.values()))

    async def take(self, chat_id: int, now: datetime, *, patient: bool = False) -> Sendable | None:
        assert now.tzinfo is not None
        rows = self.rows.get(chat_id)
        if not rows or chat_id in self.on_its_way:
            return None
        first = replace(rows[0], message_id=self.tags.get((chat_id, rows[0].outgoing.tag)))
        self.on_its_way[chat_id] = first
        return first

    async def hand_over(self, sendable: Sendable) -> None:
        assert self.on_its_way[sendable.chat_id].id == sendable.id

    async def sent(self, sendable: Sendable, message_id: int | None, now: datetime) -> Sendable | None:
        self._finish(sendable)
        self.arrived.append((sendable.chat_id, sendable.outgoing.text))
        self.changed()
        if sendable.outgoing.tag and message_id is not None:
            self.tags[sendable.chat_id, sendable.outgoing.tag] = message_id
        return await self.take(sendable.chat_id, now)

    async def put_back(self, sendable: Sendable) -> None:
        assert self.on_its_way.pop(sendable.chat_id).id == sendable.id
        self.put_back_count += 1
        self.changed()

    async def doubt(self, sendable: Sendable) -> None:
        await self.put_back(sendable)
        self.rows[sendable.chat_id][0] = replace(sendable, again=True)

    async def give_up(self, sendable: Sendable, reason: str) -> Sendable | None:
        self._finish(sendable)
        self.dead.append((sendable.chat_id, reason))
        self.changed()
        return await self.take(sendable.chat_id, datetime.now().astimezone())

    async def blocked(self, chat_id: int, now: datetime) -> None:
        self.blocked_chats.append(chat_id)
        self.rows.pop(chat_id, None)
        self.on_its_way.pop(chat_id, None)

    async def unsent(self) -> list[int]:
        return [chat_id for chat_id, rows in self.rows.items() if rows]

    def crash(self) -> None:
        """What the next process finds: a question on its way comes again, any other line counts as sent."""
        for chat_id, sendable in self.on_its_way.items():
            if sendable.outgoing.asks:
                self.rows[chat_id][0] = replace(sendable, again=True)
            else:
                del self.rows[chat_id][0]
        self.on_its_way.clear()

    def _finish(self, sendable: Sendable) -> None:
        assert self.on_its_way.pop(sendable.chat_id).id == sendable.id
        assert self.rows[sendable.chat_id].pop(0).id == sendable.id
