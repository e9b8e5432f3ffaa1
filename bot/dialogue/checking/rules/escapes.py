"""Steps nobody comes to, and steps nobody gets away from."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.checking.graph import END, edges_of, reachable
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule
from bot.dialogue.model import End, Flow, Start
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile


def ways_in(flow: Flow) -> dict[str, list[str]]:
    """The steps each step leads to; ``end`` where the flow is left."""
    ways: dict[str, list[str]] = {}
    for index, step in enumerate(flow.steps):
        leaves = [END] if isinstance(step, End | Start) else []
        ways.setdefault(step.id, []).extend([edge.target for edge in edges_of(flow, index)] + leaves)
    return ways


@flow_rule("unreachable-step")
def unreachable_step(file: FlowFile, project: Project) -> Iterable[Problem]:
    """No way leads from the first step to this one.

    Example: a step after ``end: here`` that no ``go`` names.
    """
    if project.is_book(file.flow.flow):
        return
    reached = reachable(ways_in(file.flow), [file.flow.steps[0].id])
    for index, step in enumerate(file.flow.steps):
        if step.id not in reached:
            message = f"Nothing leads to the step {step.id!r}."
            yield file.problem(
                "unreachable-step", message, "Lead to it with a go, or take it out.", "steps", index, "id"
            )


@flow_rule("no-way-out")
def no_way_out(file: FlowFile, project: Project) -> Iterable[Problem]:
    """From this step no way leads to the end of the flow; the home flow may go round for ever.

    Example: two questions whose every answer leads to the other.
    """
    if project.is_book(file.flow.flow) or file.flow.home:
        return
    ways = ways_in(file.flow)
    reached = reachable(ways, [file.flow.steps[0].id])
    told: set[str] = set()
    for index, step in enumerate(file.flow.steps):
        after = reachable(ways, [step.id])
        if step.id in reached - told and END not in after:
            told |= after | {each for each in reached if step.id in reachable(ways, [each])}
            message = f"From {step.id!r} the flow can never end."
            yield file.problem("no-way-out", message, "Let one of its ways lead to `end`.", "steps", index, "id")
