"""Formatted text: what Telegram finds in plain text by itself, and what parse_mode asks for.

Offsets and lengths are UTF-16 code units (Bot API, MessageEntity).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.html_text import parse_html
from bot.sandbox.markdown_text import parse_markdown, parse_markdown_v2
from bot.sandbox.refusals import bad_request
from bot.sandbox.utf16 import units

Entity = dict[str, Any]

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"“”，。；：！？、（）]+|(?<![\w@.])(?:[a-zA-Z0-9-]+\.)+(?:com|org|net|io|cn|tw|hk|me)\b"
    r"(?:/[^\s<>\"“”，。；：！？、（）]*)?)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[a-zA-Z0-9_]{3,32}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Text without marks, and its entities in order."""

    text: str
    entities: tuple[Entity, ...] = ()

    def as_text(self) -> Entity:
        """{"text", "entities"?}: the fields of a text message."""
        return self._fields("text", "entities")

    def as_caption(self) -> Entity:
        """{"caption", "caption_entities"?}, empty when there is no text."""
        return self._fields("caption", "caption_entities") if self.text else {}

    def _fields(self, text: str, entities: str) -> Entity:
        return {text: self.text, entities: list(self.entities)} if self.entities else {text: self.text}


def read(text: str, parse_mode: str | None, given: list[object] | None) -> FormattedText:
    """The text a message will show; raises Refused when the marks do not parse."""
    mode = (parse_mode or "").lower()
    if not mode:
        raw, entities = text, [_given(entity) for entity in given or ()]
    elif mode == "html":
        raw, entities = parse_html(text)
    elif mode == "markdownv2":
        raw, entities = parse_markdown_v2(text)
    elif mode == "markdown":
        raw, entities = parse_markdown(text)
    else:
        raise bad_request("unsupported parse_mode")
    return _trimmed(raw, entities)


def plain(text: str) -> FormattedText:
    """Text as a person types it, with what Telegram finds in it."""
    return FormattedText(text, tuple(_found(text)))


def _found(text: str) -> list[Entity]:
    if not any(mark in text for mark in "/@#."):
        return []
    return [
        {"type": hit.lastgroup, "offset": units(text[: hit.start()]), "length": units(hit.group())}
        for hit in _FOUND.finditer(text)
    ]


def _given(entity: object) -> Entity:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise bad_request("can't parse MessageEntity: Object with a type expected")
    if not all(isinstance(entity.get(name), int) for name in ("offset", "length")):
        raise bad_request("can't parse MessageEntity: Fields offset and length must be numbers")
    return dict(entity)


def _trimmed(raw: str, entities: list[Entity]) -> FormattedText:
    text = raw.strip()
    lead = len(raw) - len(raw.lstrip())
    end = units(text)
    kept = [fit for entity in entities if (fit := _fitted(entity, lead, end))]
    kept += [found for found in _found(text) if not _overlaps(found, kept)]
    kept.sort(key=lambda e: (e["offset"], -e["length"]))
    return FormattedText(text, tuple(kept))


def _fitted(entity: Entity, lead: int, end: int) -> Entity | None:
    start = max(0, entity["offset"] - lead)
    stop = min(end, entity["offset"] - lead + entity["length"])
    return {**entity, "offset": start, "length": stop - start} if stop > start else None


def _overlaps(found: Entity, kept: list[Entity]) -> bool:
    closed = {"code", "pre", "text_link", "text_mention"}
    return any(
        e["type"] in closed
        and e["offset"] < found["offset"] + found["length"]
        and found["offset"] < e["offset"] + e["length"]
        for e in kept
    )
