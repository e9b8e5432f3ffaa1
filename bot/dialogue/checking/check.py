"""All rules over all files, at once."""

from __future__ import annotations

from bot.dialogue.checking import rules as _rules  # noqa: F401  (importing it fills the table)
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import RULES
from bot.dialogue.checking.world import CheckWorld
from bot.dialogue.problems import Problem
from bot.dialogue.reading import Sources


def check(sources: Sources, world: CheckWorld) -> tuple[Problem, ...]:
    """Every problem of the flows and their translations, sorted by file, line and column.

    Files that could not be read are in ``sources.problems`` and come first in nothing: they are sorted in.
    """
    project = Project(sources, world)
    found = {problem for rule in RULES.values() for problem in rule.find(project)}
    return tuple(sorted({*sources.problems, *found}))
