"""Actions that wake the person later."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.actions.registry import Context, Done, action
from bot.reminders.timer import Timer

EARLIEST, LATEST = time(9), time(20)
"""A call back is set between nine and eight in the evening (product design F5 step 10)."""


@action("timers.in_minutes", gives=type(None))
def in_minutes(context: Context, name: str, minutes: int, flow: str) -> Done:
    """Open a flow some minutes from now; one timer a name, a new one replaces it."""
    return Done(timers=(_timer(name, context.now + timedelta(minutes=minutes), flow),))


@action("timers.at", gives=datetime)
def at(context: Context, name: str, day: date, clock: time, flow: str) -> Done:
    """Open a flow on a day at a time, moved into the hours for calls; gives the moment set."""
    moment = datetime.combine(day, min(max(clock, EARLIEST), LATEST), context.now.tzinfo)
    if moment <= context.now:
        moment += timedelta(days=1)
    return Done(moment, timers=(_timer(name, moment, flow),))


@action("timers.cancel", gives=type(None))
def cancel(context: Context, name: str) -> Done:  # noqa: ARG001
    """Drop a timer."""
    return Done(cancel=(name,))


def _timer(name: str, due: datetime, flow: str) -> Timer:
    return Timer(name, due, {"kind": "open", "flow": flow})
