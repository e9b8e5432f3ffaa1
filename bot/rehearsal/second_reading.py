"""What a linear model looks at in a reply: its characters, which of them go together, and what the rules say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.content.replies import ReplyRules
from bot.content.reply_weights import Group

RUN_LENGTHS = (1, 2, 3, 4)
"""Characters of a run."""

LONGEST_IN_ANSWER = 3
"""The same, for runs that count apart in answer to one kind of move: 好 after a private account is a slip."""

TURNED_LENGTHS = (1, 2)
"""The same, for runs that count apart in a clause that is turned round or asks."""

APART = ("private", "contact", "now")
"""Kinds of moves (content/rehearsal/replies.yaml) in answer to which the same words mean something else."""

REACH = 5
"""Characters of one clause that may be from one to another that is looked at together with it: 还……清."""

NUMBER = re.compile("[0-9]+")
SIGN = re.compile("[A-Z]")


def groups(
    folded: str, clauses: Sequence[str], kinds: Iterable[str], said: Iterable[str], rules: ReplyRules
) -> Iterator[Group]:
    """What is looked at in a folded reply.

    A group has one voice, however much there is in it; of what the rules said (names of behaviours) each has its own.
    """
    text, parts = _marked(folded), [_without_figures(clause) for clause in clauses]
    runs = [_runs(text, (size,)) for size in RUN_LENGTHS]
    yield from map(_one_voice, runs)
    short = set().union(*runs[:LONGEST_IN_ANSWER])
    answered = set(kinds)
    yield _one_voice({f"{kind}:{run}" for kind in APART if kind in answered for run in short})
    yield _one_voice({pair for part in parts for pair in _pairs(part)})
    alike = _runs(_marked(_alike(folded, rules)), RUN_LENGTHS)
    yield _one_voice({run for run in alike if SIGN.search(run)})
    turned = [(_turn(clause, rules), part) for clause, part in zip(clauses, parts, strict=True)]
    for size in TURNED_LENGTHS:
        yield _one_voice({f"{turn}:{run}" for turn, part in turned if turn for run in _runs(part, (size,))})
    yield Group(frozenset(f"={name}" for name in said), 1.0)


def _one_voice(features: set[str]) -> Group:
    return Group(frozenset(features), len(features) ** -0.5 if features else 0.0)


def _without_figures(text: str) -> str:
    return NUMBER.sub("0", text)


def _marked(text: str) -> str:
    return f"^{_without_figures(text)}$"


def _alike(text: str, rules: ReplyRules) -> str:
    for sign, words in rules.alike_readers:
        text = words.sub(sign, text)
    return text


def _turn(clause: str, rules: ReplyRules) -> str:
    return ("n" if rules.turning_reader.search(clause) else "") + ("q" if clause.endswith("？") else "")


def _runs(text: str, sizes: Iterable[int]) -> set[str]:
    return {text[start : start + size] for size in sizes for start in range(len(text) - size + 1)}


def _pairs(clause: str) -> Iterator[str]:
    for place, first in enumerate(clause):
        for second in clause[place + 2 : place + 1 + REACH]:
            yield f"{first}~{second}"
