"""Actions that add to an entry of the log what was left open: a record of its own, the entry stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.actions.logs import Saved, contacts, saved
from bot.actions.registry import Context, Done, action
from bot.language.money import Money
from bot.records.chain import CORRECTION
from bot.records.contacts import Contact
from bot.records.entry import NewRecord

MOOD = "mood"
"""How tense the person was after a contact: nobody's evidence, so it stands outside the chain."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What of an entry nobody has told yet; ``minutes`` only where they spoke, ``any`` where there is something."""

    minutes: bool
    caller: bool
    lender: bool
    words: bool
    third: bool
    demanded: bool
    promised: bool
    any: bool


@action("logs.lacking")
def lacking(context: Context, number: int) -> Lacking:
    """What of an entry is still open; nothing of one that is too old to be at hand."""
    found = next((each for each in contacts(context) if each.number == number), None)
    if found is None:
        return Lacking(*([False] * 8))
    spoken = next((tap.spoken for tap in context.library.contacts.channels if tap.id == found.channel), False)
    return lacking_in(found, spoken=spoken)


def lacking_in(contact: Contact, *, spoken: bool) -> Lacking:
    """What of a contact was not told; how long it took is asked only of one that was ``spoken``."""
    missing = (
        spoken and contact.minutes is None,
        contact.caller is None,
        contact.lender is None,
        contact.words is None,
        not contact.is_third,
        contact.demanded is None,
        contact.promised is None,
    )
    return Lacking(*missing, any=any(missing))


@action("logs.add", gives=Saved)
def add(
    context: Context,
    number: int,
    minutes: str | None = None,
    caller: str | None = None,
    lender: str | None = None,
    words: str | None = None,
    third: list[str] | None = None,
    others: str | None = None,
    demanded: Money | None = None,
    deadline: date | None = None,
    promised: Money | None = None,
    promised_day: date | None = None,
) -> Done:
    """Add to an entry what was told, if the person allows keeping records; nothing where nothing was told."""
    given = {name: value for name, value in locals().items() if name not in {"context", "number"}}
    told = {name: value for name, value in given.items() if value}
    if not told or not context.session.me.get("consent_records"):
        return Done(Saved(None))
    return saved(context, NewRecord(CORRECTION, context.now, {"of": number, "changes": told, "kept_at": context.now}))


@action("logs.feeling", gives=type(None))
def feeling(context: Context, number: int, tension: int) -> Done:
    """Keep how tense the person was after a contact, if they allow it: a record of its own, outside the chain."""
    me = context.session.me
    if not (me.get("consent_records") and me.get("consent_mood")):
        return Done()
    return Done(records=(NewRecord(MOOD, context.now, {"of": number, "tension": tension}),))
