"""Going round without the person, and calling in circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue.checking.graph import END, cycles, edges_of, reachable, waits
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import rule
from bot.dialogue.model import Call, End, Flow, Start, Step
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile


@rule("loop-without-wait")
def loop_without_wait(project: Project) -> Iterable[Problem]:
    """Steps lead back to themselves without asking or waiting, also across flows.

    Example: ``say`` with a ``go`` back to itself.
    """
    places = {
        f"{file.flow.flow}.{step.id}": (file, index)
        for file in project.files
        for index, step in enumerate(file.flow.steps)
        if not project.is_book(file.flow.flow)
    }
    for around in cycles(_silent_ways(project)):
        name = min(around & places.keys(), key=lambda each: (str(places[each][0].source.path), places[each][1]))
        file, index = places[name]
        message = "From here the flow comes back here without asking or waiting."
        yield file.problem(
            "loop-without-wait", message, "Put a question or a wait into the round.", "steps", index, "id"
        )


def _silent_ways(project: Project) -> dict[str, list[str]]:
    """Every step that does not wait, with the steps of any flow that follow at once."""
    silent = silent_flows(project)
    ways: dict[str, list[str]] = {}
    for file in project.files:
        flow = file.flow
        for index, step in enumerate(flow.steps):
            if not waits(step) and not (isinstance(step, Call) and step.call not in silent):
                ways[f"{flow.flow}.{step.id}"] = [*_next_silent(flow, index, step, project)]
    return ways


def _next_silent(flow: Flow, index: int, step: Step, project: Project) -> Iterator[str]:
    if isinstance(step, Start) and step.start in project.by_name:
        yield f"{step.start}.{project.by_name[step.start].flow.steps[0].id}"
    yield from (f"{flow.flow}.{edge.target}" for edge in edges_of(flow, index) if edge.target != END)


def silent_flows(project: Project) -> frozenset[str]:
    """Flows that can be walked from first to last without waiting."""
    silent: frozenset[str] = frozenset()
    while True:
        more = frozenset(file.flow.flow for file in project.files if _passes(file.flow, silent))
        if more == silent:
            return silent
        silent = more


def _passes(flow: Flow, silent: frozenset[str]) -> bool:
    ways: dict[str, list[str]] = {}
    for index, step in enumerate(flow.steps):
        stops = waits(step) or (isinstance(step, Call) and step.call not in silent)
        leaves = (isinstance(step, End) and step.end == "here") or (isinstance(step, Start) and step.start in silent)
        onward = [] if stops else [edge.target for edge in edges_of(flow, index)]
        ways.setdefault(step.id, []).extend([*onward, *([END] if leaves else [])])
    return END in reachable(ways, [flow.steps[0].id])


@rule("recursion")
def recursion(project: Project) -> Iterable[Problem]:
    """A flow calls itself, directly or through others: the conversation would grow without end.

    Example: ``call: offer`` inside flows/offer.yaml.
    """
    ways = {file.flow.flow: [name for _, name, _ in _entered(file)] for file in project.files}
    for file in project.files:
        for index, name, key in _entered(file):
            if key == "call" and file.flow.flow in reachable(ways, [name]):
                message = f"{name!r} leads back into {file.flow.flow!r} before it has returned."
                yield file.problem("recursion", message, "Use `start`, or go back with `go`.", "steps", index, key)


def _entered(file: FlowFile) -> Iterator[tuple[int, str, str]]:
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Call):
            yield index, step.call, "call"
        elif isinstance(step, Start):
            yield index, step.start, "start"
