"""What to remind of at a moment, and when to look again.

Nothing is planned ahead: both are worked out from the dues that hold now, so what was changed, paid or superseded has
no reminders left. After a stop, a stage whose day has passed is not made up for; the one of today is said once,
marked as late after six hours; nothing is said after the evening of the day after a due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.reminders.due import UNMARKED, Answer, Due, Mark, Stage
from bot.reminders.habit import Habit
from bot.reminders.windows import STAGES, again_at, moment_of, opens

LATE = timedelta(hours=6)
"""After this long a reminder says that it comes late (product design, F9)."""

Marks = Mapping[str, Mark]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One due to speak of now, as which stage, and whether that is late."""

    due: Due
    stage: Stage
    late: bool = False


def reminders_at(dues: Iterable[Due], marks: Marks, habit: Habit, now: datetime) -> list[Reminder]:
    """What to say now: at most one stage of each due, the dues in order of their day."""
    if _silent(habit, now):
        return []
    found = (_reminder(due, marks.get(due.key, UNMARKED), habit, now) for due in dues)
    return sorted((each for each in found if each is not None), key=lambda each: (each.due.day, each.due.key))


def next_moment(dues: Iterable[Due], marks: Marks, habit: Habit, now: datetime) -> datetime | None:
    """When something will have to be said next, not before ``now``; None when never, or while all is switched off."""
    if habit.off:
        return None
    earliest = now if habit.muted_until is None else max(now, habit.muted_until)
    moments = (_next_of(due, marks.get(due.key, UNMARKED), habit, earliest) for due in dues)
    return min((moment for moment in moments if moment is not None), default=None)


def said(marks: Marks, reminders: Sequence[Reminder]) -> dict[str, Mark]:
    """The marks once these were said: each stage is said once, and what was put off is over."""
    new = {each.due.key: replace(marks.get(each.due.key, UNMARKED), stage=each.stage, again=None) for each in reminders}
    return {**marks, **new}


def begun(marks: Marks, dues: Iterable[Due], habit: Habit, now: datetime) -> dict[str, Mark]:
    """The marks of a plan made just now: stages whose hour had come before it was made are not said afterwards."""
    passed = {due.key: Mark(stage=_passed(due, habit, now)) for due in dues}
    return {**marks, **{key: mark for key, mark in passed.items() if mark.stage is not Stage.NONE}}


def kept(marks: Marks, dues: Iterable[Due]) -> dict[str, Mark]:
    """The marks of dues that still hold."""
    current = {due.key for due in dues}
    return {key: mark for key, mark in marks.items() if key in current}


def _silent(habit: Habit, now: datetime) -> bool:
    muted = habit.muted_until is not None and now < habit.muted_until
    return habit.off or muted or habit.awake(now) > now


def _reminder(due: Due, mark: Mark, habit: Habit, now: datetime) -> Reminder | None:
    if mark.answer is Answer.CANNOT:
        return None
    for stage in reversed(STAGES):
        if opens(due, stage, habit) <= now and stage > mark.stage:
            fits = moment_of(due, stage, habit, now) == now
            return Reminder(due, stage, now - opens(due, stage, habit) > LATE) if fits else None
    if mark.again is not None and mark.again <= now and again_at(due, mark, habit, now) == now:
        return Reminder(due, mark.stage, now - mark.again > LATE)
    return None


def _next_of(due: Due, mark: Mark, habit: Habit, earliest: datetime) -> datetime | None:
    if mark.answer is Answer.CANNOT:
        return None
    ahead = (moment_of(due, stage, habit, earliest) for stage in STAGES if stage > mark.stage)
    moments = [moment for moment in (again_at(due, mark, habit, earliest), *ahead) if moment is not None]
    return min(moments, default=None)


def _passed(due: Due, habit: Habit, now: datetime) -> Stage:
    return max((stage for stage in STAGES if opens(due, stage, habit) <= now), default=Stage.NONE)
