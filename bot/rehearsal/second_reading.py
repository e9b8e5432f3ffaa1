"""What a linear model looks at in a reply: its characters, which of them go together, and what the rules say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.content.reply_weights import Group

RUN_LENGTHS = (1, 2, 3, 4)
"""Characters of a run."""

LONGEST_IN_ANSWER = 3
"""The same, for runs that count apart in answer to one kind of move: 好 after a private account is a slip."""

APART = ("private", "contact", "now")
"""Kinds of moves (content/rehearsal/replies.yaml) in answer to which the same words mean something else."""

REACH = 5
"""Characters of one clause that may stand between two that are looked at together: 还……清."""

NUMBER = re.compile("[0-9]+")


def groups(folded: str, clauses: Sequence[str], kinds: Collection[str], said: Iterable[str]) -> Iterator[Group]:
    """What is looked at in a folded reply. A group has one voice however many it has in it; of what is said by the
    rules (names of behaviours) each has its own.
    """
    text = "^" + NUMBER.sub("0", folded) + "$"
    runs = [_runs(text, size) for size in RUN_LENGTHS]
    yield from map(_one_voice, runs)
    short = set().union(*runs[:LONGEST_IN_ANSWER])
    yield _one_voice({f"{kind}:{run}" for kind in APART if kind in kinds for run in short})
    yield _one_voice({pair for clause in clauses for pair in _pairs(NUMBER.sub("0", clause))})
    yield Group(frozenset(f"={name}" for name in said), 1.0)


def _one_voice(features: set[str]) -> Group:
    return Group(frozenset(features), len(features) ** -0.5 if features else 0.0)


def _runs(text: str, size: int) -> set[str]:
    return {text[start : start + size] for start in range(len(text) - size + 1)}


def _pairs(clause: str) -> Iterator[str]:
    for place, first in enumerate(clause):
        for second in clause[place + 2 : place + 2 + REACH - 1]:
            yield f"{first}~{second}"
