"""How close to self-harm a text sounds, by rules alone: no model, no network, no guess about others."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

from bot.content.crisis import CrisisPhrases

CLAUSE_ENDS = re.compile(r"[，。！？；、,.!?;\n]+")
"""Where a clause ends: an exclusion never reaches across one."""


class CrisisLevel(IntEnum):
    """From no sign to a plan or an act; the levels of the crisis label set."""

    NONE = 0
    DISTRESS = 1
    PASSIVE = 2
    ACTIVE = 3


def level_of(text: str, phrases: CrisisPhrases) -> CrisisLevel:
    """The gravest level that a person's own words speak for.

    Width, case, spaces and symbols inside words make no difference. Everyday exaggerations, other
    people's words and denials are taken out first, each within its clause.
    """
    rest = _own_words(text, phrases)
    if _any(phrases.active).search(rest):
        return CrisisLevel.ACTIVE
    if _any(phrases.passive).search(rest):
        return CrisisLevel.PASSIVE
    if _any(phrases.distress).search(rest):
        return CrisisLevel.DISTRESS
    return CrisisLevel.NONE


def normalised(text: str) -> str:
    """Letters and digits only, folded in width and case; clauses are divided by line breaks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "\n".join("".join(filter(str.isalnum, clause)) for clause in CLAUSE_ENDS.split(folded))


def _own_words(text: str, phrases: CrisisPhrases) -> str:
    clauses = normalised(text)
    for excluded in (phrases.denied, phrases.about_others, phrases.everyday):
        clauses = _any(excluded).sub("\0", clauses)
    # Clauses are joined so that "不，想，活" is still read; what was taken out stays a break.
    return clauses.replace("\n", "").replace("\0", "\n")


@lru_cache(maxsize=16)
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")
