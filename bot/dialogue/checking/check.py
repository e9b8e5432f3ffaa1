"""All rules over all files, at once."""

from __future__ import annotations

from bot.dialogue.checking import rules as _rules  # noqa: F401  (importing it fills the table)
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import RULES
from bot.dialogue.checking.world import CheckWorld
from bot.dialogue.problems import Problem
from bot.dialogue.reading import Sources


def check(sources: Sources, world: CheckWorld) -> tuple[Problem, ...]:
    """Every problem of the flows and their translations, those found while reading among them.

    Sorted by file, line and column; the order of the rules does not matter.
    """
    project = Project(sources, world)
    found = {problem for rule in RULES.values() for problem in rule.find(project)}
    return tuple(sorted({*sources.problems, *found}))
