"""Putting a reminder off: an hour, tonight or tomorrow, three times at most (product design, 1D)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.reminders.due import Due, Mark, Stage
from bot.reminders.habit import Habit
from bot.reminders.windows import closes

MOST = 3
TONIGHT = time(20)


class Snooze(StrEnum):
    """How long to put a reminder off."""

    HOUR = "hour"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"


def choices(due: Due, stage: Stage, mark: Mark, habit: Habit, now: datetime) -> dict[Snooze, datetime]:
    """What can be chosen now and the moment each means: only what is awake, ahead, and still in time."""
    if mark.snoozes >= MOST or stage is Stage.AFTER:
        return {}
    today = habit.local(now).date()
    moments = {
        Snooze.HOUR: habit.local(now + timedelta(hours=1)),
        Snooze.TONIGHT: habit.at(today, TONIGHT),
        Snooze.TOMORROW: habit.at(today + timedelta(days=1)),
    }
    after = moments[Snooze.HOUR]
    end = closes(due, stage, habit)
    return {
        name: moment
        for name, moment in moments.items()
        if habit.awake(moment) == moment and after <= moment < end and (name is Snooze.HOUR or moment > after)
    }


def put_off(mark: Mark, stage: Stage, moment: datetime) -> Mark:
    """The mark of a reminder to be said again then."""
    return replace(mark, stage=stage, again=moment, snoozes=mark.snoozes + 1)
