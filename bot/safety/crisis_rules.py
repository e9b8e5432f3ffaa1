"""How close to self-harm a text sounds: rules and plain weights, no network, no guess about others."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from bot.content.crisis import CrisisPhrases, Reader, RuleReader, ShieldReader
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
    people's words and denials are taken out first, each within its clause.
    """
    for rule in signs(own_words(text, phrases), phrases):
        return CrisisLevel[rule.upper()]
    return CrisisLevel.NONE


def own_words(text: str, phrases: CrisisPhrases) -> str:
    """The text spelled out, without what is not a person's word about themselves."""
    rest = spelled_out(text, phrases)
    for reader in phrases.shield_readers:
        if reader.when is None or reader.when.search(rest):
            rest = _without(rest, reader, phrases)
    return rest


def _without(text: str, shield: ShieldReader, phrases: CrisisPhrases) -> str:
    for reader in shield.says:
        if _may_say(reader, text, phrases):
            text = reader.pattern.sub(TAKEN_OUT, text)
    return text
