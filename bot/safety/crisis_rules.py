"""How close to self-harm a text sounds: rules and plain weights, no network, no guess about others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from math import log2

from bot.content.crisis import CrisisPhrases, CrisisRule, Reader
from bot.safety.crisis_score import Part, features, meanings, parts_of
from bot.safety.crisis_spelling import spelled_out

NEAR = 18
"""Characters before and after a sign in which its ``unless`` clears it."""

MOST = 1.0
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
    read = Read(own, tuple(signs(own, phrases)), meanings(own, phrases.words))
    parts = parts_of(own, [sign.start for sign in read.signs if sign.rule.level != "distress"])
    more = min(phrases.weights.more * log2(len(parts) + 1), MOST)
    return max(
        (_level(phrases.weights.scores(read.features(part)), 0.0 if part.whole else more) for part in parts),
        default=CrisisLevel.NONE,
    )


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody's own words, the rules they meet and the words of lists they hold."""

    own: str
    signs: tuple[Sign, ...]
    found: tuple[tuple[int, str], ...]

    def features(self, part: Part) -> Iterator[str]:
        """What the linear model may have points for in a part."""
        here = range(part.start, part.start + len(part.text))
        firsts: dict[str, int] = {}
        for place, name in self.found:
            if place in here:
                firsts[name] = min(place, firsts.get(name, place))
        met = ((sign.rule.id, sign.rule.level) for sign in self.signs if sign.start in here)
        return features(part.text, ((place, name) for name, place in firsts.items()), met)


def _level(scores: tuple[float, float, float], more: float) -> CrisisLevel:
    distress, passive, active = (score >= more for score in scores)
    if passive:
        return CrisisLevel.ACTIVE if active else CrisisLevel.PASSIVE
    return CrisisLevel.DISTRESS if distress else CrisisLevel.NONE


def own_words(spelled: str, phrases: CrisisPhrases) -> str:
    """A spelled out text without what is not a person's word about themselves."""
    present = Present(spelled, phrases)
    for shield in phrases.shield_readers:
        if shield.when is None or shield.when.search(spelled):
            for reader in filter(present.may_say, shield.says):
                spelled = reader.pattern.sub(TAKEN_OUT, spelled)
    return spelled


def signs(own: str, phrases: CrisisPhrases) -> Iterator[Sign]:
    """Where somebody's own words meet a rule, the gravest rules first."""
    present = Present(own, phrases)
    for reader in phrases.rule_readers:
        for said in filter(present.may_say, reader.says):
            for match in said.pattern.finditer(own):
                if not _cleared(own, match, reader.unless):
                    yield Sign(reader.rule, match.start())


def _cleared(own: str, match: re.Match[str], unless: re.Pattern[str] | None) -> bool:
    start, end = match.span()
    return unless is not None and bool(unless.search(own[max(0, start - NEAR) : end + NEAR]))


class Present:
    """Which lists of words a text has a word of: a plain search, so that most expressions are never tried."""

    def __init__(self, text: str, phrases: CrisisPhrases) -> None:
        self._text = text
        self._words = phrases.words
        self._known: dict[str, bool] = {}

    def may_say(self, reader: Reader) -> bool:
        """Whether every list that a template needs has a word in the text."""
        known = self._known
        for name in reader.needs:
            has = known.get(name)
            if has is None:
                has = known[name] = self._has(name)
            if not has:
                return False
        return True

    def _has(self, name: str) -> bool:
        text = self._text
        return any(word in text for word in self._words[name])
