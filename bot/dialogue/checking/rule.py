"""What a check rule is, and the table every rule enters itself in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import cleandoc

from bot.dialogue.checking.project import Project
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile

Finder = Callable[[Project], Iterable[Problem]]
FlowFinder = Callable[[FlowFile, Project], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, what it is about with an example (Markdown), and how it looks."""

    id: str
    about: str
    find: Finder


RULES: dict[str, Rule] = {}
"""Every rule by id."""


def enter(identity: str, about: str, find: Finder) -> None:
    """Enter a rule in the table. Raises ValueError when the id is taken."""
    if identity in RULES:
        raise ValueError(f"there are two rules {identity!r}")
    RULES[identity] = Rule(identity, cleandoc(about), find)


def rule(identity: str) -> Callable[[Finder], Finder]:
    """Enter a function over the whole project as a rule; its docstring is the documentation."""

    def register(find: Finder) -> Finder:
        enter(identity, find.__doc__ or "", find)
        return find

    return register


def flow_rule(identity: str) -> Callable[[FlowFinder], FlowFinder]:
    """Enter a function over one flow as a rule; its docstring is the documentation."""

    def register(find: FlowFinder) -> FlowFinder:
        def everywhere(project: Project) -> Iterable[Problem]:
            for file in project.files:
                yield from find(file, project)

        enter(identity, find.__doc__ or "", everywhere)
        return find

    return register


def found_while_reading(identity: str, about: str) -> None:
    """Enter a rule whose problems come out of reading texts and expressions along the flow."""
    enter(identity, about, lambda project: (each for each in project.findings if each.rule == identity))
