"""The values the sandbox is made of: people, chats, messages, buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

JsonObject = dict[str, Any]
ChatKind = Literal["private", "group", "supergroup", "channel"]
Membership = Literal["member", "left", "kicked"]


@dataclass(frozen=True, slots=True)
class BotProfile:
    """Who the bot is. `token` has Telegram's form: the bot's id, a colon, a secret."""

    token: str
    username: str
    name: str
    reads_all_group_messages: bool = False

    @property
    def id(self) -> int:
        """The bot's user id: the number in front of the colon."""
        return int(self.token.partition(":")[0])

    def to_api(self) -> JsonObject:
        """A Telegram User."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a Telegram account; `language_code` is an IETF tag such as zh-hans."""

    id: int
    name: str
    language_code: str
    blocked: bool = False

    def to_api(self) -> JsonObject:
        """A Telegram User."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language_code,
        }


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button as the page and simulated people see it."""

    text: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message in one chat.

    `body` holds the fields of a Telegram Message that depend on its kind ("text" and "entities", "photo" and
    "caption", …), already in Telegram's shape; `date` and `edited` are Unix seconds.
    """

    id: int
    chat: JsonObject
    sender: JsonObject | None
    date: int
    body: JsonObject
    markup: JsonObject | None = None
    edited: int | None = None

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.sender and self.sender["is_bot"])

    @property
    def text(self) -> str:
        """Its text, or the caption of its picture or document, or nothing."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def buttons(self) -> list[list[Button]]:
        """Rows of inline buttons."""
        rows = (self.markup or {}).get("inline_keyboard", ())
        return [[_button(raw) for raw in row] for row in rows]

    @property
    def sent_at(self) -> datetime:
        """When it was sent, aware (UTC)."""
        return datetime.fromtimestamp(self.date, UTC)

    def nested(self) -> JsonObject:
        """A Telegram Message as it stands inside another: without the one it answers (Bot API)."""
        shape = self.to_api()
        shape.pop("reply_to_message", None)
        return shape

    def to_api(self) -> JsonObject:
        """A Telegram Message."""
        shape: JsonObject = {"message_id": self.id, "date": self.date, "chat": self.chat}
        if self.sender is not None:
            shape["from"] = self.sender
        shape.update(self.body)
        if self.edited is not None:
            shape["edit_date"] = self.edited
        if self.markup is not None and "inline_keyboard" in self.markup:
            shape["reply_markup"] = self.markup
        return shape


def _button(raw: JsonObject) -> Button:
    copy = raw.get("copy_text")
    return Button(raw["text"], raw.get("callback_data"), raw.get("url"), copy["text"] if copy else None)


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person sees happening in a chat; numbers grow by one within the chat."""

    number: int
    kind: str
    message: Message | None = None
    details: JsonObject | None = None
