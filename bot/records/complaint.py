"""The text of a complaint, built only from what the log says: every sentence names the records it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.content.complaint import Complaints, Sentences
from bot.records.contacts import Contact
from bot.records.tally import Rules, is_night
from bot.records.telling import Teller, shown

MOST_NUMBERS = 6
"""Records named one by one in a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the records it comes from; none for what opens the text and what it asks for."""

    text: str
    records: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafter:
    """Writes complaints for one reader."""

    teller: Teller
    rules: Rules

    @property
    def content(self) -> Complaints:
        """What complaints are built of."""
        return self.teller.library.complaint

    @property
    def words(self) -> Sentences:
        """The sentences."""
        return self.content.sentences

    def draft(self, contacts: Sequence[Contact], goals: Iterable[str]) -> tuple[Sentence, ...]:
        """The gravest facts first, as many as fit, a line each; nothing without a contact."""
        if not contacts:
            return ()
        opening, asking = self._opening(contacts), self._asking(goals)
        more = Sentence(self.teller.words(self.words.more))
        room = self.content.longest - sum(len(each.text) + 1 for each in (opening, asking, more))
        told: list[Sentence] = []
        left_out = False
        for sentence in self._facts(contacts):
            fits = len(sentence.text) + 1 <= room
            left_out = left_out or not fits
            if fits:
                told.append(sentence)
                room -= len(sentence.text) + 1
        return (opening, *told, *([more] if left_out else []), asking)

    def _facts(self, contacts: Sequence[Contact]) -> Iterator[Sentence]:
        if len(contacts) > 1:
            yield self._overall(contacts)
        yield from self._busiest(contacts)
        yield from self._originals(contacts)
        for contact in sorted(contacts, key=self._weight):
            yield self._entry(contact)

    def _weight(self, contact: Contact) -> tuple[int, bool, bool, float]:
        """What comes first: what was said, others contacted, the night, the newest."""
        grave = self.content.grave
        said = min((grave.index(each) for each in contact.said if each in grave), default=len(grave))
        return said, not contact.is_third, not is_night(contact, self.rules), -contact.at.timestamp()

    def _opening(self, contacts: Sequence[Contact]) -> Sentence:
        named = Counter(shown(contact.company) for contact in contacts if contact.company)
        company = named.most_common(1)[0][0] if named else self.teller.words(self.words.nobody)
        return Sentence(self.teller.words(self.words.opening, company=company))

    def _asking(self, goals: Iterable[str]) -> Sentence:
        wanted = set(goals)
        asked = [self.teller.words(goal.ask) for goal in self.content.goals if goal.id in wanted]
        asked = asked or [self.teller.words(self.content.goals[-1].ask)]
        return Sentence(self.teller.words(self.words.asking, goals="；".join(asked)))

    def _overall(self, contacts: Sequence[Contact]) -> Sentence:
        numbers = tuple(contact.number for contact in contacts)
        style = self.teller.style
        text = self.teller.words(
            self.words.overall,
            first=style.full_date(contacts[0].at.date()),
            last=style.full_date(contacts[-1].at.date()),
            count=len(contacts),
            from_number=min(numbers),
            to_number=max(numbers),
        )
        return Sentence(text, numbers)

    def _busiest(self, contacts: Sequence[Contact]) -> Iterator[Sentence]:
        a_day = Counter(contact.at.date() for contact in contacts)
        day, count = max(a_day.items(), key=lambda each: (each[1], each[0]))
        numbers = tuple(contact.number for contact in contacts if contact.at.date() == day)
        if 1 < count <= MOST_NUMBERS:
            date = self.teller.style.full_date(day)
            text = self.teller.words(self.words.busiest, date=date, count=count, numbers=_listed(numbers))
            yield Sentence(text, numbers)

    def _originals(self, contacts: Sequence[Contact]) -> Iterator[Sentence]:
        numbers = tuple(original.number for contact in contacts for original in contact.originals)[:MOST_NUMBERS]
        if numbers:
            yield Sentence(self.teller.words(self.words.evidence, numbers=_listed(numbers)), numbers)

    def _entry(self, contact: Contact) -> Sentence:
        teller, words = self.teller, self.words
        about = teller.words(words.about) if contact.approximate else ""
        caller = shown(contact.caller) if contact.caller else ""
        text = teller.words(
            words.entry,
            when=teller.moment(contact.at) + about,
            who=caller or teller.words(words.who),
            channel="".join(teller.labels(teller.library.contacts.channels, (contact.channel,))),
            third=self._third(contact),
            said=self._said(contact),
            quote=self._quote(contact),
            number=contact.number,
        )
        return Sentence(text, (contact.number,))

    def _third(self, contact: Contact) -> str:
        not_borrower = self.teller.words(self.words.not_borrower) if "me" in contact.third else ""
        others = tuple(each for each in contact.third if each != "me")
        labels = self.teller.labels(self.teller.library.contacts.third, others)
        contacted = self.teller.words(self.words.third, third="、".join(labels)) if labels else ""
        return not_borrower + contacted

    def _said(self, contact: Contact) -> str:
        grave = tuple(each for each in contact.said if each in self.content.grave)
        labels = self.teller.labels(self.teller.library.contacts.said, grave)
        return self.teller.words(self.words.said, said="、".join(labels)) if labels else ""

    def _quote(self, contact: Contact) -> str:
        if not contact.words:
            return ""
        said = " ".join(shown(contact.words).split())
        longest = self.content.longest_quote
        cut = said if len(said) <= longest else f"{said[: longest - 1]}…"
        return self.teller.words(self.words.quote, quote=cut)


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(str(each) for each in numbers)
