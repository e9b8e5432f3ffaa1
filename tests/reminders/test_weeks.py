"""Dues that fall together are seen before one of them is spoken of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.language.money import Money
from bot.reminders.due import Due
from bot.reminders.weeks import clashes, week_of


def cny(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


def due(day: int, amount: int, version: int = 1, currency: str = "CNY") -> Due:
    return Due(version, 1, date(2026, 12, day), Money(Decimal(amount), currency), "x")


def test_three_within_a_week_are_more_than_can_be_moved():
    some = [due(15, 500, 1), due(16, 300, 2), due(18, 400, 3), due(28, 100, 4)]

    (week,) = clashes(some, cny(1000))

    assert (week.first, week.last, week.total) == (date(2026, 12, 15), date(2026, 12, 18), cny(1200))
    assert week.lacking(cny(1000)) == cny(200)
    assert clashes(some, cny(1200)) == []


def test_seven_days_are_from_the_first_to_the_sixth_after_it():
    assert len(clashes([due(1, 10, 1), due(7, 10, 2)], cny(15))) == 1
    assert clashes([due(1, 10, 1), due(8, 10, 2)], cny(15)) == []


def test_without_knowing_what_can_be_moved_every_two_together_are_named():
    assert [len(week.dues) for week in clashes([due(1, 10, 1), due(2, 10, 2)], None)] == [2]


def test_the_dearest_week_around_a_due_is_taken():
    some = [due(1, 10, 1), due(6, 20, 2), due(10, 500, 3)]

    assert week_of(some[1], some).total == cny(520)


def test_sums_of_other_currencies_are_never_added_up():
    assert clashes([due(1, 10, 1), due(2, 10, 2, "HKD")], cny(15)) == []
    assert week_of(due(1, 10), [due(1, 10), due(2, 10, 2, "HKD")]).total == cny(10)


def test_one_due_alone_can_be_more_than_can_be_moved():
    (week,) = clashes([due(1, 500), due(20, 50, 2)], cny(100))

    assert week.lacking(cny(100)) == cny(400)
