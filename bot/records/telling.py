"""An entry of the log in a reader's words: for the paper, the table and the chat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from unicodedata import category

from bot.content.both import Both
from bot.content.contacts import Tap
from bot.content.evidence import EntryWords
from bot.content.library import Library
from bot.language.formatting import Style
from bot.language.money import Money
from bot.records.contacts import Contact, Original
from bot.records.masking import HIDDEN

ORDER_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
"""Characters that turn the order of the text around them: what was quoted keeps them in its record, and a paper
that shows them would show something else."""

KILO = 1024

Pair = tuple[str, str]
"""What an entry holds and what it says, both in words."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Writes entries for one reader."""

    library: Library
    style: Style

    def words(self, text: Both, **slots: object) -> str:
        """A text of the content in the reader's words, its slots filled."""
        return text.for_(self.style.script, self.style.region).format(**slots)

    @property
    def names(self) -> EntryWords:
        """The names of what an entry holds."""
        return self.library.evidence.entry

    def moment(self, at: datetime) -> str:
        """Year, day, weekday and time, as local to the moment's own zone."""
        style = self.style
        weekday = style.weekday(at.date())
        return f"{style.full_date(at.date())} {weekday} {style.time(at.timetz().replace(tzinfo=None))}"

    def heading(self, contact: Contact) -> str:
        """Which entry, when and how."""
        about = self.words(self.names.about) if contact.approximate else ""
        number = self.words(self.names.number, number=contact.number)
        return " · ".join((number, f"{self.moment(contact.at)}{about}", *self.ways(contact)))

    def ways(self, contact: Contact) -> list[str]:
        """How they came, and how long it took."""
        known = self.library.contacts
        return self.labels(known.channels, (contact.channel,)) + self.labels(known.lengths, (contact.minutes or "",))

    def labels(self, group: tuple[Tap, ...], chosen: tuple[str, ...]) -> list[str]:
        """What was tapped, in words."""
        found = (self.library.contacts.label(group, each) for each in chosen)
        return [self.words(label) for label in found if label is not None]

    def pairs(self, contact: Contact) -> list[Pair]:
        """What an entry holds, in the order it is asked; nothing for what was not told."""
        names, known = self.names, self.library.contacts
        told = [
            (names.company, contact.company),
            (names.caller, contact.caller),
            (names.said, self._joined(self.labels(known.said, contact.said))),
            (names.words, contact.words),
            (names.third, self._joined(self.labels(known.third, contact.third))),
            (names.others, contact.others),
            (names.demanded, self._claim(contact)),
            (names.promised, self._promise(contact)),
            (names.outcome, self._joined(self.labels(known.outcomes, (contact.outcome or "",)))),
            (names.originals, self._joined([each.file for each in contact.originals])),
            (names.added, self._numbers(contact.added)),
            (names.corrected, self._numbers(contact.corrected)),
            (
                names.kept,
                None if contact.kept_at is None else self.moment(contact.kept_at.astimezone(contact.at.tzinfo)),
            ),
        ]
        return [(self.words(name), shown(text)) for name, text in told if text]

    def original(self, original: Original) -> str:
        """One original in a line."""
        words = self.library.evidence.originals
        what = words.kinds.get(original.what, words.kinds["document"])
        size = f"{-(-original.size // KILO):,} KB"
        moment = self.moment(original.at)
        return self.words(words.line, file=original.file, what=self.words(what), size=size, moment=moment)

    def sum_of(self, money: Money | None) -> str:
        """A sum with its currency; empty where none was told."""
        return "" if money is None else self.style.money(money)

    def _claim(self, contact: Contact) -> str:
        day = contact.deadline
        latest = "" if day is None else self.words(self.names.deadline, date=self.style.full_date(day))
        return " ".join(filter(None, (self.sum_of(contact.demanded), latest)))

    def _promise(self, contact: Contact) -> str:
        day = "" if contact.promised_day is None else self.style.full_date(contact.promised_day)
        return " ".join(filter(None, (self.sum_of(contact.promised), day)))

    def _numbers(self, records: tuple[int, ...]) -> str:
        return self._joined([self.words(self.names.number, number=each) for each in records])

    def _joined(self, labels: list[str]) -> str:
        return "、".join(labels)


def shown(text: str) -> str:
    """A text as a paper can show it: no marks that turn its order, no characters that control a terminal."""
    plain = ORDER_MARKS.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(
        each if each == "\n" or category(each) not in {"Cc", "Cs", "Cn", "Co"} else HIDDEN[0] for each in plain
    )
