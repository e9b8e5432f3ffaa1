"""Telegram's MarkdownV2 and its older Markdown, as far as bots use them (Bot API, "Formatting options")."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.refusals import Refused, bad_request
from bot.sandbox.utf16 import units

Entity = dict[str, Any]

_PAIRS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
_MARK = re.compile(
    r"\\(?P<escaped>[!-~])"
    r"|```(?:(?P<language>[\w+-]+)\n)?(?P<pre>.*?)(?P<pre_end>```|\Z)"
    r"|`(?P<code>(?:\\.|[^`\\])*)(?P<code_end>`?)"
    r"|(?P<pair>\|\||__|[*_~])"
    r"|(?P<link>\[)"
    r"|\]\((?P<target>(?:\\.|[^)\\])*)\)"
    r"|(?P<quote>(?:(?<=\n)|\A)\**>)"
    r"|(?P<reserved>[\[\]()~`>#+\-=|{}.!])",
    re.DOTALL,
)
_LEGACY = re.compile(
    r"\\(?P<escaped>[_*`\[])"
    r"|```(?:(?P<language>[\w+-]+)\n)?(?P<pre>.*?)(?P<pre_end>```|\Z)"
    r"|`(?P<code>[^`]*)(?P<code_end>`?)"
    r"|(?P<pair>[*_])"
    r"|(?P<link>\[)(?=[^\]]*\]\()"
    r"|\]\((?P<target>[^)]*)\)"
    r"|(?P<quote>\b\B)"
    r"|(?P<reserved>\b\B)",
    re.DOTALL,
)
_NAMES = {"bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough"}


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    """(text, entities); raises Refused for an unescaped reserved character or a mark without its end."""
    return _Reader(source, _MARK).read()


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """(text, entities) of the older style: bold, italic, code, pre and links, nothing nested."""
    return _Reader(source, _LEGACY).read()


class _Reader:
    def __init__(self, source: str, marks: re.Pattern[str]) -> None:
        self.source = source
        self.marks = marks
        self.parts: list[str] = []
        self.length = 0
        self.open: list[tuple[str, int, int]] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        position = 0
        for mark in self.marks.finditer(self.source):
            self._text(self.source[position : mark.start()])
            position = mark.end()
            self._take(mark)
        self._text(self.source[position:])
        self._close_quote()
        if self.open:
            kind, _, at = self.open[-1]
            raise _cannot(f"Can't find end of {_NAMES.get(kind, kind.title())} entity at byte offset {at}")
        return "".join(self.parts), self.entities

    def _text(self, text: str) -> None:
        """Literal text; a line break ends a quotation."""
        line, newline, rest = text.partition("\n")
        self._write(line)
        if newline:
            self._close_quote()
            self._write(newline + rest)

    def _take(self, mark: re.Match[str]) -> None:
        kind = mark.lastgroup
        if kind == "escaped":
            self._write(mark["escaped"])
        elif kind in {"pre_end", "pre"}:
            self._block(mark, "pre", mark["pre"].removeprefix("\n"), mark["pre_end"])
        elif kind in {"code_end", "code"}:
            self._block(mark, "code", mark["code"], mark["code_end"])
        elif kind == "pair":
            self._pair(mark, _PAIRS[mark["pair"]])
        elif kind == "link":
            self.open.append(("text_link", self.length, self._bytes(mark)))
        elif kind == "target":
            self._link(mark)
        elif kind == "quote":
            self.open.append(("blockquote", self.length, self._bytes(mark)))
        else:
            raise _cannot(f"Character '{mark.group()}' is reserved and must be escaped with the preceding '\\'")

    def _block(self, mark: re.Match[str], kind: str, text: str, end: str) -> None:
        if not end:
            name = "PreCode" if mark["language"] else kind.title()
            raise _cannot(f"Can't find end of {name} entity at byte offset {self._bytes(mark)}")
        start = self.length
        self._write(re.sub(r"\\([!-~])", r"\1", text))
        extra = {"language": mark["language"]} if mark["language"] else {}
        self._close(kind, start, extra)

    def _pair(self, mark: re.Match[str], kind: str) -> None:
        if self.open and self.open[-1][0] == kind:
            _, start, _ = self.open.pop()
            self._close(kind, start, {})
        else:
            self.open.append((kind, self.length, self._bytes(mark)))

    def _link(self, mark: re.Match[str]) -> None:
        if not self.open or self.open[-1][0] != "text_link":
            raise _cannot("Character ']' is reserved and must be escaped with the preceding '\\'")
        _, start, _ = self.open.pop()
        url = re.sub(r"\\(.)", r"\1", mark["target"])
        if url:
            self._close("text_link", start, {"url": url})

    def _close_quote(self) -> None:
        if self.open and self.open[-1][0] == "blockquote":
            _, start, _ = self.open.pop()
            self._close("blockquote", start, {})

    def _close(self, kind: str, start: int, extra: Entity) -> None:
        if self.length > start:
            self.entities.append({"type": kind, "offset": start, "length": self.length - start, **extra})

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += units(text)

    def _bytes(self, mark: re.Match[str]) -> int:
        return len(self.source[: mark.start()].encode())


def _cannot(why: str) -> Refused:
    return bad_request(f"can't parse entities: {why}")
