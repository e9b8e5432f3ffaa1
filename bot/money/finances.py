"""Everything kept about one person's money, and how it changes. Every change gives a new value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.language.money import Money
from bot.money.agreement import Agreement
from bot.money.budget import Budget
from bot.money.debt import MOST_DEBTS, Debt
from bot.money.plan import Payment, Plan

KEPT_PLANS = 3
"""Superseded plans kept of a debt, to look back on."""


@dataclass(frozen=True, slots=True, repr=False)
class Finances:
    """One person's budget, debts, agreements and plans.

    ``counted`` is the last number given to an id, ``versions`` the last one given to a plan: neither comes again.
    """

    budget: Budget | None = None
    debts: tuple[Debt, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    plans: tuple[Plan, ...] = ()
    counted: int = 0
    versions: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is kept and no number was given."""
        return self == Finances()

    @property
    def open_debts(self) -> tuple[Debt, ...]:
        """What is still owed, in the order it was told."""
        return tuple(debt for debt in self.debts if debt.open)

    @property
    def full(self) -> bool:
        """Whether no further debt can be kept."""
        return len(self.debts) >= MOST_DEBTS

    @property
    def current_plans(self) -> tuple[Plan, ...]:
        """The plan of each open debt that has one."""
        owed = {debt.id for debt in self.open_debts}
        return tuple(plan for plan in self.plans if plan.current and plan.debt in owed)

    def debt(self, id: str) -> Debt | None:  # noqa: A002  it is the field's name
        """The debt of that id."""
        return next((debt for debt in self.debts if debt.id == id), None)

    def agreement(self, id: str) -> Agreement | None:  # noqa: A002  it is the field's name
        """The agreement of that id."""
        return next((each for each in self.agreements if each.id == id), None)

    def plan_of(self, debt: str) -> Plan | None:
        """The plan of a debt that holds now."""
        return next((plan for plan in self.plans if plan.current and plan.debt == debt), None)

    def plan(self, version: int) -> Plan | None:
        """The plan of that version, superseded or not."""
        return next((plan for plan in self.plans if plan.version == version), None)

    def next_id(self, letter: str) -> str:
        """The id the next new thing gets."""
        return f"{letter}{self.counted + 1}"

    def with_budget(self, budget: Budget) -> Finances:
        """The same with this budget."""
        return replace(self, budget=budget)

    def with_debt(self, debt: Debt) -> Finances:
        """The same with this debt: in the place of the one with its id, or behind the others.

        Raises ValueError when it would be one too many.
        """
        if self.debt(debt.id) is not None:
            return replace(self, debts=tuple(debt if each.id == debt.id else each for each in self.debts))
        if self.full:
            raise ValueError(f"{MOST_DEBTS} debts are the most that can be kept")
        return replace(self, debts=(*self.debts, debt), counted=max(self.counted, _number(debt.id)))

    def without_debt(self, id: str) -> Finances:  # noqa: A002  it is the field's name
        """The same without a debt, its agreements and its plans."""
        return replace(
            self,
            debts=tuple(each for each in self.debts if each.id != id),
            agreements=tuple(each for each in self.agreements if each.debt != id),
            plans=tuple(each for each in self.plans if each.debt != id),
        )

    def with_closed(self, id: str, day: date) -> Finances:  # noqa: A002  it is the field's name
        """The same with a debt closed and its plan superseded, as nothing of it is due any more."""
        debt = self.debt(id)
        return self if debt is None else self.with_debt(replace(debt, closed_on=day)).superseded(id, day)

    def with_agreement(self, agreement: Agreement) -> Finances:
        """The same with this agreement; one on the same debt that held before is superseded."""
        if self.agreement(agreement.id) is not None:
            kept = tuple(agreement if each.id == agreement.id else each for each in self.agreements)
            return replace(self, agreements=kept)
        older = self._agreements_superseded(agreement.debt, agreement.agreed_on)
        return replace(self, agreements=(*older, agreement), counted=max(self.counted, _number(agreement.id)))

    def with_plan(self, plan: Plan) -> Finances:
        """The same with a new plan under the next version; the one of the same debt is superseded.

        A plan that no agreement stands behind supersedes the agreement too. Of older plans the last three stay.
        """
        done = self.superseded(plan.debt, plan.made_on) if plan.agreement is None else self._plans_done(plan)
        older = [each for each in done.plans if each.debt == plan.debt][-KEPT_PLANS:]
        kept = tuple(each for each in done.plans if each.debt != plan.debt or each in older)
        version = self.next_version
        return replace(done, plans=(*kept, replace(plan, version=version)), versions=version)

    @property
    def next_version(self) -> int:
        """The version the next plan gets."""
        return max(self.versions, *(plan.version for plan in self.plans), 0) + 1

    def superseded(self, debt: str, day: date) -> Finances:
        """The same with neither plan nor agreement of a debt holding any more."""
        plans = tuple(_plan_superseded(each, debt, day) for each in self.plans)
        return replace(self, plans=plans, agreements=self._agreements_superseded(debt, day))

    def _plans_done(self, plan: Plan) -> Finances:
        return replace(self, plans=tuple(_plan_superseded(each, plan.debt, plan.made_on) for each in self.plans))

    def with_payment(self, version: int, instalment: int, amount: Money, day: date) -> Finances:
        """The same with a payment towards an instalment of a plan."""
        payment = Payment(instalment, amount, day)
        return replace(
            self,
            plans=tuple(
                replace(each, payments=(*each.payments, payment)) if each.version == version else each
                for each in self.plans
            ),
        )

    def without_last_payment(self, version: int) -> Finances:
        """The same without the payment that was noted last towards a plan."""
        return replace(
            self,
            plans=tuple(
                replace(each, payments=each.payments[:-1]) if each.version == version else each for each in self.plans
            ),
        )

    def _agreements_superseded(self, debt: str, day: date) -> tuple[Agreement, ...]:
        return tuple(
            replace(each, superseded_on=day) if each.debt == debt and each.current else each for each in self.agreements
        )


def _plan_superseded(plan: Plan, debt: str, day: date) -> Plan:
    return replace(plan, superseded_on=day) if plan.debt == debt and plan.current else plan


def _number(id: str) -> int:  # noqa: A002  it is the field's name
    return int(id[1:])
