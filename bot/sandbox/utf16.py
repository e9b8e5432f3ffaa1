"""Lengths as Telegram counts them: in UTF-16 code units."""

from __future__ import annotations


def units(text: str) -> int:
    """How many UTF-16 code units the text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def split_at(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` units, cut as clients cut a long message: at a line or space if near."""
    pieces: list[str] = []
    while units(text) > limit:
        cut = _cut(text, limit)
        pieces.append(text[:cut].strip())
        text = text[cut:].strip()
    return [piece for piece in [*pieces, text] if piece]


def _cut(text: str, limit: int) -> int:
    end, used = 0, 0
    while end < len(text):
        width = 2 if ord(text[end]) > 0xFFFF else 1
        if used + width > limit:
            break
        used, end = used + width, end + 1
    nice = max(text.rfind("\n", end // 2, end), text.rfind(" ", end // 2, end))
    return nice if nice > 0 else end
