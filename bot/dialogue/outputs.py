"""What a turn of the engine gives: bubbles to show, timers to set, an action to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.dialogue.session import Session
from bot.dialogue.values import Value


@dataclass(frozen=True, slots=True, repr=False)
class Button:
    """A button: ``choice`` comes back when tapped, or ``copy`` is put on the clipboard."""

    text: str
    choice: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Bubble:
    """One message. ``live`` names a bubble that later ones of the same name rewrite;
    ``photo`` and ``document`` are the id of a file it is the caption of;
    ``question`` is the number of the question it asks, 0 for none; ``where`` is flow.step, for tests.
    ``fixed`` says that it has the same words every time.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    live: str = ""
    rewrite: bool = False
    question: int = 0
    pin: bool = False
    photo: str = ""
    document: str = ""
    where: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Answered:
    """The question of this number was answered by a tap: its bubble shows ``text`` and no buttons but one to copy."""

    question: int
    text: str
    copy: Button | None = None


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wake the session after ``delay`` unless it has moved on from ``turn``."""

    delay: timedelta
    turn: int


@dataclass(frozen=True, slots=True, repr=False)
class ActionCall:
    """An action the host is to do; its result comes back as a Result."""

    name: str
    arguments: Mapping[str, Value]
    key: str


@dataclass(frozen=True, slots=True, repr=False)
class Turn:
    """The session after a turn and what it wants done."""

    session: Session
    bubbles: tuple[Bubble, ...] = ()
    answered: Answered | None = None
    sleep: Sleep | None = None
    call: ActionCall | None = None
    walked: tuple[str, ...] = field(default=())
    """flow.step (and flow.step>target for a branch) in the order walked, for coverage."""
    note: str = ""
    """A passing note to whoever tapped."""
