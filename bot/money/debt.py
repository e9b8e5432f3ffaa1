"""One debt as the person told it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.language.money import Money

MOST_DEBTS = 15
"""Debts one person can keep (product design, 4.0)."""

LONGEST_NAME = 20
"""Characters of a debt's name."""


class DebtKind(StrEnum):
    """Who is owed. Nearly every rule turns on it, and rules differ by region."""

    BANK_CARD = "bank_card"
    BANK_LOAN = "bank_loan"
    CONSUMER_FINANCE = "consumer_finance"
    SMALL_LOAN = "small_loan"
    ASSIGNEE = "assignee"
    PRIVATE = "private"
    UNLICENSED = "unlicensed"
    OTHER = "other"

    @property
    def lender(self) -> str:
        """The word that ``applies_to`` of a fact has for it; ``any`` where there is none."""
        if self in {DebtKind.BANK_CARD, DebtKind.BANK_LOAN}:
            return "bank"
        return "any" if self is DebtKind.OTHER else self.value


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """A balance as it was told on an earlier day."""

    balance: Money
    on: date


@dataclass(frozen=True, slots=True, repr=False)
class Debt:
    """A debt; what was not told is None.

    ``id`` is ``d`` and a number that is never used again. ``balance`` is what is owed in all on ``as_of``,
    ``minimum`` the least to pay a month. ``due_day`` is a day of the month, 31 for the last one.
    ``days_overdue`` counts to ``as_of``. ``stage`` is an id of content/stages.yaml. ``interest`` is in percent a
    year. A debt is open until ``closed_on``. ``before`` is the balance told before this one, to compare with.
    """

    id: str
    name: str
    kind: DebtKind = DebtKind.OTHER
    balance: Money | None = None
    as_of: date | None = None
    minimum: Money | None = None
    due_day: int | None = None
    days_overdue: int | None = None
    stage: str | None = None
    secured: bool = False
    in_court: bool = False
    interest: Decimal | None = None
    closed_on: date | None = None
    before: Told | None = None

    def now_owing(self, balance: Money, day: date) -> Debt:
        """The same with the balance told on a day; one told earlier becomes the one before."""
        earlier = self.before
        if self.balance is not None and self.as_of is not None and self.as_of < day:
            earlier = Told(self.balance, self.as_of)
        return replace(self, balance=balance, as_of=day, before=earlier)

    @property
    def open(self) -> bool:
        """Whether it is still owed."""
        return self.closed_on is None

    @property
    def urgent(self) -> bool:
        """Whether it comes before the others: a court paper or a pledged home or car."""
        return self.secured or self.in_court
