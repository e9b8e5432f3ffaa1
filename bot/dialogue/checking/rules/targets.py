"""Places a flow leads to must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from bot.dialogue.checking.graph import END, edges_of
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule
from bot.dialogue.model import Call, Start
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile
from bot.marked_yaml import Loc


def hint(name: str, known: Iterable[str]) -> str:
    """What was probably meant."""
    close = get_close_matches(name, list(known), 1)
    return f" (did you mean {close[0]!r}?)" if close else ""


@flow_rule("unknown-step")
def unknown_step(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """A ``go`` names no step of its flow; ``end`` is always there.

    Example: ``go: nowhere``.
    """
    for target, loc in sorted(set(_targets(file)), key=str):
        if target not in file.flow.by_id and target != END:
            message = f"There is no step {target!r} in this flow."
            fix = f"Correct the name{hint(target, file.flow.by_id)} or add the step."
            yield file.problem("unknown-step", message, fix, *loc)


def _targets(file: FlowFile) -> Iterator[tuple[str, Loc]]:
    for index in range(len(file.flow.steps)):
        yield from ((edge.target, edge.loc) for edge in edges_of(file.flow, index) if edge.loc is not None)
    for old, new in file.flow.migrate.items():
        yield new, ("migrate", old)


@flow_rule("unknown-flow")
def unknown_flow(file: FlowFile, project: Project) -> Iterable[Problem]:
    """A ``call``, a ``start`` or a repair names no flow.

    Example: ``call: breathe`` without a file flows/breathe.yaml.
    """
    for name, loc in _flows_named(file):
        if name not in project.by_name:
            fix = f"Correct the name{hint(name, project.by_name)} or add the flow."
            yield file.problem("unknown-flow", f"There is no flow {name!r}.", fix, *loc)


def _flows_named(file: FlowFile) -> Iterator[tuple[str, Loc]]:
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Call):
            yield step.call, ("steps", index, "call")
        elif isinstance(step, Start):
            yield step.start, ("steps", index, "start")
    for repair, name in file.flow.repairs.items():
        yield name, ("repairs", repair)
