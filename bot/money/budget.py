"""A month's budget: what comes in, what has to go out, and the span where somebody does not know exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MONTHS = 12
"""Months a yearly cost is spread over."""

UNIT = Decimal(1)
"""Sums a person is told are whole units of their currency."""


@dataclass(frozen=True, slots=True, repr=False)
class Span:
    """A monthly sum known to lie between two others; both are the same where it is known exactly."""

    low: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, amount: Decimal) -> Span:
        """A sum that is known."""
        return cls(amount, amount)

    @property
    def known(self) -> bool:
        """Whether it is one sum."""
        return self.low == self.high

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        """The least and the most that can be left."""
        return Span(self.low - other.high, self.high - other.low)


NOTHING = Span(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True, repr=False)
class Cost:
    """One line of what has to be paid in a month; ``id`` is that of content/budget.yaml."""

    id: str
    amount: Span


@dataclass(frozen=True, slots=True, repr=False)
class Budget:
    """A month as the person told it on ``as_of``, in units of ``currency`` (ISO 4217).

    ``irregular`` says that the income is the lowest of three months.
    """

    as_of: date
    currency: str
    income: Span
    irregular: bool = False
    costs: tuple[Cost, ...] = ()

    @property
    def essentials(self) -> Span:
        """All costs together."""
        return sum((cost.amount for cost in self.costs), NOTHING)

    def left(self, minimums: Decimal) -> Span:
        """What stays after the costs and the minimum payments of the other debts; may be negative."""
        return self.income - self.essentials - Span.exactly(minimums)


def monthly(yearly: Decimal) -> Decimal:
    """A cost paid once a year as a month's share, rounded up to a whole unit so that twelve shares cover it."""
    return (yearly / MONTHS / UNIT).to_integral_value(ROUND_CEILING) * UNIT


def lowest(months: tuple[Decimal, ...]) -> Decimal:
    """What an irregular income can be counted on for: the lowest month, rounded down to a whole unit."""
    return min(months).to_integral_value(ROUND_FLOOR)
