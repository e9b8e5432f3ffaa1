"""The paper of a log: everything a template shows, in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.records.chart import chart
from bot.records.contacts import Contact, Original
from bot.records.counting import counts
from bot.records.tally import Rules
from bot.records.telling import Teller

MOST_ENTRIES = 1000
"""Entries on paper; beyond that the table and the records themselves have them all."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What a paper is about.

    ``marks`` has the hash of each record's file; ``company`` is the one it was narrowed to; ``head`` the hash of the
    newest record.
    """

    contacts: Sequence[Contact]
    originals: Sequence[Original]
    marks: Mapping[int, str]
    rules: Rules
    lender_known: bool
    head: str
    made_at: datetime
    masked: bool
    enclosed: bool
    company: str | None = None


def report(teller: Teller, about: Reported) -> dict[str, Any]:
    """The data of content/papers/evidence.typ."""
    words = teller.library.evidence
    paper = words.paper
    entries = about.contacts[-MOST_ENTRIES:]
    return {
        "title": teller.words(paper.title),
        "foot": teller.words(paper.foot),
        "intro": _intro(teller, about, left_out=len(entries) < len(about.contacts)),
        "head": [teller.words(paper.newest_mark), about.head] if about.head else [],
        "proves": [teller.words(paper.proves_heading), [teller.words(each) for each in words.proves]],
        "counts": [
            teller.words(paper.counts_heading),
            [list(row) for row in counts(teller, about.contacts, about.rules, lender_known=about.lender_known)],
        ],
        "chart": {"heading": teller.words(paper.chart_heading), **chart(teller, about.contacts, about.rules)},
        "entries": [teller.words(paper.entries_heading), [_entry(teller, each, about.marks) for each in entries]],
        "originals": [teller.words(paper.originals_heading), *_originals(teller, about)],
        "verify": [
            teller.words(paper.verify_heading),
            teller.words(words.verify.before),
            [[teller.words(step.say), step.command] for step in words.verify.steps],
            teller.words(words.verify.after),
        ],
    }


def _intro(teller: Teller, about: Reported, *, left_out: bool) -> list[str]:
    paper = teller.library.evidence.paper
    zone = str(about.made_at.tzinfo)
    lines = [teller.words(paper.made, moment=teller.moment(about.made_at), zone=zone)]
    if about.contacts:
        first, last = (teller.style.full_date(each.at.date()) for each in (about.contacts[0], about.contacts[-1]))
        days = len({each.at.date() for each in about.contacts})
        lines.append(teller.words(paper.covers, first=first, last=last, days=days, count=len(about.contacts)))
    else:
        lines.append(teller.words(paper.nothing))
    if about.company:
        lines.append(teller.words(paper.only, company=about.company))
    if left_out:
        lines.append(teller.words(paper.newest, count=MOST_ENTRIES))
    lines.append(teller.words(paper.masked if about.masked else paper.unmasked))
    return lines


def _entry(teller: Teller, contact: Contact, marks: Mapping[int, str]) -> dict[str, Any]:
    return {
        "heading": teller.heading(contact),
        "pairs": [list(pair) for pair in teller.pairs(contact)],
        "mark": [teller.words(teller.names.mark), marks.get(contact.number, "")],
    }


def _originals(teller: Teller, about: Reported) -> tuple[str, list[list[str]]]:
    words = teller.library.evidence.originals
    if not about.originals:
        return teller.words(words.none), []
    note = "" if about.enclosed else teller.words(words.not_enclosed)
    return note, [[teller.original(each), each.sha256] for each in about.originals]
