"""What of an update is kept until its turn: the fields a turn reads, their words with private numbers covered.

Places, contacts, quoted messages, names of third parties and everything else Telegram sends along never reach the
disk, and an update is small whatever was in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from bot.safety.private_data import Masked
from bot.telegram.updates import (
    CONTENT,
    COVERED,
    FILES,
    SERVICE,
    WITH_CHAT,
    Json,
    child_of,
    largest,
    number_of,
    word_of,
)

Cover: TypeAlias = Callable[[str], Masked]

LONGEST_WORD = 16_384
"""Characters of any text that are kept: four times what Telegram lets a message have."""

WORDS = ("text", "caption")
NUMBERS = ("message_id", "date", "edit_date")
NAMES = ("language_code", "first_name")
PRESENT = (*(name for name, _ in CONTENT), *SERVICE, "forward_origin", "forward_date")
"""Fields of which a turn asks only whether they are there."""

Kept: TypeAlias = dict[str, Any]


def uncovered(text: str) -> Masked:
    """Words as they are."""
    return Masked(text, frozenset())


def kept(update: Json, cover: Cover) -> Kept:
    """The part of an update that a turn reads; read like the whole one. Never raises for JSON."""
    keeping = _Keeping(cover)
    found: Kept = {"update_id": update.get("update_id")}
    if tap := child_of(update, "callback_query"):
        found["callback_query"] = keeping.tap(tap)
    for name in WITH_CHAT:
        if holder := child_of(update, name):
            found[name] = keeping.member(holder) if name.endswith("member") else keeping.message(holder)
    return {**found, COVERED: keeping.covered}


class _Keeping:
    """Takes an update over, and remembers whether anything in it was covered."""

    def __init__(self, cover: Cover) -> None:
        self._cover = cover
        self.covered = False

    def message(self, message: Json) -> Kept:
        """A message, new or edited."""
        found: Kept = {**_where(message), **{name: number_of(message, name) for name in NUMBERS if name in message}}
        if group := word_of(message, "media_group_id"):
            found["media_group_id"] = group[:LONGEST_WORD]
        found |= {name: True for name in PRESENT if name in message}
        found |= {name: self._words(word_of(message, name)) for name in WORDS if name in message}
        found |= dict(_files(message, self._words))
        return found

    def tap(self, tap: Json) -> Kept:
        """A tapped button."""
        message = child_of(tap, "message")
        return {
            **_sender(tap),
            "id": word_of(tap, "id")[:LONGEST_WORD],
            "data": word_of(tap, "data")[:LONGEST_WORD],
            "message": {**_where(message), "message_id": number_of(message, "message_id")},
        }

    def member(self, member: Json) -> Kept:
        """Somebody's, mostly the bot's own, standing in a chat."""
        found = _where(member)
        for name in ("old_chat_member", "new_chat_member"):
            found[name] = {"status": word_of(child_of(member, name), "status")[:LONGEST_WORD]}
        return found

    def _words(self, text: str) -> str:
        masked = self._cover(text[:LONGEST_WORD])
        self.covered = self.covered or bool(masked.kinds)
        return masked.text


def _where(holder: Json) -> Kept:
    chat = child_of(holder, "chat")
    return {"chat": {"id": number_of(chat, "id"), "type": word_of(chat, "type")[:LONGEST_WORD]}, **_sender(holder)}


def _sender(holder: Json) -> Kept:
    sender = child_of(holder, "from")
    words = {name: word_of(sender, name)[:LONGEST_WORD] for name in NAMES if name in sender}
    return {"from": {**words, "is_bot": sender.get("is_bot") is True}}


def _files(message: Json, words: Callable[[str], str]) -> Iterator[tuple[str, Kept]]:
    for name, _, _ in FILES:
        held = message.get(name)
        file = largest(held) if isinstance(held, list) else held
        if isinstance(file, Mapping) and word_of(file, "file_id"):
            yield (
                name,
                {
                    "file_id": word_of(file, "file_id")[:LONGEST_WORD],
                    "file_size": number_of(file, "file_size"),
                    "mime_type": word_of(file, "mime_type")[:LONGEST_WORD],
                    "file_name": words(word_of(file, "file_name")),
                },
            )
