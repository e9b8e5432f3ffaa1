"""A message behind its cover: a notification shows the first line alone, the rest is seen when tapped.

Telegram hides text marked as a spoiler in notifications and in the list of chats as well as in the chat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversation.values import Outgoing


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A text with its MessageEntity objects."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()


def shown(outgoing: Outgoing) -> Shown:
    """What is sent of a message: its text, or its cover with the text as a spoiler under it."""
    if not outgoing.cover:
        return Shown(outgoing.text)
    before = f"{outgoing.cover}\n"
    spoiler = {"type": "spoiler", "offset": _units(before), "length": _units(outgoing.text)}
    return Shown(before + outgoing.text, (spoiler,) if outgoing.text else ())


def _units(text: str) -> int:
    """Telegram counts places in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
