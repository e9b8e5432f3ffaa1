"""Actions on what is kept: how long, how much, and having it sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.registry import Context, Done, action
from bot.jobs.job import Job
from bot.records.chain import ATTACHMENT, CONTACT
from bot.records.entry import Record

READY, NOTICE = "export_ready", "notice_ready"
"""The flows that open when the files are made."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things stay, in days as set for this bot; none where somebody may stay away for ever."""

    conversation: int
    undelivered: int
    people: int | None
    backups: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept of the person."""

    records: int
    contacts: int
    files: int
    debts: int
    plans: int


@action("privacy.terms")
def terms(context: Context) -> Terms:
    """How long things stay, in days: the numbers the housekeeping itself goes by."""
    kept = context.retention
    return Terms(kept.conversation, kept.undelivered, kept.people or None, kept.backups)


@action("privacy.kept")
def kept(context: Context) -> Kept:
    """How much is kept of the person."""
    finances = context.finances
    return Kept(
        records=_newest(context.records),
        contacts=sum(record.kind == CONTACT for record in context.records),
        files=sum(record.kind == ATTACHMENT for record in context.records),
        debts=len(finances.debts),
        plans=len(finances.plans),
    )


@action("privacy.export", gives=type(None), opens=(READY,))
def export(context: Context, phones: bool) -> Done:  # noqa: ARG001
    """Have everything that is kept put into one file; with ``phones`` other people's numbers stay in it."""
    return Done(jobs=(Job("export", {"phones": phones}, then=READY, key="export"),))


@action("privacy.notice", gives=type(None), opens=(NOTICE,))
def notice(context: Context) -> Done:  # noqa: ARG001
    """Have the privacy notice sent as a page."""
    return Done(jobs=(Job("notice", {}, then=NOTICE, key="notice"),))


def _newest(records: tuple[Record, ...]) -> int:
    return max((record.number for record in records), default=0)
