"""Editing flows under live sessions: what kind of edit it is, and where a session stands after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.dialogue.flowset import FlowSet
from bot.dialogue.model import Ask, Flow, Step
from bot.dialogue.session import Frame, Session

Shape = dict[str, str]
"""What of a flow a session can stand on: each step's id with its kind, its target and its option ids."""


class Edit(StrEnum):
    """How one version of a flow differs from another."""

    TEXT_ONLY = "text-only"
    ADDITIVE = "additive"
    BREAKING = "breaking"


@dataclass(frozen=True, slots=True)
class History:
    """The shapes of flow versions that sessions may still stand on, by version."""

    shapes: Mapping[str, Shape]


def shape_of(flow: Flow) -> Shape:
    """The shape of a flow."""
    return {step.id: _footing(step) for step in flow.steps}


def _footing(step: Step) -> str:
    if not isinstance(step, Ask):
        return type(step).__name__.lower()
    options = ",".join(option.id for option in step.choice or step.choices or ())
    return f"ask {step.kind} into {step.into} of {options}"


def classify(old: Shape, new: Shape) -> Edit:
    """The kind of edit that leads from one shape to another."""
    if old == new:
        return Edit.TEXT_ONLY
    kept = all(step in new and _still_fits(footing, new[step]) for step, footing in old.items())
    return Edit.ADDITIVE if kept else Edit.BREAKING


def _still_fits(old: str, new: str) -> bool:
    old_head, _, old_options = old.partition(" of ")
    new_head, _, new_options = new.partition(" of ")
    return old_head == new_head and set(old_options.split(",")) <= set(new_options.split(",")) | {""}


def adopt(session: Session, flows: FlowSet, history: History) -> Session | None:
    """The session on the flows of today, or None when an edit took the ground from under it."""
    if all(flows.versions.get(frame.flow) == frame.version for frame in session.stack):
        return session
    frames = [_adopt_frame(frame, flows, history) for frame in session.stack]
    if None in frames:
        return None
    past = tuple(point for point in session.past if all(_known(frame, flows) for frame in point.frames))
    return replace(session, stack=tuple(frame for frame in frames if frame is not None), past=past)


def _adopt_frame(frame: Frame, flows: FlowSet, history: History) -> Frame | None:
    flow = flows.flows.get(frame.flow)
    if flow is None:
        return None
    version = flows.versions[frame.flow]
    if version == frame.version:
        return frame
    step = flow.migrate.get(frame.step, frame.step)
    old = history.shapes.get(frame.version, {})
    safe = classify(old, shape_of(flow)) is not Edit.BREAKING if old else False
    if not (safe or flow.migrate) or step not in {*flow.by_id, "end"}:
        return None
    return replace(frame, version=version, step=step)


def _known(frame: Frame, flows: FlowSet) -> bool:
    flow = flows.flows.get(frame.flow)
    return flow is not None and frame.step in flow.by_id
