"""One flow: a file under flows/."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from bot.dialogue.model.base import FlowName, Id, Part
from bot.dialogue.model.steps import Step

ValueType = Literal["text", "number", "money", "date", "time", "choice", "choices", "yes_no", "record", "list"]
"""The types a parameter or a kept answer may have."""


class Entry(Part):
    """How a person starts the flow: a Latin command (its other words are in content/commands.yaml)."""

    command: Id


class Flow(Part):
    """A conversation: its steps run in order unless ``go`` says otherwise.

    ``home`` marks the one flow people are in between conversations; ``after`` says how a question that this flow
    interrupted is taken up: asked again at once, offered, or left as it stands; ``again`` what asking for the flow
    does while it runs: begin it anew, go back to its open question, or, with something new to look at, wait in a queue.
    """

    flow: FlowName
    summary: str = Field(min_length=1)
    entry: Entry | None = None
    takes: dict[Id, ValueType] = {}
    gives: tuple[Id, ...] = ()
    home: bool = False
    after: Literal["repeat", "offer", "stay"] = "repeat"
    again: Literal["anew", "resume", "queue"] = "anew"
    repairs: dict[Id, FlowName] = {}
    migrate: dict[Id, Id] = {}
    steps: tuple[Step, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Step]:
        """Steps by id; of a doubled id the first."""
        return {step.id: step for step in reversed(self.steps)}

    @cached_property
    def following(self) -> dict[str, str | None]:
        """The id of the step written after each step, None after the last."""
        ids = [step.id for step in self.steps]
        return dict(zip(ids, [*ids[1:], None], strict=True))
