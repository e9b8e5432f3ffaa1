"""What can reach a conversation: one frozen value a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.dialogue.values import Value


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """The person wrote text."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Tapped:
    """The person tapped a button of the current question."""

    choice: str


UNEXPECTED = (
    "voice",
    "sticker",
    "poll",
    "document",
    "video",
    "location",
    "contact",
    "dice",
    "other",
    "edited",
)
"""What a person can send besides words and taps; _shared/unexpected has an answer to each."""


@dataclass(frozen=True, slots=True)
class Received:
    """The person sent something of UNEXPECTED."""

    kind: str


@dataclass(frozen=True, slots=True, repr=False)
class Arrived:
    """A file for the question ``question`` (flow.step): a record of it, or the word for why there is none."""

    question: str
    file: Mapping[str, Value] = field(default_factory=dict)
    failed: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Open:
    """Begin a flow: instead of what runs (``over`` false) or as a digression on top of it."""

    flow: str
    over: bool = True
    answers: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """What the action asked for has given."""

    value: Value


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The wait of a step is over; counts only when the session has not moved since ``turn``."""

    turn: int


@dataclass(frozen=True, slots=True)
class Back:
    """One step back."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop for now, keep the place."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on where it was; ask the current question again."""


@dataclass(frozen=True, slots=True)
class Change:
    """Answer an earlier question anew; ``point`` counts answered questions from the oldest kept, 0 first."""

    point: int


Input: TypeAlias = Typed | Tapped | Received | Arrived | Open | Result | Elapsed | Back | Pause | Resume | Change
