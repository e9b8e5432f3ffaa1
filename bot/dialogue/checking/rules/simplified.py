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


@cache
def simplified_only() -> frozenset[str]:
    """Characters that only the simplified script has, by OpenCC's table of characters."""
    table = files("opencc").joinpath("dictionary/STCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in table.splitlines() if line.strip())
    return frozenset(simplified for simplified, *traditional in rows if simplified not in traditional)


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
