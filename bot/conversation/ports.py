"""The seams of the conversation: what it needs of storage, and what the sender needs of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from bot.conversation.values import Attachment, Commit, InboxRow, Sendable, Snapshot

FIRED_AT_ONCE = 200
"""Timers turned into inbox rows in one operation: after a long stop, turns get their share in between."""


class Store(Protocol):
    """Where turns are kept. One hop to the database for each call."""

    async def receive(self, rows: Sequence[InboxRow]) -> list[int]:
        """Keep updates that are not yet known, durably; give the chat of each row that was new."""

    async def load(self, chat_id: int) -> Snapshot | None:
        """The oldest update of a chat that is not yet handled, with all a turn needs; None when there is none."""

    async def commit(self, turn: Commit, *, at_once: bool = False) -> Sendable | None:
        """Keep a turn, all or nothing, durably. Raises StaleTurn.

        With ``at_once``, gives its first message, marked as being sent, when nothing of the chat waits before it: who
        gets it sends it.
        """

    async def unhandled(self) -> list[int]:
        """Chats with updates not yet handled, oldest first: for the start after a crash."""

    async def fire(self, now: datetime, most: int = FIRED_AT_ONCE, *, patient: bool = False) -> list[int]:
        """Turn at most ``most`` due timers of a kind into inbox rows, the longest due first; give the chat of each."""

    async def next_due(self, *, patient: bool = False) -> datetime | None:
        """When the next timer of a kind is due."""


class Outbox(Protocol):
    """Messages on their way out, in order per chat."""

    async def take(self, chat_id: int, now: datetime, *, patient: bool = False) -> Sendable | None:
        """The next message of a chat, marked as being sent, durably; None when there is none. ``patient``: no hurry."""

    async def hand_over(self, sendable: Sendable) -> None:
        """Its bytes go to the network now: from here on it may have arrived. Raises OSError; then they must not go."""

    async def sent(self, sendable: Sendable, message_id: int | None, now: datetime) -> Sendable | None:
        """It arrived, as message ``message_id``: forget it, remember the id under its tag, and take the next."""

    async def put_back(self, sendable: Sendable) -> None:
        """It surely did not arrive: send it again later."""

    async def doubt(self, sendable: Sendable) -> None:
        """It may have arrived: send it again later, with ``again`` set."""

    async def give_up(self, sendable: Sendable, reason: str) -> Sendable | None:
        """It can never arrive: keep the reason, take the next."""

    async def blocked(self, chat_id: int, now: datetime) -> None:
        """The person blocked the bot: drop what waits for them and their timers; their data stays."""

    async def unsent(self) -> list[int]:
        """Chats with messages waiting: for the start after a crash. Messages handed over when the process
        died come again only when they belong to the question still open (``again`` set; a reminder once only), else
        they count as sent.
        """


class Files(Protocol):
    """Files that can be sent, each to the chat it belongs to."""

    async def find(self, chat_id: int, attachment_id: str) -> Attachment | None:
        """What is known of a file; None when it is not kept any more."""

    def read(self, chat_id: int, attachment_id: str) -> AsyncIterator[bytes]:
        """A file piece by piece. Raises AttachmentGone, StorageError."""
