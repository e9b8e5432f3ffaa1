"""The picture of contacts by day and hour, as plain values for a template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.records.contacts import Contact
from bot.records.tally import Rules, is_night
from bot.records.telling import Teller

MOST_DAYS = 31
"""Days in one picture: more would be too small on a phone."""


def chart(teller: Teller, contacts: Sequence[Contact], rules: Rules, most_days: int = MOST_DAYS) -> dict[str, Any]:
    """Rows of days with a mark for each contact, the night, the words beside it, and the text that stands for it."""
    words = teller.library.evidence.chart
    by_day: dict[date, list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_day[contact.at.date()].append(contact)
    newest = sorted(by_day)[-most_days:]
    left_out = len(by_day) - len(newest)
    return {
        "days": [_row(teller, day, by_day[day]) for day in newest],
        "night": _night(rules),
        "alt": teller.words(
            words.alt,
            days=len(by_day),
            count=len(contacts),
            night=sum(is_night(each, rules) for each in contacts),
            third=sum(each.is_third for each in contacts),
        ),
        "legend": {name: teller.words(getattr(words, name)) for name in ("contact", "third", "about", "night")},
        "note": teller.words(words.newest, days=len(newest)) if left_out else "",
    }


def _row(teller: Teller, day: date, contacts: Sequence[Contact]) -> dict[str, Any]:
    marks = [
        {"hour": round(_hour(each.at.timetz()), 3), "third": each.is_third, "about": each.approximate}
        for each in contacts
    ]
    return {"day": teller.style.date(day), "marks": marks}


def _night(rules: Rules) -> list[list[float]]:
    """From which hour to which it is night, within one day."""
    begins, ends = (_hour(each) for each in rules.night)
    return [[0.0, ends], [begins, 24.0]] if begins > ends else [[begins, ends]]


def _hour(at: time) -> float:
    return at.hour + at.minute / 60
