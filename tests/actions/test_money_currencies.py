"""Somebody who moved: sums in the old currency are shown, and never reckoned with those of the new one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from bot.actions.debts import overview, show
from bot.actions.hardship import due, lessen, shrink
from bot.actions.offers import find_others, find_room
from bot.actions.registry import Context
from bot.assembly import HOME
from bot.content.library import load_library
from bot.dialogue.session import Session
from bot.language.formatting import Style
from bot.language.money import Money
from bot.language.region import Region, Script
from bot.money.budget import Budget, Span
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.plan import Plan, schedule
from bot.money.written import KeptFinances

LIBRARY = load_library(HOME.content)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
DAY = date(2026, 12, 15)


def hkd(amount: int) -> Money:
    return Money(Decimal(amount), "HKD")


def moved() -> Context:
    """Lives in Taiwan now; the debt and its plan are in Hong Kong dollars."""
    finances = Finances(debts=(Debt("d1", "HSBC", balance=hkd(900), days_overdue=9),), counted=1)
    kept = KeptFinances()
    kept.become(finances.with_plan(Plan(0, "d1", NOW.date(), schedule(hkd(900), hkd(300), DAY))))
    return Context(LIBRARY, Style(Script.HANT, Region.TAIWAN), Session("s"), (), NOW, kept_finances=kept)


def test_a_debt_in_the_old_currency_is_shown_but_not_owed_in_the_new_one():
    found = show(moved(), "d1")
    assert (found.balance, found.owed) == (hkd(900), None)
    assert "HK$900" in "".join(found.bubbles)


def test_it_is_in_no_total_and_said_to_be_left_out():
    assert overview(moved()).total == Money(Decimal(0), "TWD")
    assert find_others(moved(), None).left_out


def test_what_is_left_of_its_plan_is_not_held_against_an_offer():
    found = due(moved(), "d1")
    assert found is not None
    assert (found.amount, found.left) == (hkd(300), None)


def test_a_sum_in_the_new_currency_never_makes_its_new_plan():
    done = shrink(moved(), "d1", Money(Decimal(100), "TWD"), DAY)
    assert done.finances is not None
    assert done.finances.current_plans == ()


def test_a_sum_in_the_new_currency_never_makes_its_next_payment_smaller():
    assert lessen(moved(), "d1", Money(Decimal(100), "TWD")).finances is None


def test_a_budget_in_the_old_currency_gives_no_room():
    context = moved()
    context.kept_finances.become(context.finances.with_budget(Budget(NOW.date(), "HKD", Span.exactly(Decimal(9000)))))
    assert find_room(context, "d1") is None
