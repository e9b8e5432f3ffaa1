"""What every kind of question offers: its buttons, and how a typed text or a tap answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.dialogue.model import Ask
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question
from bot.dialogue.values import Value

Row: TypeAlias = tuple[tuple[str, str], ...]
"""A row of buttons, each (choice id, label)."""


@dataclass(frozen=True, slots=True, repr=False)
class Understood:
    """The answer, and how it is shown back."""

    value: Value
    shown: str
    go: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Unsure:
    """Several readings of what was typed, each (label, value); they become buttons."""

    readings: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Stay:
    """The same question, shown differently: something ticked, another month opened.

    ``heard`` says that it was ticked by what somebody wrote: they are asked whether that is right.
    """

    question: Question
    heard: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Beyond:
    """What was typed is clear and outside of what the question takes: the step of _shared/beyond that says so."""

    step: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Full:
    """One more than may be ticked: what is ticked stays, and the person is told how many it can be."""

    most: int


Reply: TypeAlias = Understood | Unsure | Stay | Beyond | Full | None
"""None: not understood."""


class Kind(Protocol):
    """One kind of question. All methods are pure."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:
        """The buttons under the question."""

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:
        """What a typed text means as an answer."""

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:
        """What a tap on one of ``rows`` means."""


class NoButtons:
    """A question without buttons of its own."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:  # noqa: ARG002
        """None."""
        return ()

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """There is nothing to tap."""
        return None
