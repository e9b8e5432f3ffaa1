"""Ways of saying one thing, written in one line each: content/crisis/data/phrasings.txt, for training only.

``p|(想|好想){VANISH}`` is a line: a level (active, passive, distress, none) by its first letter, then a text in which
brackets hold alternatives and a name in braces stands for the alternatives of its list (``@VANISH=消失|不在``).
``#Hant HK`` gives the script and the place of the lines after it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LEVELS = {"a": "active", "p": "passive", "d": "distress", "n": "none"}
NAMED = re.compile(r"\{([A-Z]+)\}")
EITHER = re.compile(r"\(([^()]*)\)")
TRIES = 3
"""Draws for each text wanted: some come out the same."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One line of the file."""

    level: str
    says: str
    script: str


def read_phrasings(path: Path) -> tuple[tuple[Phrasing, ...], Mapping[str, str]]:
    """The lines of the file and its named alternatives. Raises ValueError for a line that has no level."""
    named: dict[str, str] = {}
    found: list[Phrasing] = []
    script = "Hans"
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("@"):
            name, _, alternatives = line[1:].partition("=")
            named[name] = alternatives
        elif line.startswith("#"):
            script = line[1:].split()[0]
        else:
            level, _, says = line.partition("|")
            if level not in LEVELS:
                raise ValueError(f"a phrasing begins with one of {', '.join(LEVELS)} and a bar: {line[:40]}")
            found.append(Phrasing(LEVELS[level], says, script))
    return tuple(found), named


def drawn(phrasing: Phrasing, named: Mapping[str, str], most: int, chance: random.Random) -> Iterator[str]:
    """At most ``most`` different texts of a phrasing."""
    seen: set[str] = set()
    for _ in range(most * TRIES):
        text = _drawn(phrasing.says, named, chance).strip("，,。")
        if text not in seen:
            seen.add(text)
            yield text
        if len(seen) >= most:
            return


def _drawn(says: str, named: Mapping[str, str], chance: random.Random) -> str:
    text = NAMED.sub(lambda name: f"({named[name[1]]})", says)
    while EITHER.search(text):
        text = EITHER.sub(lambda either: chance.choice(either[1].split("|")), text)
    return text
