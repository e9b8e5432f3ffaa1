"""The words of the page of income and costs."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.both import Both, Entry, Line, Step


class IncomeWords(Entry):
    """The part on income."""

    title: Step
    regular: Step
    irregular: Step


class CostWords(Entry):
    """The part on costs."""

    title: Step
    sum: Step


class DebtRows(Entry):
    """The part on debts: ``row`` with its balance, what is paid on it, or that it waits to be agreed."""

    title: Step
    row: Step
    unknown: Step
    paying: Step
    waiting: Step


class ResultWords(Entry):
    """What is left, what is set aside of it, and what can be promised."""

    left: Step
    reserve: Step
    cap: Step


class StatementWords(Entry):
    """content/statement.yaml; ``estimated`` is added to the note where a sum is not known exactly."""

    title: Step
    date: Step
    currencies: Mapping[Line, Both]
    income: IncomeWords
    costs: CostWords
    debts: DebtRows
    result: ResultWords
    note: Step
    estimated: Step
    sign: Step
    foot: Step
    file: Step
