"""What is kept about a person's money, and what a change does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.language.money import Money
from bot.money.agreement import Agreement
from bot.money.budget import Budget, Cost, Span
from bot.money.debt import MOST_DEBTS, Debt, DebtKind
from bot.money.finances import Finances
from bot.money.plan import Plan, dated, in_month, lessened, schedule
from bot.money.written import KeptFinances, read, write

DAY = date(2026, 11, 23)

sums = st.decimals(0, 9_999_999, places=2)
money = st.builds(Money, sums, st.sampled_from(["CNY", "HKD", "TWD", "MOP"]))
spans = st.tuples(sums, sums).map(lambda pair: Span(min(pair), max(pair)))
words = st.text(min_size=1, max_size=20)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
budgets = st.builds(
    Budget, days, st.just("TWD"), spans, st.booleans(), st.lists(st.builds(Cost, words, spans), max_size=12).map(tuple)
)
debts = st.builds(
    Debt,
    st.integers(1, 99).map(lambda n: f"d{n}"),
    words,
    st.sampled_from(DebtKind),
    balance=st.none() | money,
    as_of=st.none() | days,
    due_day=st.none() | st.integers(1, 31),
    interest=st.none() | st.decimals(0, 99, places=2),
    closed_on=st.none() | days,
)
finances = st.builds(
    Finances,
    budget=st.none() | budgets,
    debts=st.lists(debts, max_size=15, unique_by=lambda debt: debt.id).map(tuple),
)


def of(count: int) -> Finances:
    """A person with that many debts."""
    kept = Finances()
    for _ in range(count):
        kept = kept.with_debt(Debt(kept.next_id("d"), "信用卡"))
    return kept


def plan(debt: str, total: int = 1000) -> Plan:
    """A plan of 300 a month."""
    return Plan(0, debt, DAY, schedule(Money(Decimal(total), "CNY"), Money(Decimal(300), "CNY"), DAY))


def agreement(debt: str, id: str = "a9") -> Agreement:  # noqa: A002  it is the field's name
    hundred = Money(Decimal(100), "CNY")
    return Agreement(id, debt, DAY, "某某银行", hundred, hundred, 1, DAY)


@given(finances)
def test_what_is_written_is_read_back(kept):
    assert read(write(kept)) == kept


def test_nothing_kept_is_no_bytes():
    assert (write(Finances()), read(None), read(b"")) == (b"", Finances(), Finances())


def test_a_plan_is_read_back_with_its_payments():
    kept = of(1).with_plan(plan("d1")).with_payment(1, 1, Money(Decimal("299.5"), "CNY"), DAY)
    assert read(write(kept.with_agreement(agreement("d1")))) == kept.with_agreement(agreement("d1"))


def test_finances_nobody_asked_for_are_never_opened():
    """Broken bytes would raise if they were."""
    kept = KeptFinances(b"{broken")
    assert (kept.any, kept.changed) == (True, False)


def test_an_id_is_never_used_again():
    kept = of(2).without_debt("d2")
    assert kept.next_id("d") == "d3"


def test_saving_a_debt_again_replaces_it():
    kept = of(2).with_debt(Debt("d1", "车贷"))
    assert [debt.name for debt in kept.debts] == ["车贷", "信用卡"]


def test_a_sixteenth_debt_is_refused():
    kept = of(MOST_DEBTS)
    with pytest.raises(ValueError, match="15"):
        kept.with_debt(Debt("d99", "多一笔"))


def test_a_new_plan_supersedes_the_one_of_the_same_debt_only():
    kept = of(2).with_plan(plan("d1")).with_plan(plan("d2")).with_plan(plan("d1", 600))
    assert [(each.version, each.debt, each.current) for each in kept.plans] == [
        (1, "d1", False),
        (2, "d2", True),
        (3, "d1", True),
    ]


def test_closing_a_debt_ends_its_plan_and_agreement():
    kept = of(1).with_agreement(agreement("d1")).with_plan(plan("d1")).with_closed("d1", DAY)
    assert (kept.open_debts, kept.current_plans, kept.agreements[0].current) == ((), (), False)


def test_deleting_a_debt_takes_its_plans_and_agreements_along():
    kept = of(2).with_agreement(agreement("d1")).with_plan(plan("d1")).with_plan(plan("d2")).without_debt("d1")
    assert ([debt.id for debt in kept.debts], kept.agreements, [each.debt for each in kept.plans]) == (
        ["d2"],
        (),
        ["d2"],
    )


def test_a_new_agreement_on_a_debt_supersedes_the_older_one():
    kept = of(1).with_agreement(agreement("d1", "a2")).with_agreement(agreement("d1", "a3"))
    assert [each.current for each in kept.agreements] == [False, True]


def test_confirming_an_agreement_keeps_its_place():
    kept = of(1).with_agreement(agreement("d1", "a2"))
    confirmed = kept.with_agreement(replace(kept.agreements[0], confirmed_on=DAY))
    assert [each.oral for each in confirmed.agreements] == [False]


def test_a_part_paid_leaves_the_rest_of_an_instalment_open():
    kept = of(1).with_plan(plan("d1")).with_payment(1, 1, Money(Decimal(120), "CNY"), DAY)
    held = kept.plan_of("d1")
    assert held is not None
    assert (held.open_part(held.instalments[0]), held.paid, len(held.unpaid)) == (180, 120, 4)


@given(st.decimals("0.01", 99_999, places=2), st.decimals(100, 99_999, places=2), days)
def test_the_instalments_add_up_to_the_total_and_none_is_larger_than_agreed(total, instalment, first):
    made = schedule(Money(total, "HKD"), Money(instalment, "HKD"), first)

    assert sum(each.amount.amount for each in made) == total
    assert all(0 < each.amount.amount <= instalment for each in made)
    assert [each.number for each in made] == list(range(1, len(made) + 1))


@given(days, st.integers(0, 240))
def test_instalments_keep_their_day_of_the_month_or_take_its_last(first, months):
    day = in_month(first, months, first.day)

    assert (day.year - first.year) * 12 + day.month - first.month == months
    assert day.day == first.day or in_month(day, 0, 31) == day


@pytest.mark.parametrize("instalment", [0, -1])
def test_a_plan_without_an_instalment_is_refused(instalment):
    with pytest.raises(ValueError, match="above zero"):
        schedule(Money(Decimal(1), "CNY"), Money(Decimal(instalment), "CNY"), DAY)


@given(
    st.lists(st.integers(1, 900), min_size=1, max_size=6),
    st.integers(1, 899),
    days,
    st.none() | st.integers(-40, 400),
)
def test_one_smaller_payment_leaves_the_sum_of_a_plan_and_its_other_payments(sums, amount, first, away):
    instalments = dated([Money(Decimal(each), "CNY") for each in sums], first)
    held = Plan(1, "d1", DAY, instalments)
    assume(amount < sums[0])
    rest_day = None if away is None else first + timedelta(days=away)

    made = lessened(held, Money(Decimal(amount), "CNY"), rest_day)

    assert sum(each.amount.amount for each in made) == sum(sums)
    assert [each.number for each in made] == list(range(1, len(made) + 1))
    assert [each.day for each in made] == sorted({each.day for each in made})
    if rest_day is None:
        by_day = {each.day: each.amount.amount for each in made}
        assert by_day[first] == amount
        assert made[-1].amount.amount == sums[0] - amount
        assert made[-1].day == in_month(first, len(sums), first.day)


@pytest.mark.parametrize("amount", [0, 300, 301])
def test_a_payment_that_is_not_smaller_changes_no_plan(amount):
    held = of(1).with_plan(plan("d1")).plan_of("d1")
    with pytest.raises(ValueError, match="only made smaller"):
        lessened(held, Money(Decimal(amount), "CNY"))
