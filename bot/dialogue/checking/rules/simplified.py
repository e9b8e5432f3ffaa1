"""Simplified characters left over in traditional text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import rule
from bot.dialogue.problems import Problem
from bot.language.extraction import TAG
from bot.language.region import Script

TABLES = ("STCharacters.txt", "TWVariants.txt", "HKVariants.txt")
"""OpenCC's tables: from simplified characters to standard ones, and from those to what Taiwan and Hong Kong write."""


@cache
def simplified_only() -> frozenset[str]:
    """Characters that only the simplified script has; one that Taiwan or Hong Kong writes too (群) is not."""
    standard, *local = (_table(name) for name in TABLES)
    written = {(character, kept) for table in local for kept, characters in table.items() for character in characters}
    return frozenset(
        simplified
        for simplified, traditional in standard.items()
        if simplified not in traditional and not any((simplified, kept) in written for kept in traditional)
    )


def _table(name: str) -> dict[str, list[str]]:
    lines = files("opencc").joinpath("dictionary", name).read_text(encoding="utf-8").splitlines()
    return {row[0]: row[1:] for row in (line.split() for line in lines) if row}


@rule("simplified-left")
def simplified_left(project: Project) -> Iterable[Problem]:
    """A zh-Hant translation has characters of the simplified script, or was not translated at all.

    Example: 没关系 in the catalogue of zh_Hant.
    """
    kept = set(project.world.style.kept_characters) if project.world.style else set()
    for each in project.measured:
        if each.script is Script.HANT:
            left = sorted(set(TAG.sub("", each.written)) & simplified_only() - kept)
            if left:
                message = f"Simplified characters in the translation: {''.join(left)}."
                yield each.problem("simplified-left", message, "Write it for readers in Taiwan and Hong Kong.")
