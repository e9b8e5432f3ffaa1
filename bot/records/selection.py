"""Which records a paper or a pack is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.records.chain import CHAINED
from bot.records.contacts import Contact, contacts_in
from bot.records.entry import Record
from bot.records.tally import same_company


def chosen_records(records: Iterable[Record], zone: ZoneInfo, company: str | None) -> tuple[Record, ...]:
    """What may become evidence, oldest first; with a company only its contacts and what belongs to them."""
    kept = tuple(record for record in records if record.kind in CHAINED)
    if company is None:
        return kept
    named = {each.number for each in contacts_in(kept, zone) if same_company(each.company, company)}
    return tuple(record for record in kept if record.number in named or record.body.get("of") in named)


def with_signal(contacts: Sequence[Contact], signal: str | None) -> tuple[Contact, ...]:
    """The contacts in which something was said (an id of content/contacts.yaml); all of them without one."""
    return tuple(each for each in contacts if signal is None or signal in each.said)


def lender_of(contacts: Iterable[Contact]) -> str | None:
    """Who lent, where the contacts agree on it; None where they do not or where nobody said."""
    told = {each.lender for each in contacts if each.lender}
    return told.pop() if len(told) == 1 else None
