"""Where a balance should stand after what was paid, and how it compares with the last one told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.language.money import Money
from bot.money.comparison import Change, change, standing
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.plan import Instalment, Payment, Plan

FIRST = date(2026, 11, 1)
LATER = date(2026, 12, 1)
sums = st.decimals(0, 99_999, places=2)


def money(amount: Decimal | int) -> Money:
    return Money(Decimal(amount), "CNY")


def owing(debt: Debt, *payments: tuple[date, Decimal | int]) -> Finances:
    paid = tuple(Payment(1, money(amount), day) for day, amount in payments)
    plan = Plan(1, debt.id, FIRST, (Instalment(1, LATER, money(500)),), payments=paid)
    return Finances(debts=(debt,), plans=(plan,))


def card(balance: Decimal | int = 6000) -> Debt:
    return Debt("d1", "card", balance=money(balance), as_of=FIRST)


def test_what_was_paid_since_comes_off_and_what_was_paid_before_does_not():
    finances = owing(card(), (FIRST, 300), (date(2026, 11, 20), 500))
    found = standing(finances, finances.debts[0])

    assert found is not None
    assert (found.told, found.on, found.paid, found.expected) == (6000, FIRST, 500, 5500)


def test_without_a_balance_there_is_nothing_to_compare():
    debt = Debt("d1", "card")

    assert standing(owing(debt), debt) is None
    assert change(owing(card()), card()) is None


def test_a_balance_that_fell_less_than_was_paid_had_something_added():
    after = card().now_owing(money(5800), LATER)
    finances = owing(after, (date(2026, 11, 20), 500))

    assert change(finances, after) == Change(Decimal(5800), FIRST, less=Decimal(200), added=Decimal(300))


def test_told_twice_on_one_day_it_is_compared_with_the_day_before():
    after = card().now_owing(money(5800), LATER).now_owing(money(5700), LATER)
    found = change(owing(after), after)

    assert found is not None
    assert (found.since, found.less, found.added) == (FIRST, 300, 0)


@given(sums, st.lists(st.tuples(st.integers(1, 30), sums), max_size=4))
def test_a_balance_that_is_as_expected_fell_by_what_was_paid(balance, payments):
    days = [(FIRST + timedelta(days=day), amount) for day, amount in payments]
    before = owing(card(balance), *days)
    found = standing(before, before.debts[0])
    assert found is not None
    after = before.debts[0].now_owing(money(found.expected), LATER + timedelta(days=1))
    compared = change(owing(after, *days), after)

    assert compared is not None
    assert (compared.less, compared.added) == (min(balance, found.paid), 0)
