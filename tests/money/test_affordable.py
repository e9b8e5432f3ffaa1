"""What can be promised to one creditor, with all the others in view."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.language.money import Money
from bot.money.affordable import affordable, others_of
from bot.money.budget import Span
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.plan import Plan, schedule

DAY = date(2026, 11, 23)


def yuan(amount: int, currency: str = "CNY") -> Money:
    return Money(Decimal(amount), currency)


def owing(*debts: Debt) -> Finances:
    return Finances(debts=debts, counted=len(debts))


def test_an_overdue_debt_shares_by_balance_and_pays_no_minimum():
    kept = owing(
        Debt("d1", "a", balance=yuan(100)), Debt("d2", "b", balance=yuan(300), minimum=yuan(30), days_overdue=9)
    )

    assert others_of(kept, "d1", "CNY").balances == (300,)
    assert others_of(kept, "d1", "CNY").minimums == 0


def test_a_debt_that_is_not_overdue_takes_its_minimum_and_shares_nothing():
    kept = owing(Debt("d1", "a", balance=yuan(100)), Debt("d2", "b", balance=yuan(300), minimum=yuan(30)))

    assert others_of(kept, "d1", "CNY").balances == ()
    assert others_of(kept, "d1", "CNY").minimums == 30


def test_a_debt_with_a_plan_takes_its_next_instalment():
    kept = owing(Debt("d1", "a"), Debt("d2", "b", balance=yuan(300), days_overdue=40))
    planned = kept.with_plan(Plan(0, "d2", DAY, schedule(yuan(300), yuan(120), DAY)))

    assert others_of(planned, "d1", "CNY").minimums == 120
    assert others_of(planned, "d1", "CNY").balances == ()


def test_a_closed_debt_weighs_nothing():
    kept = owing(Debt("d1", "a"), Debt("d2", "b", balance=yuan(300), minimum=yuan(30), closed_on=DAY))

    assert others_of(kept, "d1", "CNY").balances == ()


def test_a_debt_in_another_currency_is_left_out_and_said_so():
    kept = owing(Debt("d1", "a"), Debt("d2", "b", balance=yuan(300, "HKD")))

    assert others_of(kept, "d1", "CNY").left_out
    assert others_of(kept, "d1", "CNY").balances == ()


@given(st.integers(-5_000, 50_000), st.lists(st.integers(1, 500_000), min_size=2, max_size=15))
def test_what_each_creditor_is_told_adds_up_to_the_cap_to_the_unit(surplus, balances):
    debts = [Debt(f"d{n}", str(n), balance=yuan(amount), days_overdue=30) for n, amount in enumerate(balances)]
    left, kept = Span.exactly(Decimal(surplus)), owing(*debts)
    found = [
        affordable(left, debt.balance.amount, others_of(kept, debt.id, "CNY")).room for debt in debts if debt.balance
    ]

    assert sum(room.share for room in found) == found[0].cap
