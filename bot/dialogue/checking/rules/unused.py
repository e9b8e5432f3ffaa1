"""Answers nobody uses, and questions whose answer is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule
from bot.dialogue.checking.sources import sources_of
from bot.dialogue.checking.syntax import Broken, parsed_expression, parsed_text
from bot.dialogue.checking.variables import targets_of
from bot.dialogue.model import Ask
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile


@flow_rule("unused-variable")
def unused_variable(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """A variable gets a value that no text, condition, argument or ``gives`` ever uses.

    Example: ``into: mood`` and nothing with ``mood`` after it.
    """
    used = {*_names(file), *file.flow.gives}
    told: set[str] = set()
    for name, loc in targets_of(file.flow):
        if name not in used | told and not name.startswith(("me.", "$")):
            told.add(name)
            problem = file.key_problem if loc[-1] == name else file.problem
            yield problem("unused-variable", f"Nothing uses {name!r}.", "Use it, or take `into` out.", *loc)


def _names(file: FlowFile) -> Iterator[str]:
    for index in range(len(file.flow.steps)):
        for source in sources_of(file, index):
            tree = parsed_text(source.source) if source.is_text else parsed_expression(source.source)
            if isinstance(tree, nodes.Name):
                yield tree.name
            if not isinstance(tree, Broken):
                yield from (name.name for name in tree.find_all(nodes.Name))


@flow_rule("missing-into")
def missing_into(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """A question keeps its answer with ``into``, unless every option leads somewhere of its own.

    Example: ``money: {}`` without ``into``.
    """
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Ask) and step.into is None and not _decides(step):
            message = "The answer to this question is lost."
            yield file.key_problem("missing-into", message, "Keep it with `into`.", "steps", index, "ask")


@flow_rule("wrong-fallback")
def wrong_fallback(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """The ``fallback`` of a question is not of the type of its answer; sums, days and times have none.

    Example: ``money: {}`` with ``fallback: 0``.
    """
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Ask) and step.fallback is not None and not _could_be_answer(step):
            message = f"{step.fallback!r} is no answer to a {step.kind} question."
            yield file.problem(
                "wrong-fallback", message, "Take another, or branch on none.", "steps", index, "fallback"
            )


def _could_be_answer(ask: Ask) -> bool:
    match ask.kind:
        case "choice":
            return ask.own_words is not None or ask.fallback in {option.id for option in ask.choice or ()}
        case "scale" | "number" | "days":
            return isinstance(ask.fallback, int)
        case "choice_from" | "text":
            return isinstance(ask.fallback, str)
    return False


def _decides(ask: Ask) -> bool:
    """Whether the way on tells the answer; a single option asks nothing but to go on."""
    options = ask.choice or ()
    return bool(options) and (len(options) == 1 or all(option.go is not None for option in options))
