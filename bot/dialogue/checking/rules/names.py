"""Names that must be there once."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.checking.graph import END
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule, rule
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile


@rule("duplicate-flow")
def duplicate_flow(project: Project) -> Iterable[Problem]:
    """Two files hold a flow of the same name.

    Example: ``flow: check_in`` in two files.
    """
    for file in project.files:
        first = project.by_name[file.flow.flow]
        if first is not file:
            message = f"The flow {file.flow.flow!r} is also in {first.source.path.name}."
            yield file.problem("duplicate-flow", message, "Give one of them another name.")


@flow_rule("duplicate-step")
def duplicate_step(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """Two steps of a flow have the same id.

    Example: ``id: ask_amount`` twice.
    """
    seen: set[str] = set()
    for index, step in enumerate(file.flow.steps):
        if step.id in seen:
            message = f"There is already a step {step.id!r}."
            yield file.problem("duplicate-step", message, "Give this step an id of its own.", "steps", index, "id")
        seen.add(step.id)


@flow_rule("reserved-id")
def reserved_id(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """A step is called ``end``, which is where every flow stands after its last step.

    Example: ``id: end``.
    """
    for index, step in enumerate(file.flow.steps):
        if step.id == END:
            message = "The id 'end' is taken: it is where the flow stops."
            yield file.problem("reserved-id", message, "Give the step another id.", "steps", index, "id")
