"""Actions on agreements: what is clear, the message that asks for the rest, keeping it with its plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.actions.cards import Item
from bot.actions.follow_ups import FLOW, follow_up
from bot.actions.registry import Context, Done, action
from bot.errors import ConversationError
from bot.language.money import Money
from bot.money.agreement import Agreement
from bot.money.finances import Finances
from bot.money.plan import Plan, agreed_instalments

ASKED = ("creditor", "total", "instalment", "periods", "day", "account", "person")
"""The checks that are answered by telling; the others are ticked."""

IN_APP = "App"
"""What stands for the holder where the debt is paid in the creditor's own App."""

NAME_SHOWN = 30
"""Characters of a name in the message."""


@dataclass(frozen=True, slots=True)
class ConfirmMessage:
    """The message to the creditor: in bubbles, and whole for the button that copies it."""

    core: str
    rest: str
    whole: str


@dataclass(frozen=True, slots=True)
class AgreementKept:
    """What was kept: its id, the number of instalments, the last day, and what they come to."""

    id: str
    periods: int
    last_day: date
    total: Money


@dataclass(frozen=True, slots=True)
class AgreementFound:
    """An agreement with the name of its debt."""

    id: str
    debt: str
    creditor: str
    total: Money
    instalment: Money
    periods: int
    first_day: date
    agreed_on: date
    oral: bool


@action("agreements.checks")
def checks(context: Context) -> list[Item]:
    """The checks to tick, as buttons: those that are not told as answers."""
    words = context.library.agreement.checks
    return [Item(check.id, context.words(check.label)) for check in words if check.id not in ASKED]


@action("agreements.unclear")
def unclear(
    context: Context,
    clear: list[str] | None,
    creditor: str | None,
    holder: str | None,
    person: str | None,
    told: bool = True,
) -> list[str]:
    """The ids of the checks that are not clear yet; ``told`` says that the sums and the day are."""
    given = {*(clear or []), *(("total", "instalment", "periods", "day") if told else ())}
    for check, answer in (("creditor", creditor), ("account", holder), ("person", person)):
        if answer is not None:
            given.add(check)
    return [check.id for check in context.library.agreement.checks if check.id not in given]


@action("agreements.message")
def message(
    context: Context,
    creditor: str,
    total: Money,
    instalment: Money,
    periods: int,
    first_day: date,
    holder: str | None,
    unclear: list[str],
) -> ConfirmMessage:
    """The message that asks for written confirmation, from the answers alone."""
    style = context.style
    slots = {
        "creditor": creditor[:NAME_SHOWN],
        "total": style.spoken(total),
        "instalment": style.spoken(instalment),
        "periods": str(periods),
        "day": str(first_day.day),
        "first": style.month_day(first_day),
    }
    if holder is not None:
        slots["holder"] = holder[:NAME_SHOWN]
    words, in_app = context.library.agreement, holder == IN_APP
    core, rest = words.compose(slots, unclear, style.script, style.region, in_app=in_app)
    return ConfirmMessage(core, rest, core + rest)


@action("agreements.keep", gives=AgreementKept, opens=(FLOW,))
def keep(
    context: Context,
    debt: str,
    creditor: str,
    total: Money,
    instalment: Money,
    periods: int,
    first_day: date,
    holder: str | None = None,
    person: str | None = None,
    clear: list[str] | None = None,
    unclear: list[str] | None = None,
    confirmed: bool = False,
    papers: list[Any] | None = None,
) -> Done:
    """Keep an agreement with the plan it makes; an oral one is asked about two days later.

    ``papers`` are files the person sent.

    What held for the same debt is superseded.
    """
    today, finances = context.now.date(), context.finances
    agreement = Agreement(
        id=finances.next_id("a"),
        debt=debt,
        agreed_on=today,
        creditor=creditor,
        total=total,
        instalment=instalment,
        periods=periods,
        first_day=first_day,
        holder=holder,
        person=person,
        checks=tuple(clear or ()),
        unclear=tuple(unclear or ()),
        confirmed_on=today if confirmed else None,
        papers=_ids(papers),
    )
    plan = _plan(agreement, confirmed=confirmed)
    last = plan.instalments[-1]
    kept = AgreementKept(agreement.id, len(plan.instalments), last.day, Money(plan.total, total.currency))
    after = finances.with_agreement(agreement).with_plan(plan)
    timers = () if confirmed else follow_up(context, agreement.id)
    return Done(kept, finances=after, timers=timers, keep=agreement.papers)


@action("agreements.show")
def show(context: Context, agreement: str | None) -> AgreementFound:
    """One agreement. Raises ConversationError when it is not kept any more: then its timer was to be cancelled."""
    found = None if agreement is None else context.finances.agreement(agreement)
    if found is None:
        raise ConversationError(f"There is no agreement {agreement!r}: cancel its timer when it goes.")
    return _found(found, context.finances)


@action("agreements.confirm", gives=type(None))
def confirm(context: Context, agreement: str, papers: list[Any] | None = None) -> Done:
    """The creditor confirmed it in writing; ``papers`` are files the person sent."""
    finances = context.finances
    found = finances.agreement(agreement)
    if found is None:
        return Done()
    added = _ids(papers)
    written = replace(found, confirmed_on=context.now.date(), papers=(*found.papers, *added))
    confirmed = finances.with_agreement(written)
    plans = tuple(replace(each, confirmed=True) if each.agreement == agreement else each for each in confirmed.plans)
    after = replace(confirmed, plans=plans)
    return Done(finances=after, keep=added)


@action("agreements.again", gives=type(None), opens=(FLOW,))
def again(context: Context, agreement: str) -> Done:
    """Ask about the writing once more, two days from now."""
    return Done(timers=follow_up(context, agreement))


def _ids(papers: list[Any] | None) -> tuple[str, ...]:
    return tuple(str(paper["id"]) for paper in papers or [])


def _plan(agreement: Agreement, *, confirmed: bool) -> Plan:
    return Plan(
        version=0,
        debt=agreement.debt,
        made_on=agreement.agreed_on,
        instalments=agreed_instalments(agreement.total, agreement.instalment, agreement.periods, agreement.first_day),
        agreement=agreement.id,
        person=agreement.person,
        confirmed=confirmed,
    )


def _found(agreement: Agreement, finances: Finances) -> AgreementFound:
    debt = finances.debt(agreement.debt)
    return AgreementFound(
        id=agreement.id,
        debt=agreement.creditor if debt is None else debt.name,
        creditor=agreement.creditor,
        total=agreement.total,
        instalment=agreement.instalment,
        periods=agreement.periods,
        first_day=agreement.first_day,
        agreed_on=agreement.agreed_on,
        oral=agreement.oral,
    )
