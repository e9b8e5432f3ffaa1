"""Drafts a complaint from the whole log: as a text to copy, every sentence with the entry it comes from."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.dialogue.values import Value
from bot.records.complaint import Drafter, Sentence
from bot.records.contacts import contacts_in
from bot.records.masking import masked
from bot.workshop.log_reading import Log, read_log
from bot.workshop.making import Kind, Task, Tools


async def make(task: Task, tools: Tools) -> Mapping[str, Value]:
    """``file`` is the text, ``characters`` and ``entries`` how long it is and how many entries it names."""
    log = await read_log(task, tools)
    sentences = await asyncio.to_thread(_drafted, log, list(task.payload.get("goals") or []))
    if not sentences:
        return {"file": None}
    text = "\n".join(sentence.text for sentence in sentences)
    stored = await task.files.put(f"{text}\n".encode(), name="complaint.txt", mime="text/plain")
    named = {number for sentence in sentences for number in sentence.records}
    return {"file": stored, "characters": len(text), "entries": len(named), "lender": log.lender}


def _drafted(log: Log, goals: list[str]) -> tuple[Sentence, ...]:
    """Drafted from the entries as others may see them."""
    contacts = contacts_in([masked(record)[0] for record in log.records], log.zone)
    return Drafter(log.teller, log.rules).draft(contacts, goals)


KIND = Kind(make)
