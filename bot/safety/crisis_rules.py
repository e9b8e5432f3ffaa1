"""How close to self-harm a text sounds: rules and plain weights, no network, no guess about others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from bot.content.crisis import CrisisPhrases, CrisisRule, Reader, Weights
from bot.safety.crisis_score import is_enough
from bot.safety.crisis_spelling import spelled_out

NEAR = 18
"""Characters before and after a sign in which its ``unless`` clears it."""

TAKEN_OUT = "\0"
"""Stands for what was taken out: no rule reaches across it."""


class CrisisLevel(IntEnum):
    """From no sign to a plan or an act; the levels of the crisis label set."""

    NONE = 0
    DISTRESS = 1
    PASSIVE = 2
    ACTIVE = 3


def level_of(text: str, phrases: CrisisPhrases) -> CrisisLevel:
    """The gravest level that a person's own words speak for.

    Width, case, script, spaces and symbols inside words make no difference. Everyday exaggerations, other
    people's words and denials are taken out first, each within its clause. The points of the linear model can
    only raise a text in which no rule sees a wish to die.
    """
    own = own_words(spelled_out(text, phrases), phrases)
    by_rule = next((CrisisLevel[sign.level.upper()] for sign in signs(own, phrases)), CrisisLevel.NONE)
    return max(by_rule, _by_points(own, phrases.weights)) if by_rule < CrisisLevel.PASSIVE else by_rule


def _by_points(own: str, weights: Weights) -> CrisisLevel:
    if not is_enough(own, weights.passive):
        return CrisisLevel.NONE
    return CrisisLevel.ACTIVE if is_enough(own, weights.active) else CrisisLevel.PASSIVE


def own_words(spelled: str, phrases: CrisisPhrases) -> str:
    """A spelled out text without what is not a person's word about themselves."""
    present = Present(spelled, phrases)
    for shield in phrases.shield_readers:
        if shield.when is None or shield.when.search(spelled):
            for reader in filter(present.may_say, shield.says):
                spelled = reader.pattern.sub(TAKEN_OUT, spelled)
    return spelled


def signs(own: str, phrases: CrisisPhrases) -> Iterator[CrisisRule]:
    """The rules that somebody's own words meet, the gravest first."""
    present = Present(own, phrases)
    may_say = present.may_say
    for reader in phrases.rule_readers:
        for said in reader.says:
            if may_say(said) and _meets(own, said, reader.unless):
                yield reader.rule
                break


def _meets(own: str, said: Reader, unless: re.Pattern[str] | None) -> bool:
    for match in said.pattern.finditer(own):
        start, end = match.span()
        if unless is None or not unless.search(own[max(0, start - NEAR) : end + NEAR]):
            return True
    return False


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
