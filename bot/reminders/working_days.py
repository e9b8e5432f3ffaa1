"""Days on which banks move money between accounts, and how early an account has to be filled because of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

EARLY = 3
"""Days before the due day on which the account is spoken of, where the person chose no other (product design, 1D)."""

TRANSFER_DAYS = 2
"""Working days a transfer is given, the day of the reminder among them."""

EARLIEST = 14
"""Days: no holiday is longer than the reach of this."""

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days of one region: ``closed`` are public holidays, ``worked`` weekend days on which people work."""

    closed: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether a transfer moves on that day."""
        return day in self.worked or (day not in self.closed and day.weekday() < SATURDAY)

    def fund_day(self, due: date, early: int = EARLY) -> date:
        """The day to speak of filling the account: ``early`` days before, or sooner where days off lie between."""
        for before in range(early, EARLIEST):
            day = due - timedelta(days=before)
            working = sum(self.works(day + timedelta(days=n)) for n in range(before))
            if working >= TRANSFER_DAYS:
                return day
        return due - timedelta(days=EARLIEST)

    def moved(self, due: date, early: int = EARLY) -> bool:
        """Whether days off make the reminder come sooner than usual."""
        return self.fund_day(due, early) < due - timedelta(days=early)
