"""Actions on complaints: what to ask for, what is still missing, whom to send it to, and when an answer is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.actions.cards import Item
from bot.actions.logs import contacts
from bot.actions.message_rules import UNSURE_LENDER
from bot.actions.registry import Context, Done, action
from bot.content.complaint import Channel
from bot.content.facts import Lender, Verified
from bot.jobs.job import Job
from bot.records.chain import COMPLAINT, SHOWN_DIGITS, grown
from bot.records.entry import NewRecord
from bot.reminders.timer import Timer

AT = time(10)
"""When the person is asked about an answer that is due."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What would make a complaint easier to follow up; each true where no entry has it."""

    any: bool
    company: bool
    caller: bool
    words: bool
    original: bool


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """Somebody to complain to: what is known of it, what it needs, and whether there is another after it."""

    id: str
    label: str
    say: str
    rule: str
    checked: date
    certain: bool
    needs: str
    next: int
    more: bool


@dataclass(frozen=True, slots=True)
class Tracked:
    """A complaint that is kept: its record and mark, and the day an answer is due; none where it is not known."""

    number: int | None
    mark: str | None
    due: date | None


@action("complaints.goals")
def goals(context: Context) -> list[Item]:
    """What can be asked for, as buttons."""
    return [Item(goal.id, context.words(goal.label)) for goal in context.library.complaint.goals]


@action("complaints.cost")
def cost(context: Context) -> str:
    """What a complaint can cost."""
    return context.words(context.library.complaint.cost)


@action("complaints.missing")
def missing(context: Context) -> Missing:
    """What none of the newest entries has."""
    kept = contacts(context)
    lacks = (
        not any(each.company for each in kept),
        not any(each.caller for each in kept),
        not any(each.words for each in kept),
        not any(each.originals for each in kept),
    )
    return Missing(any(lacks), *lacks)


@action("complaints.draft", gives=type(None), opens=("complaint_ready",))
def draft(context: Context, goals: list[str], company: str | None = None) -> Done:  # noqa: ARG001
    """Have a complaint drafted from the whole log; the flow ``complaint_ready`` shows it."""
    payload = {"company": company, "goals": goals}
    return Done(jobs=(Job("complaint", payload, then="complaint_ready", key="complaint"),))


@action("complaints.channels")
def channels(context: Context) -> list[Item]:
    """Whom one can complain to where the person lives, as buttons, in the order to take them."""
    return [Item(each.id, context.words(each.label)) for each in _channels(context, UNSURE_LENDER)]


@action("complaints.channel")
def channel(context: Context, lender: str | None, number: int) -> ChannelCard | None:
    """One of them, counted from 0 in the order to take them; none where there is none for who lent."""
    fitting = _channels(context, lender or UNSURE_LENDER)
    if number >= len(fitting):
        return None
    found = fitting[number]
    fact = context.library.facts[found.fact]
    return ChannelCard(
        id=found.id,
        label=context.words(found.label),
        say=context.words(fact.say),
        rule=fact.rule,
        checked=fact.checked_on,
        certain=fact.verified is Verified.FOUND,
        needs=context.words(found.needs),
        next=number + 1,
        more=number + 1 < len(fitting),
    )


@action("complaints.days")
def days(context: Context, channel: str) -> int | None:
    """Within how many days they answer, where a fact says it."""
    found = next((each for each in _channels(context, UNSURE_LENDER) if each.id == channel), None)
    stated = None if found is None else context.library.facts[found.fact].figures.get("days")
    return None if stated is None else int(stated)


@action("complaints.track", gives=Tracked, opens=("complaint_due",))
def track(context: Context, channel: str, day: date, reference: str | None = None, days: int | None = None) -> Done:
    """Keep that a complaint was made, if the person allows it, and ask about the answer on the day it is due."""
    label = next((each.text for each in channels(context) if each.id == channel), channel)
    due = None if days is None else day + timedelta(days=days)
    asked = () if due is None else (_reminder(context, channel, due, label, reference),)
    if not context.session.me.get("consent_records"):
        return Done(Tracked(None, None, due), timers=asked)
    body = {"channel": channel, "reference": reference, "day": day, "due": due, "kept_at": context.now}
    kept = grown(context.records, [NewRecord(COMPLAINT, context.now, body)])[-1]
    tracked = Tracked(kept.number, kept.sha256[:SHOWN_DIGITS], due)
    return Done(tracked, records=(NewRecord(COMPLAINT, context.now, body),), timers=asked)


def _reminder(context: Context, channel: str, due: date, label: str, reference: str | None) -> Timer:
    moment = datetime.combine(due, AT, context.now.tzinfo)
    answers = {"channel": label, "reference": reference}
    payload = {"kind": "open", "flow": "complaint_due", "answers": answers}
    return Timer(f"complaint_{channel}", max(moment, context.now + timedelta(hours=1)), payload, patient=True)


def _channels(context: Context, lender: str) -> tuple[Channel, ...]:
    here = context.library.complaint.channels.get(context.style.region, ())
    if lender == UNSURE_LENDER:
        return here
    return tuple(each for each in here if context.library.facts[each.fact].concerns(Lender(lender)))


@action("complaints.later", gives=type(None))
def later(context: Context, channel: str | None = None, reference: str | None = None) -> Done:
    """Ask about an answer again tomorrow."""
    tomorrow = context.now.date() + timedelta(days=1)
    return Done(timers=(_reminder(context, "later", tomorrow, channel or "", reference),))


@action("complaints.may_speak")
def may_speak(context: Context) -> bool:
    """Whether to ask about an answer now: not while reminders are muted."""
    muted = context.session.me.get("muted_until")
    return not isinstance(muted, datetime) or muted <= context.now
