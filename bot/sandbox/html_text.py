"""Telegram's HTML style: the tags it knows, the errors it gives (Bot API, "Formatting options")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from bot.sandbox.refusals import Refused, bad_request
from bot.sandbox.utf16 import units

Entity = dict[str, Any]

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[^\s>/]*)(?P<rest>[^>]*)>|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|<")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    expandable: bool


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """(text, entities); raises Refused with Telegram's wording for a mark-up mistake."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        position = 0
        for token in _TOKEN.finditer(self.source):
            self._write(self.source[position : token.start()])
            position = token.end()
            self._take(token)
        self._write(self.source[position:])
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.parts), self.entities

    def _write(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += units(text)

    def _take(self, token: re.Match[str]) -> None:
        if token.group().startswith("&"):
            self._write(unescape(token.group()))
        elif token.group("close"):
            self._close(token)
        else:
            self._start(token)

    def _start(self, token: re.Match[str]) -> None:
        tag = (token.group("tag") or "").lower()
        rest = token.group("rest") or ""
        attributes = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(rest)}
        if tag not in _TYPES:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {self._bytes(token.start())}')
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            offset = self._bytes(token.start())
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        self.open.append(_Open(tag, attributes, self.length, "expandable" in rest))

    def _close(self, token: re.Match[str]) -> None:
        tag = (token.group("tag") or "").lower()
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {self._bytes(token.start())}")
        started = self.open.pop()
        if tag and tag != started.tag:
            raise _cannot(
                f"Unmatched end tag at byte offset {self._bytes(token.start())}, "
                f'expected "</{started.tag}>", found "</{tag}>"'
            )
        if self.length > started.offset:
            self._finish(started)

    def _finish(self, started: _Open) -> None:
        entity: Entity = {
            "type": _TYPES[started.tag],
            "offset": started.offset,
            "length": self.length - started.offset,
        }
        if started.tag == "a":
            if not started.attributes.get("href"):
                return
            entity["url"] = started.attributes["href"]
        elif started.tag == "tg-emoji":
            entity["custom_emoji_id"] = started.attributes.get("emoji-id", "")
        elif started.expandable:
            entity["type"] = "expandable_blockquote"
        elif started.tag == "code" and self._names_language(started):
            return
        elif started.tag == "pre" and "language" in started.attributes:
            entity["language"] = started.attributes["language"]
        self.entities.append(entity)

    def _names_language(self, started: _Open) -> bool:
        """<pre><code class="language-x"> is one entity: the code tag only names the language."""
        language = started.attributes.get("class", "")
        if not (self.open and self.open[-1].tag == "pre" and language.startswith("language-")):
            return False
        self.open[-1].attributes["language"] = language.removeprefix("language-")
        return True

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())


def _cannot(why: str) -> Refused:
    return bad_request(f"can't parse entities: {why}")
