"""Flows called by flows: what is handed over, and whether they come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue.checking.dataflow import FlowWalk
from bot.dialogue.checking.graph import END, edges_of, reachable
from bot.dialogue.checking.kinds import fits
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule, rule
from bot.dialogue.checking.rules.targets import hint
from bot.dialogue.checking.variables import assigned_in
from bot.dialogue.model import Call, End, Flow, Start
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile
from bot.marked_yaml import Loc


def _handed(file: FlowFile, project: Project) -> Iterator[tuple[int, Call | Start, Flow, Loc]]:
    """Every call and start with the flow it names."""
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Call | Start):
            key = "call" if isinstance(step, Call) else "start"
            called = project.by_name.get(step.call if isinstance(step, Call) else step.start)
            if called is not None:
                yield index, step, called.flow, ("steps", index, key)


@rule("never-returns")
def never_returns(project: Project) -> Iterable[Problem]:
    """A called flow that only ever ends with ``end: all`` never comes back, so what follows is never done.

    Example: ``call: goodbye`` where flows/goodbye.yaml ends with ``end: all``.
    """
    returning = _returning(project)
    for file in project.files:
        for _, step, called, loc in _handed(file, project):
            if isinstance(step, Call) and called.flow not in returning:
                message = f"The flow {called.flow!r} never returns."
                yield file.problem("never-returns", message, "Use `start`, or let that flow end `here`.", *loc)


def _returning(project: Project) -> frozenset[str]:
    """Flows from which a caller gets the conversation back."""
    returning: frozenset[str] = frozenset()
    while True:
        more = frozenset(file.flow.flow for file in project.files if _returns(file.flow, returning))
        if more == returning:
            return returning
        returning = more


def _returns(flow: Flow, returning: frozenset[str]) -> bool:
    ways: dict[str, list[str]] = {}
    for index, step in enumerate(flow.steps):
        back = (isinstance(step, End) and step.end == "here") or (isinstance(step, Start) and step.start in returning)
        onward = [edge.target for edge in edges_of(flow, index)]
        ways.setdefault(step.id, []).extend([*onward, *([END] if back else [])])
    return END in reachable(ways, [flow.steps[0].id])


@flow_rule("unknown-parameter")
def unknown_parameter(file: FlowFile, project: Project) -> Iterable[Problem]:
    """A call or start hands over what the flow does not take.

    Example: ``with: {amout: …}``.
    """
    for index, step, called, _ in _handed(file, project):
        for name in step.with_.keys() - called.takes.keys():
            message = f"The flow {called.flow!r} takes no {name!r}."
            fix = f"Correct the name{hint(name, called.takes)} or add it to its `takes`."
            yield file.key_problem("unknown-parameter", message, fix, "steps", index, "with", name)


@flow_rule("wrong-parameter")
def wrong_parameter(file: FlowFile, project: Project) -> Iterable[Problem]:
    """What is handed over is of another type than the flow takes.

    Example: a text where ``takes: {amount: money}``.
    """
    walk, states = FlowWalk(file.flow, project), project.walked(file).before
    for index, step, called, _ in _handed(file, project):
        state = states[index]
        for name, expression in step.with_.items():
            wanted = called.takes.get(name)
            given = None if state is None else walk.read(expression, state).kind.type
            if not fits(given, wanted):
                message = f"The flow {called.flow!r} takes a {wanted} as {name!r}; this is a {given}."
                fix = "Hand over a value of that type."
                yield file.problem("wrong-parameter", message, fix, "steps", index, "with", name)


@flow_rule("unknown-given")
def unknown_given(file: FlowFile, project: Project) -> Iterable[Problem]:
    """``into`` of a call names what the flow does not give.

    Example: ``into: {sum: totall}`` where the flow has ``gives: [total]``.
    """
    for index, step, called, _ in _handed(file, project):
        for target, given in step.into.items() if isinstance(step, Call) else ():
            if given not in called.gives:
                message = f"The flow {called.flow!r} does not give {given!r}."
                fix = f"Correct the name{hint(given, called.gives)} or add it to its `gives`."
                yield file.problem("unknown-given", message, fix, "steps", index, "into", target)


@flow_rule("gives-never-set")
def gives_never_set(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """A flow promises to give a variable that none of its steps sets.

    Example: ``gives: [total]`` without a step that sets ``total``.
    """
    assigned = assigned_in(file.flow)
    for number, name in enumerate(file.flow.gives):
        if name not in assigned:
            message = f"No step gives {name!r} a value."
            yield file.problem(
                "gives-never-set", message, f"Set it{hint(name, assigned)}, or take it out.", "gives", number
            )
