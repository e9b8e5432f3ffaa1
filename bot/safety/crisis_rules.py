"""How close to self-harm a text sounds: rules and plain weights, no network, no guess about others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import log2

from bot.content.crisis import LEVELS, CrisisPhrases, CrisisRule
from bot.safety.crisis_score import Looked, Part, meanings, named, pairs, parts_of, runs
from bot.safety.crisis_spelling import spelled_out

NEAR = 18
"""Characters before and after a sign in which its ``unless`` clears it."""

MOST = 2.0
"""What a part of the longest text needs above the threshold: one plain sentence has to be heard in any letter."""

TAKEN_OUT = "\0"
"""Stands for what was taken out: no rule reaches across it."""


class CrisisLevel(IntEnum):
    """From no sign to a plan or an act; the levels of the crisis label set."""

    NONE = 0
    DISTRESS = 1
    PASSIVE = 2
    ACTIVE = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """A rule that a text meets, and where."""

    rule: CrisisRule
    start: int


def _start(sign: Sign) -> int:
    return sign.start


@dataclass(frozen=True, slots=True)
class ToldApart:
    """A text as the rules see it (``own``, without what a shield is in) and as it is scored; where which shield is.

    Each letter stays where it was.
    """

    own: str
    scored: str
    shields: tuple[tuple[int, str], ...]


def level_of(text: str, phrases: CrisisPhrases) -> CrisisLevel:
    """The gravest level that a person's own words speak for.

    Width, case, script, spaces and symbols inside words make no difference. No rule is met in everyday
    exaggerations, in other people's words and in denials; that there are some counts by itself. The rules and what a
    linear model learnt of characters and of words are added up, part by part; of each level the strongest part counts.
    """
    read, weights = read_in(text, phrases), phrases.weights
    parts, looked = read.parts(), Looked(read.scored, weights)
    scores = [
        [score - more for score in looked.scores(part, read.named(part, weights.names))]
        for part, more in zip(parts, margins(parts, weights.more), strict=True)
    ]
    return _level(*map(max, zip(*scores, strict=True))) if scores else CrisisLevel.NONE


def margins(parts: Sequence[Part], more: float) -> list[float]:
    """How far above the threshold each part of a text has to be: the whole not at all, each of many parts further."""
    each = min(more * log2(len(parts) + 1), MOST)
    return [0.0 if part.whole else each for part in parts]


def read_in(text: str, phrases: CrisisPhrases, *, rules: bool = True) -> Read:
    """What is found in a text; without ``rules`` none of them is looked for."""
    apart = told_apart(spelled_out(text, phrases), phrases)
    met = tuple(sorted(signs(apart.own, phrases), key=_start)) if rules else ()
    return Read(apart.scored, met, meanings(apart.scored, phrases.words_by_letter), apart.shields)


@dataclass(frozen=True, slots=True)
class Read:
    """What is scored of a text, the rules it meets, the words of lists it holds, the shields in it, each in order."""

    scored: str
    signs: tuple[Sign, ...]
    found: tuple[tuple[int, str], ...]
    shields: tuple[tuple[int, str], ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """The parts that are scored: see parts_of."""
        return parts_of(self.scored, [sign.start for sign in self.signs if sign.rule.level != "distress"])

    def features(self, part: Part, letters: Mapping[str, str]) -> Iterator[str]:
        """What the linear model learns of a part; ``letters`` stand for the names of lists and rules."""
        yield from runs(part.text)
        yield from pairs(part.text)
        yield from self.named(part, letters)

    def named(self, part: Part, letters: Mapping[str, str]) -> Iterator[str]:
        """The lists, the rules and the shields that are met in a part."""
        here = range(part.start, part.start + len(part.text))
        first, last = (bisect_left(self.found, (place,)) for place in (here.start, here.stop))
        firsts: dict[str, int] = {}
        for place, name in self.found[first:last]:
            firsts.setdefault(name, place)
        met: list[tuple[str, ...]]
        first, last = (bisect_left(self.signs, place, key=_start) for place in (here.start, here.stop))
        met = [(f"rule:{sign.rule.id}", f"level:{sign.rule.level}") for sign in self.signs[first:last]]
        first, last = (bisect_left(self.shields, (place,)) for place in (here.start, here.stop))
        met += [(f"shield:{name}",) for _, name in self.shields[first:last]]
        return named(((place, name) for name, place in firsts.items()), met, letters)


def names_of(phrases: CrisisPhrases) -> tuple[str, ...]:
    """Everything of the phrases that has a name: lists, rules, levels, shields."""
    rules, shields = (f"rule:{rule.id}" for rule in phrases.rules), (f"shield:{each.id}" for each in phrases.shields)
    return (*phrases.words, *rules, *(f"level:{level}" for level in LEVELS), *shields)


def _level(distress: float, passive: float, active: float) -> CrisisLevel:
    if passive >= 0:
        return CrisisLevel.ACTIVE if active >= 0 else CrisisLevel.PASSIVE
    return CrisisLevel.DISTRESS if distress >= 0 else CrisisLevel.NONE


def told_apart(spelled: str, phrases: CrisisPhrases) -> ToldApart:
    """A spelled out text without what is not a person's word about themselves."""
    own, scored, shields = spelled, spelled, list[tuple[int, str]]()
    for index in phrases.shield_sieve.left(spelled):
        reader = phrases.shield_readers[index]
        if reader.when is None or reader.when.search(spelled):
            for match in reader.says.finditer(own):
                shields.append((match.start(), reader.shield.id))
                scored = _blotted(scored, match) if reader.shield.taken_out else scored
                own = _blotted(own, match)
    return ToldApart(own, scored, tuple(sorted(shields)))


def _blotted(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + TAKEN_OUT * len(match[0]) + text[match.end() :]


def signs(own: str, phrases: CrisisPhrases) -> Iterator[Sign]:
    """Where somebody's own words meet a rule, the gravest rules first."""
    for index in phrases.rule_sieve.left(own):
        reader = phrases.rule_readers[index]
        for match in reader.says.finditer(own):
            if not _cleared(own, match, reader.unless):
                yield Sign(reader.rule, match.start())


def _cleared(own: str, match: re.Match[str], unless: re.Pattern[str] | None) -> bool:
    start, end = match.span()
    return unless is not None and bool(unless.search(own[max(0, start - NEAR) : end + NEAR]))
