"""A repayment plan: instalments by day, what was paid of them, and the version it is."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.language.money import Money
from bot.money.terms import TOLERANCE

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, repr=False)
class Instalment:
    """What is due on a day; ``number`` counts from 1 within a plan."""

    number: int
    day: date
    amount: Money


@dataclass(frozen=True, slots=True, repr=False)
class Payment:
    """What the person said they paid towards an instalment."""

    instalment: int
    amount: Money
    day: date


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """The plan of one debt. A change makes a new plan with the next ``version`` and supersedes this one.

    Versions count up over all plans of a person, so a version names one plan. ``person`` is who agreed, as the
    person wrote it, and ``confirmed`` whether it came in writing.
    """

    version: int
    debt: str
    made_on: date
    instalments: tuple[Instalment, ...]
    agreement: str | None = None
    person: str | None = None
    confirmed: bool = False
    payments: tuple[Payment, ...] = ()
    superseded_on: date | None = None

    @property
    def current(self) -> bool:
        """Whether it still holds."""
        return self.superseded_on is None

    @property
    def total(self) -> Decimal:
        """All instalments together."""
        return sum((each.amount.amount for each in self.instalments), Decimal(0))

    @property
    def paid(self) -> Decimal:
        """Everything paid so far."""
        return sum((each.amount.amount for each in self.payments), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What is still open of all instalments together."""
        return sum((self.open_part(each) for each in self.instalments), Decimal(0))

    def open_part(self, instalment: Instalment) -> Decimal:
        """What is still open of an instalment; never negative."""
        paid = sum((each.amount.amount for each in self.payments if each.instalment == instalment.number), Decimal(0))
        return max(Decimal(0), instalment.amount.amount - paid)

    @property
    def unpaid(self) -> tuple[Instalment, ...]:
        """The instalments with something still open, in order."""
        return tuple(each for each in self.instalments if self.open_part(each) > 0)


def in_month(first: date, months: int, day: int) -> date:
    """The ``day`` of the month that many months after ``first``'s; the last day where the month is shorter."""
    years, month = divmod(first.month - 1 + months, MONTHS_A_YEAR)
    year, month = first.year + years, month + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def schedule(total: Money, instalment: Money, first: date) -> tuple[Instalment, ...]:
    """Monthly instalments from ``first`` on that add up to ``total`` exactly: the last one is what remains.

    Raises ValueError when the instalment is not above zero.
    """
    if instalment.amount <= 0:
        raise ValueError("a plan needs an instalment above zero")
    full, rest = divmod(total.amount, instalment.amount)
    amounts = [instalment.amount] * int(full) + ([rest] if rest else [])
    return dated([Money(amount, total.currency) for amount in amounts], first)


def dated(amounts: Sequence[Money], first: date) -> tuple[Instalment, ...]:
    """One instalment a month for these sums, on the day of the month of ``first``."""
    return tuple(
        Instalment(number, in_month(first, number - 1, first.day), amount) for number, amount in enumerate(amounts, 1)
    )


def agreed_instalments(total: Money, instalment: Money, periods: int, first: date) -> tuple[Instalment, ...]:
    """The instalments of an agreement: so many of one sum, as it was agreed.

    Where the last one of these would pay more than the total, it is what remains; where they come to less than the
    total within 5 %, the last one takes the rest, so that the plan adds up to the total. Beyond that (the person
    said that both figures are right, interest or a waiver in between) they are taken as agreed.
    """
    before = instalment.amount * (periods - 1)
    rest = total.amount - before
    near = abs(instalment.amount * periods - total.amount) <= total.amount * TOLERANCE
    last = rest if near and rest > 0 else instalment.amount
    return dated([instalment] * (periods - 1) + [Money(last, total.currency)], first)


def moved(plan: Plan, day: date) -> tuple[Instalment, ...]:
    """What is open of a plan, numbered anew, with its next payment on ``day`` and the later ones where they were.

    A later one that would come before the moved one falls on the same day.
    """
    return tuple(
        Instalment(
            number,
            day if number == 1 else max(each.day, day),
            Money(plan.open_part(each), each.amount.currency),
        )
        for number, each in enumerate(plan.unpaid, 1)
    )


def lessened(plan: Plan, amount: Money, rest_day: date | None = None) -> tuple[Instalment, ...]:
    """What is open of a plan with only ``amount`` of its next payment, and the rest of that on ``rest_day``.

    Without a day the rest comes a month after the last instalment. Where another instalment falls on that day the two
    are one. Raises ValueError when nothing is open, or ``amount`` is not less than what the next payment still asks.
    """
    if not plan.unpaid:
        raise ValueError("nothing of this plan is open")
    first, *later = plan.unpaid
    rest = plan.open_part(first) - amount.amount
    if rest <= 0 or amount.amount <= 0:
        raise ValueError("the next payment is only made smaller")
    day = rest_day or in_month(plan.unpaid[-1].day, 1, max(each.day.day for each in plan.instalments))
    sums: defaultdict[date, Decimal] = defaultdict(Decimal)
    sums[first.day] += amount.amount
    sums[day] += rest
    for each in later:
        sums[each.day] += plan.open_part(each)
    return tuple(Instalment(n, each, Money(sums[each], amount.currency)) for n, each in enumerate(sorted(sums), 1))
