"""What a person has done with the tools, kept so that they can look back on it: prepared, practised, used a script."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.actions.registry import Context, Done, action
from bot.dialogue.values import Value

KEPT_DAYS = 60
"""A look back goes thirty days back; twice that is kept."""

MOST = 200

WHAT = frozenset({"prepared", "practised", "used"})


@action("did.note", gives=type(None))
def note(context: Context, what: str) -> Done:
    """Remember that the person prepared, practised or used a script today, if they allow keeping records."""
    return Done(me=did(context, what))


def did(context: Context, what: str) -> dict[str, Value]:
    """What is known about the person with one more thing done; nothing without their consent."""
    if not context.session.me.get("consent_records") or what not in WHAT:
        return {}
    today = context.now.date()
    kept = [one for one in done_so_far(context) if one["on"] > today - timedelta(days=KEPT_DAYS)]
    done: list[Value] = [*kept, {"what": what, "on": today}]
    return {"did": done[-MOST:]}


def done_so_far(context: Context) -> list[dict[str, Any]]:
    """What was done, the oldest first: {"what", "on"}."""
    kept = context.session.me.get("did")
    return [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []


def times(context: Context, what: str, since: date) -> int:
    """How often something was done since a day."""
    return sum(one["what"] == what and one["on"] >= since for one in done_so_far(context))
