"""Actions on a paper of a court: until when to answer it, to remember that day, what to bring to free help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.actions.cards import Item, Reference, references
from bot.actions.registry import Context, Done, action
from bot.content.stages import Paper
from bot.records.chain import PAPER, SHOWN_DIGITS, grown
from bot.records.entry import NewRecord
from bot.reminders.timer import Timer

AT = time(10)
"""When the person is reminded of a deadline."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when a paper is to be answered: ``last_day`` errs on the early side, none where no rule counts days.

    ``days`` left until then; ``passed`` says that by this count it is over.
    """

    last_day: date | None
    days: int | None
    passed: bool
    facts: list[Reference]


@dataclass(frozen=True, slots=True)
class PaperKept:
    """The record of a paper and the day the person is first reminded; none where nothing is kept or left to remind."""

    number: int | None
    mark: str | None
    first: date | None


@action("court.papers")
def papers(context: Context) -> list[Item]:
    """The papers of a court that exist where the person lives, as buttons."""
    here = context.library.stages.papers_for(context.style.region)
    return [Item(paper.id, context.words(paper.label)) for paper in here if paper.court]


@action("court.deadline")
def deadline(context: Context, paper: str, received: date | None = None, told: date | None = None) -> Deadline:
    """Until when to answer: by the rule from the day it came, or the day the paper itself names."""
    found = _paper(context, paper)
    fact = found.deadline_fact
    shown = references(context, (fact,) if fact else ())
    last_day = told or _counted(context, found, received)
    left = None if last_day is None else (last_day - context.now.date()).days
    return Deadline(last_day, left, left is not None and left < 0, shown)


@action("court.counts")
def counts(context: Context, paper: str) -> bool:
    """Whether a rule counts the days for this paper; else the day on the paper itself is asked for."""
    return paper in context.library.court.figures


@action("court.keep", gives=PaperKept, opens=("court_due",))
def keep(context: Context, paper: str, last_day: date | None, received: date | None = None) -> Done:
    """Keep that a paper came, if the person allows it, and remind of its last day, twice and in good time."""
    timers = () if last_day is None else _reminders(context, paper, last_day)
    first = min((timer.due for timer in timers), default=None)
    day = None if first is None else first.date()
    if not context.session.me.get("consent_records"):
        return Done(PaperKept(None, None, day), timers=timers)
    body = {"paper": paper, "received": received, "last_day": last_day, "kept_at": context.now}
    record = NewRecord(PAPER, context.now, body)
    kept = grown(context.records, [record])[-1]
    return Done(PaperKept(kept.number, kept.sha256[:SHOWN_DIGITS], day), records=(record,), timers=timers)


@action("court.label")
def label(context: Context, paper: str | None) -> str:
    """What a paper is called; empty for one that is not known."""
    found = next((each for each in context.library.stages.papers if each.id == paper), None)
    return "" if found is None else context.words(found.label)


@action("court.bring")
def bring(context: Context) -> str:
    """What to bring to free legal help."""
    return context.words(context.library.court.bring)


def _paper(context: Context, paper: str) -> Paper:
    return next(each for each in context.library.stages.papers if each.id == paper)


def _counted(context: Context, paper: Paper, received: date | None) -> date | None:
    """The last day by the rule, the day it came counted in: a day early where the law leaves that day out."""
    figure = context.library.court.figures.get(paper.id)
    if received is None or figure is None or paper.deadline_fact is None:
        return None
    days = int(context.library.facts[paper.deadline_fact].figures[figure])
    return received + timedelta(days=days - 1)


def _reminders(context: Context, paper: str, last_day: date) -> tuple[Timer, ...]:
    payload = {"kind": "open", "flow": "court_due", "answers": {"paper": paper, "last_day": last_day}}
    moments = (
        (before, datetime.combine(last_day - timedelta(days=before), AT, context.now.tzinfo))
        for before in context.library.court.remind_before
    )
    return tuple(Timer(f"court_{paper}_{before}", at, payload) for before, at in moments if at > context.now)


@action("court.may_speak")
def may_speak(context: Context, last_day: date | None = None) -> bool:
    """Whether to speak of a deadline: not while reminders are muted, unless it is two days away or nearer."""
    muted = context.session.me.get("muted_until")
    if not isinstance(muted, datetime) or muted <= context.now:
        return True
    return last_day is not None and (last_day - context.now.date()).days <= min(context.library.court.remind_before)


@action("court.settled", gives=type(None))
def settled(context: Context, paper: str | None) -> Done:
    """Remind no more of a paper that was answered."""
    return Done(cancel=tuple(f"court_{paper}_{before}" for before in context.library.court.remind_before))
