"""A message behind its cover: a notification shows the first line alone, the rest is seen when tapped.

Telegram hides text marked as a spoiler in notifications and in the list of chats as well as in the chat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.conversation.values import Outgoing, Sendable

LONGEST = 4096
"""UTF-16 code units of a message (Bot API, sendMessage): a longer one is refused, and nobody would be answered."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A text with its MessageEntity objects; a picture whose caption is ``covered`` is covered as well."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()
    covered: bool = False


def leaving(sendable: Sendable, now: datetime) -> Sendable:
    """A message as it is to be sent now: without its cover while the person is still here to read it."""
    outgoing = sendable.outgoing
    if not outgoing.cover or outgoing.cover_from <= now.timestamp():
        return sendable
    return replace(sendable, outgoing=replace(outgoing, cover=""))


def shown(outgoing: Outgoing) -> Shown:
    """What is sent of a message: its text, or its cover with the text as a spoiler under it."""
    if not outgoing.cover:
        return Shown(_clipped(outgoing.text, LONGEST))
    before = f"{outgoing.cover}\n"
    text = _clipped(outgoing.text, LONGEST - _units(before))
    spoiler = {"type": "spoiler", "offset": _units(before), "length": _units(text)}
    return Shown(before + text, (spoiler,) if text else (), covered=True)


def _clipped(text: str, most: int) -> str:
    """A text of at most so many code units: what a person wrote may stand in what is said back to them."""
    if 2 * len(text) <= most or _units(text) <= most:
        return text
    return text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def _units(text: str) -> int:
    """Telegram counts places in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
