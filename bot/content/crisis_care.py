"""How answers in the crisis talk are understood, and what stays open while it runs: content/crisis/care.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from pydantic import Field

from bot.content.both import Entry, Line
from bot.content.crisis import Pattern, Template, Word


class Aside(Entry):
    """What is no answer to the open question: ``says`` opens ``flow`` with its ``kind``."""

    flow: Line
    kind: Literal["violence", "held", "missing"]
    says: tuple[Template, ...] = Field(min_length=1)


class Underage(Entry):
    """How a writer says that they are under eighteen: ``says``, unless ``unless`` is in the same text.

    ``signs`` are quick to look for: a text without any of them is not read more closely.
    """

    signs: tuple[Word, ...]
    says: tuple[Pattern, ...] = Field(min_length=1)
    unless: Pattern

    @cached_property
    def reader(self) -> re.Pattern[str]:
        """Finds it in the clauses of a text, one a line."""
        return re.compile("|".join(self.says), re.MULTILINE)


class CrisisCare(Entry):
    """content/crisis/care.yaml."""

    denied: tuple[Word, ...]
    joking: tuple[Word, ...]
    angry: tuple[Word, ...]
    quoted: tuple[Word, ...]
    means: tuple[Word, ...]
    alone: tuple[Pattern, ...]
    company: tuple[Pattern, ...]
    safe: tuple[Pattern, ...]
    of_another: tuple[Template, ...]
    own_wish: tuple[Pattern, ...]
    reporting: Pattern
    young: tuple[Pattern, ...]
    underage: Underage
    agreed: tuple[Word, ...]
    plain: tuple[Word, ...]
    stays_open: tuple[Line, ...]
    asides: tuple[Aside, ...]

    @cached_property
    def alone_reader(self) -> re.Pattern[str]:
        """A whole answer that says nobody is there."""
        return re.compile("|".join(self.alone))

    @cached_property
    def company_reader(self) -> re.Pattern[str]:
        """A whole answer that says somebody is there."""
        return re.compile("|".join(self.company))

    @cached_property
    def safe_reader(self) -> re.Pattern[str]:
        """A whole answer that says the writer is out of danger."""
        return re.compile("|".join(self.safe))

    @cached_property
    def own_wish_reader(self) -> re.Pattern[str]:
        """A clause that begins with the writer's own wish to die."""
        return re.compile("|".join(self.own_wish))

    @cached_property
    def reporting_reader(self) -> re.Pattern[str]:
        """Finds what may stand before or around another's words."""
        return re.compile(self.reporting)

    @cached_property
    def young_reader(self) -> re.Pattern[str]:
        """Finds what shows that the writer is under eighteen."""
        return re.compile("|".join(self.young))

    def may_open(self, flow: str) -> bool:
        """Whether a flow may be opened while the crisis talk runs."""
        return flow.startswith("crisis") or flow in self.stays_open

    def sounds_like(self, text: str) -> bool:
        """Whether a plain word of crisis is in a text, for when nothing finer works."""
        return any(word in text for word in self.plain)


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words is in the text."""
    return any(word in text for word in words)
