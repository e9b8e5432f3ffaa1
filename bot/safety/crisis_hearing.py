"""What an answer in the crisis talk means: pure functions over the content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.content.crisis import CrisisPhrases
from bot.content.crisis_care import Aside, CrisisCare, has_any
from bot.safety.crisis_rules import CrisisLevel, level_of
from bot.safety.crisis_spelling import spelled_out

Kind: TypeAlias = Literal[
    "now", "wish", "denied", "quoted", "joking", "angry", "silent", "agreed", "alone", "company", "other"
]

SILENT = 1
"""Letters up to which an answer says nothing."""

BRIEF = 14
"""Letters up to which an answer may be nothing but who is there."""

CLAUSES = re.compile(r"[，。！？,.!?；;\n…~～、 ]+")

ASKED = ("?", "？")

WORRY, REPORTED = "another_persons_danger", "collectors_words"
"""The shields of phrases.yaml that stand for worry about somebody else and for words said to the writer."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer understood: ``kind``, whether it names a thing or place that can hurt, and whether by a minor."""

    kind: Kind
    means: bool
    young: bool


def hear(said: str, phrases: CrisisPhrases, care: CrisisCare) -> Heard:
    """What somebody answered in the crisis talk. What is grave counts before a denial."""
    plain = spelled_out(said, phrases)
    level = level_of(said, phrases)
    return Heard(_kind(plain, level, care), has_any(plain, care.means), bool(care.young_reader.search(plain)))


def _kind(plain: str, level: CrisisLevel, care: CrisisCare) -> Kind:
    if len(plain) <= BRIEF and care.alone_reader.fullmatch(plain):
        return "alone"
    if len(plain) <= BRIEF and care.company_reader.fullmatch(plain):
        return "company"
    if level is CrisisLevel.ACTIVE:
        return "now"
    if has_any(plain, care.quoted) and level < CrisisLevel.PASSIVE:
        return "quoted"
    if has_any(plain, care.denied):
        return "denied"
    if has_any(plain, care.joking):
        return "joking"
    if level is CrisisLevel.PASSIVE:
        return "wish"
    if has_any(plain, care.angry):
        return "angry"
    if plain in care.agreed:
        return "agreed"
    return "silent" if len(plain) <= SILENT else "other"


def is_out_of_danger(said: str, phrases: CrisisPhrases, care: CrisisCare) -> bool:
    """Whether an answer says that the writer is safe, and nothing else; who asks back does not say so."""
    if said.rstrip().endswith(ASKED):
        return False
    plain = spelled_out(said, phrases)
    return len(plain) <= BRIEF and care.safe_reader.fullmatch(plain) is not None


def danger_in(said: str, phrases: CrisisPhrases, care: CrisisCare) -> Aside | None:
    """Violence, confinement or a missing person that a text speaks of."""
    plain = spelled_out(said, phrases)
    for aside in care.asides:
        if any(re.search(phrases.expression(template), plain) for template in aside.says):
            return aside
    return None


def is_underage(said: str, phrases: CrisisPhrases, care: CrisisCare) -> bool:
    """Whether the writer says of themselves, of today, that they are under eighteen."""
    if not has_any(said, care.underage.signs):
        return False
    plain = spelled_out(said, phrases)
    return care.underage.reader.search(plain) is not None and re.search(care.underage.unless, plain) is None


def is_worry(said: str, phrases: CrisisPhrases) -> bool:
    """Whether a text is about somebody else who may harm themselves."""
    plain = spelled_out(said, phrases)
    words = phrases.words
    about = has_any(plain, words.get("kin", ())) or has_any(plain, words.get("others", ()))
    return about and has_any(plain, words.get("harm_to_self", ())) and _meets(WORRY, plain, phrases)


def is_of_another(said: str, phrases: CrisisPhrases, care: CrisisCare) -> bool:
    """Whether a text speaks of somebody else and not of the writer, after it was said who is in danger."""
    plain = spelled_out(said, phrases)
    return any(re.fullmatch(phrases.expression(template), plain) for template in care.of_another)


def is_plainly_wished(said: str, phrases: CrisisPhrases, care: CrisisCare) -> bool:
    """Whether one clause is the writer's own plain wish to die, whatever the others point at ("look what he sent").

    Not where anything in the text reports or quotes: then the clause may be another's.
    """
    clauses = [clause for clause in CLAUSES.split(said) if clause]
    if len(clauses) < 2 or care.reporting_reader.search(said):
        return False
    if not care.own_wish_reader.search(spelled_out(said, phrases)):
        return False
    own = [clause for clause in clauses if care.own_wish_reader.match(spelled_out(clause, phrases))]
    return any(level_of(clause, phrases) >= CrisisLevel.PASSIVE for clause in own)


def is_reported(said: str, phrases: CrisisPhrases) -> bool:
    """Whether a text is what a collector said to the writer: those words are not the writer's own."""
    return _meets(REPORTED, spelled_out(said, phrases), phrases)


def _meets(shield: str, plain: str, phrases: CrisisPhrases) -> bool:
    left = (phrases.shield_readers[index] for index in phrases.shield_sieve.left(plain))
    return any(reader.says.search(plain) for reader in left if reader.shield.id == shield)
