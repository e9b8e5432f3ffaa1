"""The flows the engine itself needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue.checking.books import BOOKS, WALKED
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import rule
from bot.dialogue.flowset import SHARED
from bot.dialogue.model import Say
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile
from bot.marked_yaml import Mark


@rule("shared-flow")
def shared_flow(project: Project) -> Iterable[Problem]:
    """A flow or a step the engine speaks from is missing, or is not one single ``say``.

    Example: flows/_shared/back.yaml without the step ``was``.
    """
    for name in (*BOOKS, *WALKED):
        file = project.by_name.get(name)
        if file is None:
            path = project.sources.folder / f"{name}.yaml"
            message = f"The engine needs the flow {name!r}."
            yield Problem(path, Mark(1, 1), "shared-flow", message, "Add it; docs/flow-language.md shows it.")
        else:
            yield from _missing_steps(file, BOOKS.get(name, ()))
    for file in project.files:
        for repair, name in file.flow.repairs.items():
            own = project.by_name.get(name)
            if own is not None and name not in BOOKS:
                yield from _missing_steps(own, BOOKS.get(f"{SHARED}{repair}", ()))


def _missing_steps(file: FlowFile, wanted: tuple[str, ...]) -> Iterator[Problem]:
    for name in wanted:
        step = file.flow.by_id.get(name)
        if step is None:
            message = f"The engine speaks the step {name!r} of {file.flow.flow!r}, which is missing."
            yield file.key_problem("shared-flow", message, "Add a `say` with that id.", "steps")
        elif not isinstance(step, Say) or not isinstance(step.say, str):
            index = file.flow.steps.index(step)
            message = f"The step {name!r} is spoken by the engine: it is one `say` with one text."
            yield file.problem("shared-flow", message, "Make it a single say.", "steps", index, "id")
