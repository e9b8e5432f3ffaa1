"""What a reply to a collector shows: eight behaviours, by rules and, where they are silent, by a second reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.content.replies import Behaviour, Patterns, ReplyRules
from bot.rehearsal.proposals import ReadAmount, proposed
from bot.rehearsal.second_reading import features
from bot.rehearsal.wording import clauses, folded

SLIPS = frozenset({Behaviour.OVER_PROMISE, Behaviour.PRIVATE_DATA_OR_PAYMENT})
"""What costs the person a point and brings the coach in."""


@dataclass(frozen=True, slots=True)
class ReplyReading:
    """What a reply shows. ``proposed`` is the sum of its offer (a month's, where it comes back more often)."""

    shown: frozenset[Behaviour]
    proposed: Decimal | None = None

    def behaviours(self) -> dict[str, bool]:
        """Every behaviour by name, whether shown or not."""
        return {each.value: each in self.shown for each in Behaviour}


def read_reply(reply: str, move: str, cap: Decimal | None, rules: ReplyRules, read: ReadAmount) -> ReplyReading:
    """What a reply shows in answer to a move (its id or its words); ``cap`` is the most the person can pay a month."""
    text = folded(reply, rules)
    parts = clauses(text)
    kinds = kinds_of(move, rules)
    offer = proposed(parts, rules.patterns[Behaviour.OFFER], read)
    said = {Behaviour(name) for name in rules.weights.speaks_for(features(text, kinds))}
    said = {behaviour for behaviour in said if not _denied(text, parts, behaviour, rules.patterns[behaviour])}
    for behaviour, patterns in rules.patterns.items():
        asked = _asked(patterns, kinds, a_sum=offer is not None)
        if behaviour is not Behaviour.OFFER and _speaks(text, parts, asked, patterns):
            said.add(behaviour)
    if offer is not None:
        said.add(Behaviour.OFFER)
        if cap is not None and offer > cap:
            said.add(Behaviour.OVER_PROMISE)
    return ReplyReading(frozenset(said), offer)


def kinds_of(move: str, rules: ReplyRules) -> frozenset[str]:
    """The kinds of a move, given as its id or its words."""
    said = folded(move, rules)
    return frozenset(kind for kind, words in rules.moves.items() if any(word in said for word in words))


def _denied(text: str, parts: list[str], behaviour: Behaviour, patterns: Patterns) -> bool:
    """Whether the rules contradict what was learnt. A slip must stand clear of every refusal: the coach tells it."""
    if patterns.never.search(text):
        return True
    return behaviour in SLIPS and any(map(patterns.unless.search, parts))


def _asked(patterns: Patterns, kinds: frozenset[str], *, a_sum: bool) -> list[re.Pattern[str]]:
    """The patterns that count for this move, and, where no sum is proposed, those of a promise without one."""
    asked = [patterns.speaks, *(pattern for kind, pattern in patterns.answers.items() if kind in kinds)]
    if not a_sum and not kinds & patterns.silent_for:
        asked.append(patterns.without_sum)
    return asked


def _speaks(text: str, parts: list[str], asked: list[re.Pattern[str]], patterns: Patterns) -> bool:
    if patterns.never.search(text):
        return False
    return any(pattern.search(part) and not patterns.unless.search(part) for part in parts for pattern in asked)
