"""How close to self-harm a text sounds: rules and plain weights, no network, no guess about others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from math import log2

from bot.content.crisis import LEVELS, CrisisPhrases, CrisisRule
from bot.safety.crisis_score import Looked, Part, meanings, named, parts_of, runs
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


def level_of(text: str, phrases: CrisisPhrases) -> CrisisLevel:
    """The gravest level that a person's own words speak for.

    Width, case, script, spaces and symbols inside words make no difference. Everyday exaggerations, other
    people's words and denials are taken out first, each within its clause. The rules and what a linear model learnt
    of runs of characters and of words are added up, part by part.
    """
    own = own_words(spelled_out(text, phrases), phrases)
    read = Read(own, tuple(signs(own, phrases)), meanings(own, phrases.words_by_letter))
    parts = parts_of(own, [sign.start for sign in read.signs if sign.rule.level != "distress"])
    weights = phrases.weights
    more = min(weights.more * log2(len(parts) + 1), MOST)
    looked = Looked(own, weights)
    return max(
        (_level(looked.scores(part, read.named(part, weights.names)), 0.0 if part.whole else more) for part in parts),
        default=CrisisLevel.NONE,
    )


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody's own words, the rules they meet and the words of lists they hold, in their order."""

    own: str
    signs: tuple[Sign, ...]
    found: tuple[tuple[int, str], ...]

    def features(self, part: Part, letters: Mapping[str, str]) -> Iterator[str]:
        """What the linear model learns of a part; ``letters`` stand for the names of lists and rules."""
        yield from runs(part.text)
        yield from self.named(part, letters)

    def named(self, part: Part, letters: Mapping[str, str]) -> Iterator[str]:
        """The lists and the rules that are met in a part."""
        here = range(part.start, part.start + len(part.text))
        first, last = (bisect_left(self.found, (place,)) for place in (here.start, here.stop))
        firsts: dict[str, int] = {}
        for place, name in self.found[first:last]:
            firsts.setdefault(name, place)
        met = ((f"rule:{sign.rule.id}", f"level:{sign.rule.level}") for sign in self.signs if sign.start in here)
        return named(((place, name) for name, place in firsts.items()), met, letters)


def names_of(phrases: CrisisPhrases) -> tuple[str, ...]:
    """Everything of the phrases that has a name: lists, rules, levels."""
    return (*phrases.words, *(f"rule:{rule.id}" for rule in phrases.rules), *(f"level:{level}" for level in LEVELS))


def _level(scores: tuple[float, float, float], more: float) -> CrisisLevel:
    distress, passive, active = (score >= more for score in scores)
    if passive:
        return CrisisLevel.ACTIVE if active else CrisisLevel.PASSIVE
    return CrisisLevel.DISTRESS if distress else CrisisLevel.NONE


def own_words(spelled: str, phrases: CrisisPhrases) -> str:
    """A spelled out text without what is not a person's word about themselves."""
    own = spelled
    for index in phrases.shield_sieve.left(spelled):
        reader = phrases.shield_readers[index]
        if reader.when is None or reader.when.search(spelled):
            own = reader.says.sub(TAKEN_OUT, own)
    return own


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
