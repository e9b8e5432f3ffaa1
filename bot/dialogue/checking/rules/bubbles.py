"""Bubbles: how long, and how many in a row."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.checking.graph import edges_of
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule, rule
from bot.dialogue.checking.world import BUBBLE, COPY_TEXT, IN_A_ROW
from bot.dialogue.model import Ask, Call, Flow, Say, Start, Step, Wait
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile


@rule("bubble-too-long")
def bubble_too_long(project: Project) -> Iterable[Problem]:
    """A bubble has more than 120 characters when every slot holds its longest value, in either script.

    Example: ``{{ story }}`` where the story may have 500 characters.
    """
    for each in project.measured:
        if each.text.role == "bubble" and each.longest > BUBBLE:
            message = f"This bubble can get {each.longest} characters long ({each.script}); {BUBBLE} is the most."
            yield each.problem("bubble-too-long", message, "Shorten it, or make two bubbles of it.")


@rule("copy-too-long")
def copy_too_long(project: Project) -> Iterable[Problem]:
    """A text to copy has more than the 256 characters Telegram allows.

    Example: ``copy: "{{ letter }}"``.
    """
    for each in project.measured:
        if each.text.role == "copy" and each.longest > COPY_TEXT:
            length = f"{each.longest} characters long ({each.script})"
            message = f"This text can get {length}; Telegram copies {COPY_TEXT}."
            yield each.problem("copy-too-long", message, "Shorten it.")


@flow_rule("too-many-bubbles")
def too_many_bubbles(file: FlowFile, project: Project) -> Iterable[Problem]:
    """More than three bubbles stand in a row before the person is asked or given time.

    Example: three ``say`` and then an ``ask``.
    """
    if project.is_book(file.flow.flow):
        return
    before = _before(file.flow, project)
    for index, step in enumerate(file.flow.steps):
        row = before.get(step.id, 0)
        most = row + _bubbles(step, project)
        told_there = row == 0 and isinstance(step, Call | Start)
        if most > IN_A_ROW >= row and not told_there:
            message = f"This makes {most} bubbles in a row; {IN_A_ROW} are the most."
            yield file.problem(
                "too-many-bubbles", message, "Ask something in between, or say less.", "steps", index, "id"
            )


def _before(flow: Flow, project: Project) -> dict[str, int]:
    """The most bubbles already in a row when a step is come to."""
    before, todo = {flow.steps[0].id: 0}, [0]
    index_of = {step.id: index for index, step in enumerate(flow.steps)}
    while todo:
        index = todo.pop()
        step = flow.steps[index]
        after = min(_row_after(step, before[step.id], project), IN_A_ROW + 1)
        for edge in edges_of(flow, index):
            if edge.target in index_of and after > before.get(edge.target, -1):
                before[edge.target] = after
                todo.append(index_of[edge.target])
    return before


def _row_after(step: Step, before: int, project: Project) -> int:
    if isinstance(step, Ask | Wait):
        return 0
    if isinstance(step, Call) and step.call in project.by_name:
        called = project.by_name[step.call].flow
        return 0 if any(isinstance(each, Ask | Wait) for each in called.steps) else before + _bubbles(step, project)
    return before + _bubbles(step, project)


def _bubbles(step: Step, project: Project) -> int:
    """Bubbles a step adds to the row; of a flow that is entered those before it first waits."""
    match step:
        case Say():
            return len(step.bubbles)
        case Ask():
            return 1
        case Wait():
            return 1 if step.say is not None and (step.live is None or step.fresh) else 0
        case Call(call=name) | Start(start=name):
            return _leading(name, project)
    return 0


def _leading(name: str, project: Project) -> int:
    count = 0
    for step in project.by_name[name].flow.steps if name in project.by_name else ():
        if isinstance(step, Say):
            count += len(step.bubbles)
        else:
            return count + (1 if isinstance(step, Ask) else 0)
    return count
