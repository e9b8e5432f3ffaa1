"""Reminders in a turn: what a fired one says, and when the next has to be fired.

One timer a chat says when to look; what there is to say is worked out then, from the plans that hold. So a plan that
was superseded has no reminders left, not even one that was already on its way through the inbox.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from bot.actions.dues import HABITS, MARKS, dues_of, habit_of, marks_of, written
from bot.content.library import Library
from bot.dialogue.inputs import Open
from bot.dialogue.session import Frame, Session
from bot.dialogue.values import Value
from bot.money.finances import Finances
from bot.reminders.schedule import begun, kept, next_moment, reminders_at, said
from bot.reminders.timer import Timer

NAME = "reminders"
"""The one timer of a chat that wakes it for reminders."""

KIND = "remind"
"""Kind of its payload."""

FLOW = "reminder"
FIRST = "open"
"""Its step that looks up what is still due."""

CRISIS = "crisis"

LATER = timedelta(hours=1)
"""How long a reminder keeps away from a talk about a crisis."""

AT_LEAST = timedelta(minutes=1)
"""Between two looks at the same dues."""


@dataclass(frozen=True, slots=True)
class Woken:
    """What a fired reminder does: the session that knows it was said and the flow to open, or nothing but to look
    again ``later``.
    """

    session: Session
    opening: Open | None
    later: tuple[Timer, ...] = ()


def wake(library: Library, session: Session, finances: Finances, now: datetime) -> Woken:
    """What to say now, if anything."""
    dues, marks, habit = dues_of(finances), marks_of(session.me), habit_of(session.me, library)
    due_now = reminders_at(dues, marks, habit, now)
    if due_now and any(frame.flow.startswith(CRISIS) for frame in session.stack):
        return Woken(session, None, (_timer(now + LATER),))
    if not due_now:
        moment = next_moment(dues, marks, habit, now)
        return Woken(session, None, () if moment is None else (_timer(max(moment, now + AT_LEAST)),))
    told = session.with_me(**{MARKS: written(said(marks, due_now))})
    items = [f"{each.due.key}:{int(each.stage)}:{int(each.late)}" for each in due_now]
    return Woken(told, Open(FLOW, answers={"items": list(items)}))


def interrupts(session: Session, home: str) -> bool:
    """Whether a reminder now comes on top of a conversation, beside home and reminders before it."""
    under = takewhile(lambda frame: frame.flow != FLOW, session.stack)
    return any(frame.flow != home for frame in under)


def look_at_once(now: datetime) -> Timer:
    """A timer that looks at once: for somebody whose timers were dropped while they had blocked the bot."""
    return _timer(now)


def settled(library: Library, before: Finances, after: Finances, session: Session, now: datetime) -> Session:
    """The session after a change of the money: what is newly due begins, marks of what is due no more go."""
    habit, dues = habit_of(session.me, library), dues_of(after)
    open_before = {due.key for due in dues_of(before)}
    marks = begun(marks_of(session.me), (due for due in dues if due.key not in open_before), habit, now)
    left = written(kept(marks, dues))
    return session if left == (session.me.get(MARKS) or {}) else session.with_me(**{MARKS: left})


def outdated(before: Finances, after: Finances) -> bool:
    """Whether a reminder that was said but still waits to be sent may speak of what is due no more."""
    return bool({due.key for due in dues_of(before)} - {due.key for due in dues_of(after)})


def renewed(session: Session, finances: Finances) -> Session:
    """The session without interrupted reminders of what is due no more: such a question is neither taken up again nor
    gone back to.

    One that has other dues behind it begins anew with those.
    """
    due_now = {due.key for due in dues_of(finances)}
    past = tuple(point for point in session.past if not _over(point.frames[-1], due_now))
    stack: list[Frame] = []
    gone = False
    for place, frame in enumerate(session.stack):
        kept = replace(frame, digression=False) if gone and not stack else frame
        gone = False
        if frame.flow == FLOW and any(above.digression for above in session.stack[place + 1 : place + 2]):
            gone = _over(frame, due_now)
            kept = kept.at(FIRST)
        if not gone:
            stack.append(kept)
    return replace(session, stack=tuple(stack), past=past)


def _over(frame: Frame, due_now: set[str]) -> bool:
    """Whether a frame is a reminder of nothing that is still due."""
    return frame.flow == FLOW and not any(str(item).split(":")[0] in due_now for item in _items(frame))


def _items(frame: Frame) -> list[Value]:
    items = frame.answers.get("items")
    return items if isinstance(items, list) else []


def changed(before: Session, after: Session) -> bool:
    """Whether something the next reminder depends on is new."""
    return any(before.me.get(name) != after.me.get(name) for name in HABITS)


@dataclass(frozen=True, slots=True)
class Armed:
    """The timer of the next reminder, or the name of the one to drop."""

    timers: tuple[Timer, ...] = ()
    cancel: tuple[str, ...] = ()


def rearmed(library: Library, session: Session, finances: Finances, now: datetime) -> Armed:
    """When to look again after a change."""
    moment = next_moment(dues_of(finances), marks_of(session.me), habit_of(session.me, library), now)
    return Armed(cancel=(NAME,)) if moment is None else Armed((_timer(moment),))


def _timer(moment: datetime) -> Timer:
    return Timer(NAME, moment, {"kind": KIND}, patient=True)
