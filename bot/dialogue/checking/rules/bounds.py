"""Bounds that leave nothing to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule
from bot.dialogue.model import Ask
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile

SCALE_BUTTONS = 11
"""0 to 10: what fits a phone in two rows."""


@flow_rule("bounds")
def bounds(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """The lower bound of a question is above its upper one.

    Example: ``money: {from: 5000, to: 100}``.
    """
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Ask):
            for key, low, high in _ranges(step):
                if low > high:
                    message = f"Nothing is at least {low} and at most {high}."
                    yield file.problem("bounds", message, "Turn the bounds round.", "steps", index, key)


def _ranges(ask: Ask) -> Iterator[tuple[str, int, int]]:
    for key, range_ in (
        ("scale", ask.scale),
        ("number", ask.number),
        ("money", ask.money),
        ("days", ask.days),
    ):
        if range_ is not None:
            yield key, range_.from_, range_.to
    if ask.date is not None:
        yield "date", ask.date.earliest, ask.date.latest


@flow_rule("scale-too-long")
def scale_too_long(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """A scale has more than eleven buttons.

    Example: ``scale: {from: 0, to: 100}``.
    """
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Ask) and step.scale is not None and step.scale.to - step.scale.from_ >= SCALE_BUTTONS:
            message = f"The scale has {step.scale.to - step.scale.from_ + 1} buttons; {SCALE_BUTTONS} fit a phone."
            yield file.problem("scale-too-long", message, "Make it shorter, or ask a number.", "steps", index, "scale")
