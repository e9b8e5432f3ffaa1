"""Where a person is in the conversation: plain frozen values that survive a restart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.dialogue.values import Value, dumps, loads

LARGEST_SESSION = 128 * 1024
"""Bytes: a message of 4,096 characters stands in every moment that can be gone back to."""

KEPT_CHECKPOINTS = 24
"""How many answered questions can be gone back over: the longest path, F5, has 22 turns."""


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """One flow being walked: its version (content hash), the step it is at, the answers so far."""

    flow: str
    version: str
    step: str
    answers: Mapping[str, Value] = field(default_factory=dict)
    digression: bool = False
    takes_back: Mapping[str, str] = field(default_factory=dict)
    held: Question | None = None

    # Written out, because dataclasses.replace costs five times as much and a turn makes three of these.
    def at(self, step: str) -> Frame:
        """The same flow at another step, with nothing held."""
        return Frame(self.flow, self.version, step, self.answers, self.digression, self.takes_back)

    def knowing(self, name: str, value: Value) -> Frame:
        """The same place with one more answer."""
        answers = {**self.answers, name: value}
        return Frame(self.flow, self.version, self.step, answers, self.digression, self.takes_back, self.held)


@dataclass(frozen=True, slots=True, repr=False)
class Checkpoint:
    """The moment question ``number`` was answered, to go back to it: the stack and what was known then,
    its text (``label``) and the answer (``shown``) as the person saw them; no label where a digression began.

    The stack stays as it is ``written``: every turn reads and writes two dozen moments, and few are gone back to.
    """

    number: int
    written: tuple[list[Any], ...]
    me: Mapping[str, Value]
    label: str = ""
    answer: Value = None
    shown: str = ""
    go: str | None = None

    @classmethod
    def of(cls, number: int, frames: Iterable[Frame], me: Mapping[str, Value], **said: Any) -> Checkpoint:
        """A moment with its stack of now; ``said`` is label, answer, shown and go."""
        return cls(number, tuple(_frame_out(frame) for frame in frames), me, **said)

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The stack of that moment."""
        return tuple(_frame_in(frame) for frame in self.written)


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """What is being waited for: the question's number and text, how often it failed, what is ticked in it,
    the calendar month it shows (YYYY-MM), the readings offered by choice id, the files it was sent, and, while
    something else is talked about, whether it was put aside before that.
    """

    number: int
    text: str = ""
    tries: int = 0
    ticked: tuple[str, ...] = ()
    month: str = ""
    offered: Mapping[str, Value] = field(default_factory=dict)
    files: tuple[Mapping[str, Value], ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Queued:
    """A flow that begins once the one of its kind that runs is over."""

    flow: str
    answers: Mapping[str, Value]


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """A person's whole place in the conversation; ``turn`` counts turns, ``asked`` questions, ``queued`` waits to be
    looked at one by one. ``seen_at`` is when the last turn was, ``here_at`` when the person last did something.
    """

    id: str
    turn: int = 0
    asked: int = 0
    stack: tuple[Frame, ...] = ()
    question: Question | None = None
    me: Mapping[str, Value] = field(default_factory=dict)
    past: tuple[Checkpoint, ...] = ()
    kept: Mapping[str, Value] = field(default_factory=dict)
    paused: bool = False
    last_tap: str = ""
    seen_at: datetime | None = None
    here_at: datetime | None = None
    queued: tuple[Queued, ...] = ()

    @property
    def top(self) -> Frame | None:
        """The flow being walked now, None when nothing is."""
        return self.stack[-1] if self.stack else None

    @property
    def waiting_for_timer(self) -> bool:
        """Whether the session stands at a step without a question."""
        return bool(self.stack) and self.question is None

    def with_me(self, **values: Value) -> Session:
        """The same session knowing more about the person."""
        return replace(self, me={**self.me, **values})


def write_session(session: Session) -> bytes:
    """JSON of a session without ``me``, which is kept with the person.

    Of what can be gone back to, the oldest half goes until the whole is no longer than LARGEST_SESSION.
    """
    data = _written(session)
    while len(data) > LARGEST_SESSION and session.past:
        session = replace(session, past=session.past[(len(session.past) + 1) // 2 :])
        data = _written(session)
    return data


def _written(session: Session) -> bytes:
    return dumps(
        {
            "id": session.id,
            "turn": session.turn,
            "asked": session.asked,
            "stack": [_frame_out(frame) for frame in session.stack],
            "question": None if session.question is None else _fields(session.question),
            "past": [_fields(point) for point in session.past],
            "kept": dict(session.kept),
            "paused": session.paused,
            "last_tap": session.last_tap,
            "seen_at": _moment_out(session.seen_at),
            "here_at": _moment_out(session.here_at),
            "queued": [[each.flow, each.answers] for each in session.queued],
        }
    )


def read_session(data: bytes, me: Mapping[str, Value]) -> Session:
    """The session that ``write_session`` wrote."""
    raw = loads(data)
    return Session(
        **{
            **raw,
            "me": me,
            "stack": tuple(_frame_in(frame) for frame in raw["stack"]),
            "question": None if raw["question"] is None else _question_in(raw["question"]),
            "seen_at": _moment_in(raw["seen_at"]),
            "here_at": _moment_in(raw.get("here_at")),
            "past": tuple(_checkpoint_in(*point.values()) for point in raw["past"]),
            "queued": tuple(Queued(*each) for each in raw.get("queued", ())),
        }
    )


def _moment_out(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment_in(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _frame_out(frame: Frame) -> list[Any]:
    held = (
        None
        if frame.held is None
        else {**_fields(frame.held), "ticked": list(frame.held.ticked), "files": list(frame.held.files)}
    )
    return [frame.flow, frame.version, frame.step, frame.answers, frame.digression, frame.takes_back, held]


def _frame_in(raw: list[Any]) -> Frame:
    *places, held = raw
    frame = Frame(*places)
    return frame if held is None else replace(frame, held=_question_in(held))


def _question_in(raw: dict[str, Any]) -> Question:
    return Question(**{**raw, "ticked": tuple(raw["ticked"]), "files": tuple(raw.get("files") or ())})


def _checkpoint_in(number: int, written: list[list[Any]], *rest: Any) -> Checkpoint:
    return Checkpoint(number, tuple(written), *rest)
