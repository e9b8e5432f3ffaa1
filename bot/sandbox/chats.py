"""A chat as Telegram keeps it: its members' side, its numbered messages, its events."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox.events import EventStream
from bot.sandbox.model import ChatKind, JsonObject, Membership, Message, Person

KEPT_MESSAGES = 2_000
"""A chat keeps its newest messages; older ones go so that a long load run stays in memory."""


class Chat:
    """One conversation with the bot in it."""

    __slots__ = (
        "events",
        "info",
        "kind",
        "last_message_id",
        "membership",
        "menu_button",
        "messages",
        "pinned",
        "started",
        "typing_until",
    )

    def __init__(self, info: JsonObject) -> None:
        self.info = info
        self.kind: ChatKind = info["type"]
        self.messages: dict[int, Message] = {}
        self.last_message_id = 0
        self.pinned: list[int] = []
        self.events = EventStream()
        self.membership: Membership = "member"
        self.started = self.kind != "private"
        self.typing_until: datetime | None = None
        self.menu_button: JsonObject | None = None

    @property
    def id(self) -> int:
        """The chat's id: the person's for a private chat, negative for groups."""
        return int(self.info["id"])

    @property
    def history(self) -> list[Message]:
        """Every kept message, oldest first."""
        return list(self.messages.values())

    def next_id(self) -> int:
        """The id of the message about to be added."""
        self.last_message_id += 1
        return self.last_message_id

    def keep(self, message: Message) -> None:
        """Add a message, or put an edited one in its old place."""
        self.messages[message.id] = message
        if len(self.messages) > KEPT_MESSAGES:
            self.remove(next(iter(self.messages)))

    def remove(self, message_id: int) -> None:
        """Take a message out; unpins it too."""
        del self.messages[message_id]
        if message_id in self.pinned:
            self.pinned.remove(message_id)

    def last_from_bot(self) -> Message | None:
        """The newest message the bot wrote."""
        return next((m for m in reversed(self.messages.values()) if m.from_bot), None)


def private_chat(person: Person) -> Chat:
    """The chat between a person and the bot; it opens with the person's first message."""
    return Chat({"id": person.id, "type": "private", "first_name": person.name})


def group_chat(chat_id: int, title: str, kind: ChatKind) -> Chat:
    """A group, supergroup or channel."""
    return Chat({"id": chat_id, "type": kind, "title": title})
