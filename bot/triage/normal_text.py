"""A message without its disguises, and the way back from any part of it to the words as they were sent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.content.signals import Folding

HAN = "\u3400-\u9fff"
INVISIBLE = frozenset({"Cf", "Mn", "Cc", "Me"})
"""Unicode categories that show nothing of their own: joiners, variation selectors, controls."""

Piece = tuple[str, int, int]
"""A piece of normal text and the span of the message it stands for."""


@dataclass(frozen=True, slots=True, repr=False)
class NormalText:
    """Normal text; ``starts`` and ``ends`` give for each of its characters the span of the message behind it."""

    text: str
    source: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def fragment(self, start: int, end: int) -> str:
        """The words of the message behind a span of normal text, exactly as they were sent."""
        if start >= end:
            return ""
        return self.source[self.starts[start] : max(self.ends[start:end])].strip()


def normalise(message: str, folding: Folding) -> NormalText:
    """Fold width, case, script, emoji, inserted symbols, homophones, initials and dialect words."""
    tables = _tables_of(_Held(folding))
    pieces = list(_folded(message, tables))
    for pattern, replacements in tables.passes:
        pieces = _replaced(pieces, pattern, replacements)
    characters = [(char, start, end) for text, start, end in pieces for char in text]
    return NormalText(
        text="".join(char for char, _, _ in characters),
        source=message,
        starts=tuple(start for _, start, _ in characters),
        ends=tuple(end for _, _, end in characters),
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    characters: Mapping[str, str]
    passes: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]


@dataclass(frozen=True, eq=False, slots=True, repr=False)
class _Held:
    """A folding known by its identity: its tables are too large to be hashed for every message."""

    folding: Folding

    def __hash__(self) -> int:
        return id(self.folding)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.folding is self.folding


@lru_cache(maxsize=4)
def _tables_of(held: _Held) -> _Tables:
    rules = held.folding
    script = dict(zip(rules.script.traditional, rules.script.simplified, strict=True))
    return _Tables(
        characters=script | dict(rules.emoji),
        passes=(
            (_inserted(rules.inserted), {}),
            (_words(rules.variants), rules.variants),
            (_words(rules.dialects), rules.dialects),
        ),
    )


def _folded(message: str, tables: _Tables) -> Iterator[Piece]:
    for place, original in enumerate(message):
        if original in tables.characters:
            yield tables.characters[original], place, place + 1
            continue
        if original != "\n" and unicodedata.category(original) in INVISIBLE:
            continue
        for char in unicodedata.normalize("NFKC", original).lower():
            yield tables.characters.get(char, char), place, place + 1


def _inserted(symbols: str) -> re.Pattern[str]:
    """Symbols between two characters of a word; a lone space or stop there may still divide clauses."""
    always = f"(?<=[{HAN}a-z])[{re.escape(symbols)}\\s]*[{re.escape(symbols)}][{re.escape(symbols)}\\s]*(?=[{HAN}a-z])"
    single = f"[{HAN}](?:[ ./、-]{{1,3}}[{HAN}]){{2,}}"
    return re.compile(f"{always}|{single}")


def _words(table: Mapping[str, str]) -> re.Pattern[str]:
    words = sorted(table, key=len, reverse=True)
    return re.compile("|".join(_bounded(word) for word in words) or r"(?!)")


def _bounded(word: str) -> str:
    """Latin initials count only where no other Latin letter touches them."""
    before = "(?<![a-z])" if word[0].isascii() and word[0].isalpha() else ""
    after = "(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return before + re.escape(word) + after


def _replaced(pieces: list[Piece], pattern: re.Pattern[str], table: Mapping[str, str]) -> list[Piece]:
    characters = [(char, start, end) for text, start, end in pieces for char in text]
    text = "".join(char for char, _, _ in characters)
    return list(_spliced(characters, pattern.finditer(text), table))


def _spliced(characters: list[Piece], matches: Iterable[re.Match[str]], table: Mapping[str, str]) -> Iterator[Piece]:
    done = 0
    for match in matches:
        yield from characters[done : match.start()]
        if match[0] in table:
            yield table[match[0]], characters[match.start()][1], characters[match.end() - 1][2]
        else:
            yield from (piece for piece in characters[match.start() : match.end()] if _is_word(piece[0]))
        done = match.end()
    yield from characters[done:]


def _is_word(char: str) -> bool:
    return char.isalnum()
