"""What a linear model makes of a text: runs of characters, words of the same meaning and rules, added up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

RUN_LENGTHS = (1, 2, 3, 4)
"""Characters of a run that may have points."""

CLAUSE = re.compile(r"[^\n]+")

WHOLE = 60
"""Characters of a text that is also scored as a whole. The labelled messages are this long."""

SHORT = 24
"""Characters up to which a text is scored as a whole only."""

PIECE = 20
"""Characters up to which clauses that follow each other are scored together: in a longer piece one of them drowns."""

ALONE = 8
"""Characters from which on a clause is scored by itself too; a shorter one only where a grave rule is met in it."""

SHOWN = str.maketrans({"\n": "|", "\0": "#"})
"""Ends of clauses and what was taken out, as they are written in the weights."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, and where it begins; ``whole`` when it is all of it."""

    start: int
    text: str
    whole: bool = False


def parts_of(own: str, grave: Collection[int] = ()) -> tuple[Part, ...]:
    """The whole of a short text, and the clauses of one that has several, each with those after it and alone.

    ``grave`` are the places where a rule of at least passive is met.
    """
    whole = (Part(0, own, whole=True),) if len(own) <= WHOLE else ()
    clauses = [Part(match.start(), match[0][:WHOLE]) for match in CLAUSE.finditer(own)]
    return whole if len(own) <= SHORT or (whole and len(clauses) < 2) else (*whole, *_pieces(own, clauses, grave))


def _pieces(own: str, clauses: Sequence[Part], grave: Collection[int]) -> Iterator[Part]:
    for index, clause in enumerate(clauses):
        here = range(clause.start, clause.start + len(clause.text))
        end = here.stop
        for later in clauses[index + 1 :]:
            if later.start + len(later.text) - clause.start > PIECE:
                break
            end = later.start + len(later.text)
        yield Part(clause.start, own[clause.start : end])
        if end > here.stop and (len(here) >= ALONE or any(place in here for place in grave)):
            yield clause


def features(part: str, found: Iterable[tuple[int, str]], rules: Iterable[tuple[str, str]] = ()) -> Iterator[str]:
    """Everything in a part that may have points.

    ``found`` are the lists that have a word in it, with the place of the first; ``rules`` the rules met in it, each
    with its level.
    """
    yield from runs(part)
    yield from _orders(found)
    for rule, level in set(rules):
        yield f"rule:{rule}"
        yield f"level:{level}"


def runs(part: str) -> set[str]:
    """Every run of one to four characters, with ^ and $ for the ends of the part."""
    marked = f"^{part.translate(SHOWN)}$"
    return {marked[start : start + length] for length in RUN_LENGTHS for start in range(len(marked) - length + 1)}


def _orders(found: Iterable[tuple[int, str]]) -> Iterator[str]:
    names = [name for _, name in sorted(found)]
    for index, name in enumerate(names):
        yield f"<{name}>"
        yield from (f"<{name}>{later}" for later in names[index + 1 :])


def meanings(own: str, words: Mapping[str, Sequence[str]]) -> tuple[tuple[int, str], ...]:
    """Every place in a text of a word of a list, with the list's name."""
    present = ((word, name) for name, listed in words.items() for word in listed if word in own)
    return tuple((match.start(), name) for word, name in present for match in re.finditer(re.escape(word), own))
