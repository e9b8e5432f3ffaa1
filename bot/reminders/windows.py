"""When each stage of a due may be spoken of: from the person's hour on a day to the evening it still makes sense."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.reminders.due import Due, Mark, Stage
from bot.reminders.habit import Habit

STAGES = (Stage.FUND, Stage.EVE, Stage.DAY, Stage.AFTER)

DAYS_AFTER = {Stage.FUND: -2, Stage.EVE: -1, Stage.DAY: 0, Stage.AFTER: 1}
"""The last day of a stage, counted from the due day: what it says is true until then."""


def opens(due: Due, stage: Stage, habit: Habit) -> datetime:
    """When a stage is due."""
    if stage is Stage.FUND:
        return habit.at(habit.fund_day(due.day))
    return habit.at(due.day + timedelta(days=DAYS_AFTER[stage]))


def closes(due: Due, stage: Stage, habit: Habit) -> datetime:
    """When it is too late for a stage: nothing is said about a due after the evening of the day after it."""
    return habit.closing(due.day + timedelta(days=DAYS_AFTER[stage]))


def moment_of(due: Due, stage: Stage, habit: Habit, earliest: datetime) -> datetime | None:
    """The first moment not before ``earliest`` at which a stage may be spoken of; None when its time has passed."""
    moment = habit.awake(max(opens(due, stage, habit), earliest))
    return moment if moment < closes(due, stage, habit) else None


def again_at(due: Due, mark: Mark, habit: Habit, earliest: datetime) -> datetime | None:
    """The same for a reminder that was put off."""
    if mark.again is None or mark.stage is Stage.NONE:
        return None
    moment = habit.awake(max(mark.again, earliest))
    return moment if moment < closes(due, mark.stage, habit) else None
