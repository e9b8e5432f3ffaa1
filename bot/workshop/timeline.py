"""Makes the picture of a log: contacts by day and hour with the counts, and the rules that speak of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.content.facts import Fact, Verified
from bot.dialogue.values import Value
from bot.records.chart import chart
from bot.records.counting import counts
from bot.records.selection import with_signal
from bot.records.telling import Teller
from bot.workshop.log_reading import Log, read_log
from bot.workshop.making import Kind, Task, Tools

LONGEST_CAPTION = 120
"""Characters of a bubble (product design, 4.0)."""


async def make(task: Task, tools: Tools) -> Mapping[str, Value]:
    """``picture`` is the file, ``caption`` what it shows; ``facts`` the rules, and which of the three there are."""
    log = await read_log(task, tools)
    data = await asyncio.to_thread(_drawn, log, task.payload.get("signal"))
    if not data["chart"]["days"]:
        return {"picture": None, "caption": "", "facts": []}
    picture = await tools.press.render("timeline", data, form="png", style=task.style, at=task.now)
    stored = await task.files.put(picture, name="timeline.png", mime="image/png", kind="photo")
    rules = log.rules
    speaking = dict.fromkeys(fact.id for fact in (rules.hours, rules.calls, rules.third) if fact is not None)
    return {
        "picture": stored,
        "caption": str(data["chart"]["alt"])[:LONGEST_CAPTION],
        "facts": [_reference(log.teller, tools.library.facts[fact]) for fact in speaking],
        "hours_rule": rules.hours is not None,
        "calls_rule": rules.calls is not None,
        "third_rule": rules.third is not None,
    }


def _drawn(log: Log, signal: str | None) -> dict[str, Any]:
    teller, shown = log.teller, with_signal(log.contacts, signal)
    rows = counts(teller, shown, log.rules, lender_known=log.lender is not None)
    return {
        "title": teller.words(teller.library.evidence.paper.title),
        "chart": chart(teller, shown, log.rules),
        "lines": [count for count, _ in rows],
    }


def _reference(teller: Teller, fact: Fact) -> dict[str, Value]:
    """A fact as the flow ``reference`` shows it."""
    return {
        "say": teller.words(fact.say),
        "rule": fact.rule,
        "issuer": fact.issuer,
        "checked": fact.checked_on,
        "certain": fact.verified is Verified.FOUND,
    }


KIND = Kind(make)
