"""Asking once whether an oral agreement came in writing: set two days ahead, dropped when it no longer matters."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.actions.registry import Context
from bot.money.finances import Finances
from bot.reminders.timer import Timer

FOLLOW_UP = timedelta(days=2)
"""After this long an oral agreement is asked about (product design, F12)."""

FOLLOW_UP_AT = time(10)


FLOW = "agreement_due"
"""The flow that asks."""


def follow_up(context: Context, agreement: str) -> tuple[Timer, ...]:
    """The timer that asks about an agreement; none for those who want no reminders or keep nothing.

    It waits while reminders are muted.
    """
    me = context.session.me
    if not (me.get("consent_reminders") and me.get("consent_records")):
        return ()
    due: datetime = datetime.combine((context.now + FOLLOW_UP).date(), FOLLOW_UP_AT, context.now.tzinfo)
    return (
        Timer(
            _name(agreement), due, {"kind": "open", "flow": FLOW, "answers": {"agreement": agreement}, "muted": True}
        ),
    )


def no_longer(before: Finances, after: Finances) -> tuple[str, ...]:
    """The timers of agreements that waited for writing before a change and do no more."""
    return tuple(_name(gone) for gone in sorted(_waiting(before) - _waiting(after)))


def papers_gone(before: Finances, after: Finances) -> tuple[str, ...]:
    """The files of agreements that are not kept any more after a change."""
    return tuple(sorted(_papers(before) - _papers(after)))


def _papers(finances: Finances) -> set[str]:
    return {paper for each in finances.agreements for paper in each.papers}


def _waiting(finances: Finances) -> set[str]:
    return {each.id for each in finances.agreements if each.current and each.oral}


def _name(agreement: str) -> str:
    return f"agreement_{agreement}"
