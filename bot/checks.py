"""All checks of the project at once: flows, translations and content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from bot.actions.plan_papers import READY as PLAN_PAPER
from bot.actions.table import TABLE
from bot.assembly import Home, load_commands
from bot.content.freshness import overdue_numbers
from bot.content.library import Library, load_library
from bot.content.problems import ContentProblems
from bot.conversation.guards import PICTURE, UNKNOWN
from bot.conversation.pasted import MESSAGE
from bot.conversation.reminding import FLOW as REMINDER
from bot.conversation.watch import OPENED
from bot.dialogue.checking import CheckWorld, HouseStyle, check
from bot.dialogue.checking.world import read_translations
from bot.dialogue.problems import Problem
from bot.dialogue.reading import read_flows
from bot.language.region import Script
from bot.marked_yaml import Mark, read_yaml

OPENED_BY_THE_HOST = OPENED | {MESSAGE, PICTURE, PLAN_PAPER, REMINDER, UNKNOWN, "_shared/continue"}
"""Flows that guards and turns open by themselves."""


def check_everything(home: Home, today: date | None = None) -> tuple[Problem, ...]:
    """Every problem of flows, content and locales, sorted by file and place; paths are relative to the project.

    With ``today`` also the phone numbers that were not checked lately.
    """
    try:
        library = load_library(home.content)
    except ContentProblems as found:
        return tuple(sorted(_relative(_of_content(each), home) for each in found.problems))
    try:
        world = _world(home, library)
    except ValidationError as error:
        first = error.errors()[0]
        return (Problem(home.content / "commands.yaml", Mark(1, 1), "shape", first["msg"], "Mend it."),)
    problems = [*check(read_flows(home.flows), world)]
    if today is not None:
        problems += map(_of_content, overdue_numbers(home.content, library, today))
    return tuple(sorted(_relative(problem, home) for problem in problems))


def _world(home: Home, library: Library) -> CheckWorld:
    style = read_yaml(home.content / "house_style.yaml").data
    banned = style.pop("banned")
    commands = load_commands(home).commands
    flows_by_timer = {"crisis_check", "log_prompt", "callback_due"}
    return CheckWorld(
        signatures={name: action.signature for name, action in TABLE.items()},
        translations={script: read_translations(home.locales, script) for script in Script},
        terms=_longest_terms(library),
        commands={command.id: command.flow or "" for command in commands},
        opened=OPENED_BY_THE_HOST | flows_by_timer,
        facts=frozenset(library.facts),
        banned={script: tuple(banned[script.value]) for script in Script},
        style=HouseStyle.model_validate(style),
    )


def _longest_terms(library: Library) -> Mapping[str, int]:
    return {key: max(map(len, (term.CN, term.TW, term.HK))) for key, term in library.terms.terms.items()}


def _of_content(problem: object) -> Problem:
    path, line, column = (getattr(problem, name) for name in ("path", "line", "column"))
    message, fix = (str(getattr(problem, name)) for name in ("message", "fix"))
    return Problem(Path(path), Mark(int(line), int(column)), "content", message, fix)


def _relative(problem: Problem, home: Home) -> Problem:
    path = problem.path.relative_to(home.root) if problem.path.is_relative_to(home.root) else problem.path
    return Problem(path, problem.mark, problem.rule, problem.message, problem.fix)
