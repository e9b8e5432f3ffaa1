"""The whole log of a person, read for a paper: off the event loop, for there may be ten thousand entries."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.actions.message_rules import UNSURE_LENDER
from bot.content.facts import Lender
from bot.language.region import zone_of
from bot.records.contacts import Contact, contacts_in
from bot.records.entry import Record
from bot.records.selection import chosen_records, lender_of
from bot.records.tally import Rules, rules_for
from bot.records.telling import Teller
from bot.workshop.making import Task, Tools


@dataclass(frozen=True, slots=True)
class Log:
    """What was chosen of a log, and the rules that speak of it where the person lives and for who lent."""

    records: tuple[Record, ...]
    contacts: tuple[Contact, ...]
    zone: ZoneInfo
    lender: str | None
    rules: Rules
    teller: Teller


async def read_log(task: Task, tools: Tools) -> Log:
    """The log of the person, narrowed to one company where the payload names one."""
    records = await tools.records(task.chat_id)
    company = task.payload.get("company")
    return await asyncio.to_thread(_read, task, tools, records, company)


def _read(task: Task, tools: Tools, records: tuple[Record, ...], company: str | None) -> Log:
    zone = ZoneInfo(zone_of(task.style.region))
    chosen = chosen_records(records, zone, company)
    contacts = contacts_in(chosen, zone)
    told = lender_of(contacts)
    lender = None if told in {None, UNSURE_LENDER} else told
    facts = tools.library.facts_by_region.get(task.style.region, ())
    rules = rules_for(facts, None if lender is None else Lender(lender))
    return Log(chosen, contacts, zone, lender, rules, Teller(tools.library, task.style))
