"""What a reply to a collector shows: eight behaviours, by rules, and by a second reading that weighs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.content.replies import Behaviour, Patterns, ReplyRules
from bot.rehearsal.proposals import ReadAmount, proposed
from bot.rehearsal.second_reading import groups
from bot.rehearsal.wording import clauses, folded


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
    heard = hear(reply, move, rules, read)
    shown = set(_weighed(heard, rules) if rules.weights.heads else heard.shown)
    offer = heard.proposed if Behaviour.OFFER in shown else None
    if offer is not None and cap is not None and offer > cap:
        shown.add(Behaviour.OVER_PROMISE)
    return ReplyReading(frozenset(shown), offer)


def _weighed(heard: Heard, rules: ReplyRules) -> Iterator[Behaviour]:
    looked_at = groups(heard.text, heard.clauses, heard.kinds, said_by_rules(heard), rules)
    for name, score in rules.weights.scores(looked_at).items():
        behaviour = Behaviour(name)
        if score > 0 and not rules.patterns[behaviour].never.search(heard.text):
            yield behaviour


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply, folded and cut, and what the rules find in it."""

    text: str
    clauses: list[str]
    kinds: frozenset[str]
    shown: frozenset[Behaviour]
    proposed: Decimal | None


def hear(reply: str, move: str, rules: ReplyRules, read: ReadAmount) -> Heard:
    """What the rules find in a reply."""
    text = folded(reply, rules)
    parts = clauses(text)
    kinds = kinds_of(move, rules)
    offer = proposed(parts, rules.patterns[Behaviour.OFFER], read)
    said = set() if offer is None else {Behaviour.OFFER}
    for behaviour, patterns in rules.patterns.items():
        asked = _asked(patterns, kinds, a_sum=offer is not None)
        if behaviour is not Behaviour.OFFER and _speaks(text, parts, asked, patterns):
            said.add(behaviour)
    return Heard(text, parts, kinds, frozenset(said), offer)


def said_by_rules(heard: Heard) -> list[str]:
    """What the second reading is told of the first."""
    return [each.value for each in heard.shown]


def kinds_of(move: str, rules: ReplyRules) -> frozenset[str]:
    """The kinds of a move, given as its id or its words."""
    said = folded(move, rules)
    return frozenset(kind for kind, words in rules.moves.items() if any(word in said for word in words))


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
