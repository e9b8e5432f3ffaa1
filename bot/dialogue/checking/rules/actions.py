"""Actions a flow does: they must exist and get what they take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes

from bot.dialogue.checking.dataflow import FlowWalk
from bot.dialogue.checking.kinds import fits
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule
from bot.dialogue.checking.rules.targets import hint
from bot.dialogue.checking.states import Has
from bot.dialogue.checking.syntax import parsed_expression
from bot.dialogue.model import Do
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile
from bot.dialogue.signatures import Signature


def _done(file: FlowFile, project: Project) -> Iterator[tuple[int, Do, Signature]]:
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Do) and step.do in project.world.signatures:
            yield index, step, project.world.signatures[step.do]


@flow_rule("unknown-action")
def unknown_action(file: FlowFile, project: Project) -> Iterable[Problem]:
    """``do`` names no action.

    Example: ``do: money.devide``.
    """
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Do) and step.do not in project.world.signatures:
            fix = f"Correct the name{hint(step.do, project.world.signatures)}."
            yield file.problem("unknown-action", f"There is no action {step.do!r}.", fix, "steps", index, "do")


@flow_rule("missing-argument")
def missing_argument(file: FlowFile, project: Project) -> Iterable[Problem]:
    """An action does not get an argument it needs.

    Example: ``do: money.divide`` without ``with: {amount: …}``.
    """
    for index, step, signature in _done(file, project):
        for name, parameter in signature.takes.items():
            if parameter.required and name not in step.with_:
                message = f"{step.do} needs {name!r}, a {parameter.type}."
                yield file.problem("missing-argument", message, f"Add it under `with`: {name}.", "steps", index, "do")


@flow_rule("unknown-argument")
def unknown_argument(file: FlowFile, project: Project) -> Iterable[Problem]:
    """An action gets an argument it does not take.

    Example: ``with: {amout: …}``.
    """
    for index, step, signature in _done(file, project):
        for name in step.with_:
            if name not in signature.takes:
                message = f"{step.do} takes no {name!r}."
                fix = f"Correct the name{hint(name, signature.takes)}."
                yield file.key_problem("unknown-argument", message, fix, "steps", index, "with", name)


@flow_rule("wrong-argument")
def wrong_argument(file: FlowFile, project: Project) -> Iterable[Problem]:
    """An argument is of another type than the action takes, or may be none where it needs a value.

    Example: a text as an amount of money.
    """
    walk, states = FlowWalk(file.flow, project), project.walked(file).before
    for index, step, signature in _done(file, project):
        state = states[index]
        for name, expression in step.with_.items():
            parameter = signature.takes.get(name)
            if state is None or parameter is None:
                continue
            read = walk.read(expression, state)
            place = ("steps", index, "with", name)
            if not fits(read.kind.type, parameter.type):
                message = f"{step.do} takes a {parameter.type} as {name!r}; this is a {read.kind.type}."
                yield file.problem("wrong-argument", message, "Give it a value of that type.", *place)
            elif Has.NONE in read.has and not parameter.nullable:
                message = f"{step.do} needs a value as {name!r}; this may be none."
                yield file.problem("wrong-argument", message, "Go round it with a branch, or give a fallback.", *place)


@flow_rule("nothing-given")
def nothing_given(file: FlowFile, project: Project) -> Iterable[Problem]:
    """``into`` keeps what an action gives, but it gives nothing.

    Example: ``do: timers.cancel`` with ``into: x``.
    """
    for index, step, signature in _done(file, project):
        if step.into is not None and signature.gives is None:
            message = f"{step.do} gives nothing to keep."
            yield file.problem("nothing-given", message, "Take `into` out.", "steps", index, "into")


@flow_rule("unknown-fact")
def unknown_fact(file: FlowFile, project: Project) -> Iterable[Problem]:
    """An argument ``fact`` names no fact of content/.

    Example: ``with: {fact: "'cn.quiet_huors'"}``.
    """
    for index, step, _ in _done(file, project):
        tree = parsed_expression(step.with_["fact"]) if "fact" in step.with_ else None
        if isinstance(tree, nodes.Const) and project.world.facts and tree.value not in project.world.facts:
            message = f"There is no fact {tree.value!r}."
            fix = f"Correct the name{hint(str(tree.value), project.world.facts)}."
            yield file.problem("unknown-fact", message, fix, "steps", index, "with", "fact")
