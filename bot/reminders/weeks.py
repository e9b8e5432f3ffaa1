"""Dues that fall together: whether what is due within seven days is more than a person can move.

A reminder of one due alone made people overdraw for the next (product design, 1D): the whole week is looked at first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.language.money import Money
from bot.reminders.due import Due

SPAN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Dues within seven days of each other, in order of their day; never empty, all of one currency."""

    dues: tuple[Due, ...]

    @property
    def first(self) -> date:
        """The day of the first."""
        return self.dues[0].day

    @property
    def last(self) -> date:
        """The day of the last."""
        return self.dues[-1].day

    @property
    def total(self) -> Money:
        """All of them together."""
        amount = sum((due.amount.amount for due in self.dues), Decimal(0))
        return Money(amount, self.dues[0].amount.currency)

    def lacking(self, cash: Money | None) -> Money | None:
        """What they are more than ``cash``; None when it is enough, unknown or of another currency."""
        if cash is None or cash.currency != self.total.currency or self.total.amount <= cash.amount:
            return None
        return Money(self.total.amount - cash.amount, cash.currency)


def week_of(due: Due, dues: Iterable[Due]) -> Week:
    """The dearest seven days that hold this due."""
    alike = _in_order(each for each in dues if each.amount.currency == due.amount.currency)
    holding = [week for week in _weeks(alike) if due in week.dues]
    return max(holding, key=lambda week: week.total.amount, default=Week((due,)))


def clashes(dues: Iterable[Due], cash: Money | None) -> list[Week]:
    """The weeks that come to more than ``cash``, none inside another; if it is unknown, those of two dues or more."""
    by_currency: dict[str, list[Due]] = {}
    for due in dues:
        by_currency.setdefault(due.amount.currency, []).append(due)
    weeks = [week for alike in by_currency.values() for week in _weeks(_in_order(alike))]
    return [week for week in weeks if (week.lacking(cash) if cash is not None else len(week.dues) > 1)]


def _in_order(dues: Iterable[Due]) -> list[Due]:
    return sorted(dues, key=lambda due: (due.day, due.key))


def _weeks(dues: Sequence[Due]) -> list[Week]:
    """The longest runs within seven days, each due in at least one."""
    weeks: list[Week] = []
    for start, first in enumerate(dues):
        run = tuple(due for due in dues[start:] if due.day - first.day < SPAN)
        if not weeks or run[-1] != weeks[-1].dues[-1]:
            weeks.append(Week(run))
    return weeks
