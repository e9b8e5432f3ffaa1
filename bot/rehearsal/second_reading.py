"""What a model learnt from written replies hears in a reply beside the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST_RUN = 4
"""Characters in the longest run that is looked at."""

LONGEST_IN_ANSWER = 3
"""The same, for runs that count apart in answer to one kind of move: 好 after a private account is a slip."""

APART = ("private", "contact")
"""Kinds of moves (content/rehearsal/replies.yaml) in answer to which the same words mean something else."""

NUMBER = re.compile("[0-9]+")


def features(folded: str, kinds: Iterable[str]) -> Iterator[str]:
    """Runs of characters of a folded reply, and the short ones once more for each kind of move that sets them apart."""
    text = "^" + NUMBER.sub("0", folded) + "$"
    answering = [kind for kind in APART if kind in kinds]
    for size in range(1, LONGEST_RUN + 1):
        for start in range(len(text) - size + 1):
            run = text[start : start + size]
            yield run
            if size <= LONGEST_IN_ANSWER:
                yield from (f"{kind}:{run}" for kind in answering)
