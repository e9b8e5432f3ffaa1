"""How one person wants to be reminded: where they are, at which hour, and when not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.working_days import EARLY, WorkingDays

QUIET_FROM, QUIET_TO = time(21), time(9)
"""No reminder between nine in the evening and nine in the morning (product design, 1D)."""

LATEST = time(20, 59)
USUAL = time(10)


@dataclass(frozen=True, slots=True)
class Habit:
    """``zone`` is an IANA name, ``clock`` the person's own hour, ``off`` stops everything until they say otherwise,
    ``muted_until`` (aware) until a moment. ``early`` is how many days before a due its account is spoken of.
    An hour inside the quiet time is moved to its nearer end.
    """

    zone: str = "Asia/Shanghai"
    clock: time = USUAL
    off: bool = False
    muted_until: datetime | None = None
    early: int = EARLY
    days: WorkingDays = field(default_factory=WorkingDays)

    def at(self, day: date, clock: time | None = None) -> datetime:
        """A day at a time of day, the person's own hour if none is given; aware, in their zone.

        An hour that the clocks jump over becomes the one they jump to.
        """
        chosen = self.clock if clock is None else clock
        local = datetime.combine(day, min(max(chosen, QUIET_TO), LATEST), ZoneInfo(self.zone))
        return local.astimezone(UTC).astimezone(local.tzinfo)

    def fund_day(self, due: date) -> date:
        """The day to speak of filling the account for a due."""
        return self.days.fund_day(due, self.early)

    def closing(self, day: date) -> datetime:
        """When that day falls quiet."""
        return datetime.combine(day, QUIET_FROM, ZoneInfo(self.zone))

    def local(self, moment: datetime) -> datetime:
        """A moment by the person's clock."""
        return moment.astimezone(ZoneInfo(self.zone))

    def awake(self, moment: datetime) -> datetime:
        """The first moment from then on that is not in the quiet time."""
        local = self.local(moment)
        clock = local.time()
        if clock < QUIET_TO:
            return datetime.combine(local.date(), QUIET_TO, local.tzinfo)
        if clock >= QUIET_FROM:
            return datetime.combine(local.date() + timedelta(days=1), QUIET_TO, local.tzinfo)
        return local
