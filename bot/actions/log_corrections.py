"""Actions that correct an entry of the log: a new record that names the old one, which stays as it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bot.actions.cards import Item
from bot.actions.logs import Saved, saved
from bot.actions.registry import Context, Done, action
from bot.language.money import Money
from bot.records.chain import CORRECTION
from bot.records.entry import NewRecord


@action("logs.fields")
def fields(context: Context) -> list[Item]:
    """What of an entry can be corrected, as buttons."""
    return [Item(tap.id, context.words(tap.label)) for tap in context.library.contacts.fields]


@action("logs.correct", gives=Saved)
def correct(
    context: Context,
    entry: str,
    field: str,
    text: str | None = None,
    at: datetime | None = None,
    approximate: bool | None = None,
    demanded: Money | None = None,
    deadline: date | None = None,
    third: list[str] | None = None,
) -> Done:
    """Add a correction of one field, if the person allows keeping records; without a value it is taken back."""
    if not context.session.me.get("consent_records"):
        return Done(Saved(None))
    several: dict[str, dict[str, Any]] = {
        "time": {"at": at, "approximate": approximate},
        "sum": {"demanded": demanded, "deadline": deadline},
        "third": {"third": third or [], "others": text},
    }
    changes = several.get(field, {field: text})
    body = {"of": int(entry.removeprefix("n")), "changes": changes, "kept_at": context.now}
    return saved(context, NewRecord(CORRECTION, context.now, body))
