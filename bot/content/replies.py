"""How what a person says back to a collector is understood: words and patterns for each behaviour, as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from string import ascii_uppercase
from threading import Thread
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Entry
from bot.content.reply_weights import ReplyWeights

Line = Annotated[str, Field(min_length=1)]

GAPS = {"~~": "[^，。？]{0,12}?", "~": "[^，。？]{0,4}?"}
"""What may stand between two words of a pattern: 12 or 4 characters of one clause."""

MARKS = re.compile(r"\{(?P<name>[a-z_]+)\}|~~|~")

NOTHING = re.compile(r"(?!)")


class Behaviour(StrEnum):
    """What a reply can show; the names `read replies` gives."""

    ASKED_IDENTITY = "asked_identity"
    ASKED_FIGURES = "asked_figures"
    GAVE_REASON = "gave_reason"
    OFFER = "offer"
    OVER_PROMISE = "over_promise"
    PRIVATE_DATA_OR_PAYMENT = "private_data_or_payment"
    ASKED_WRITTEN = "asked_written"
    CALM_CLOSE = "calm_close"


class Templates(Entry):
    """content/rehearsal/replies.yaml, one behaviour: patterns with ``{word lists}`` and gaps."""

    speaks: tuple[Line, ...]
    unless: tuple[Line, ...] = ()
    near: tuple[Line, ...] = ()
    never: tuple[Line, ...] = ()
    without_sum: tuple[Line, ...] = ()
    silent_for: tuple[Line, ...] = ()
    answers: Mapping[str, tuple[Line, ...]] = Field(default_factory=dict)

    def lines(self) -> Iterable[str]:
        """Every pattern."""
        fixed = (*self.speaks, *self.unless, *self.near, *self.never, *self.without_sum)
        return (*fixed, *(line for group in self.answers.values() for line in group))


class Rereading(Entry):
    """A word that is read as another one when a pattern is found anywhere in the reply."""

    word: Line
    read: Line
    when: Line


class Patterns:
    """The patterns of one behaviour, ready to search."""

    def __init__(self, templates: Templates, words: Mapping[str, tuple[str, ...]]) -> None:
        self.speaks = _any(templates.speaks, words)
        self.unless = _any(templates.unless, words)
        self.near = _any(templates.near, words)
        self.never = _any(templates.never, words)
        self.without_sum = _any(templates.without_sum, words)
        self.silent_for = frozenset(templates.silent_for)
        self.answers = {kind: _any(lines, words) for kind, lines in templates.answers.items()}


class ReplyRules(Entry):
    """content/rehearsal/replies.yaml; ``weights`` is content/rehearsal/weights.bin, put in by the library."""

    dialect: Mapping[Line, Line]
    rereadings: tuple[Rereading, ...] = ()
    words: Mapping[Line, tuple[Line, ...]]
    alike: tuple[Line, ...]
    turning: Line
    moves: Mapping[Line, tuple[Line, ...]]
    behaviours: Mapping[Behaviour, Templates]
    weights: ReplyWeights = ReplyWeights()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if missing := [each.value for each in Behaviour if each not in self.behaviours]:
            _refuse("no patterns for {what}", ", ".join(missing), "write them")
        if strange := {*self.alike, self.turning} - set(self.words):
            _refuse("no list of words is called {what}", ", ".join(strange), "name one of words")
        for templates in self.behaviours.values():
            for line in templates.lines():
                self._compiles(line)
            if unknown := {*templates.answers, *templates.silent_for} - set(self.moves):
                _refuse("no kind of move is called {what}", ", ".join(unknown), "name one of moves")
        return self

    def _compiles(self, line: str) -> None:
        try:
            expand(line, self.words)
        except (re.error, KeyError) as error:
            _refuse("not a pattern: {what}", f"{line[:60]} ({error})", "close brackets; name a list of words")

    @cached_property
    def patterns(self) -> dict[Behaviour, Patterns]:
        """The patterns of every behaviour."""
        return {behaviour: Patterns(lines, self.words) for behaviour, lines in self.behaviours.items()}

    def get_ready(self) -> Thread:
        """Compile the patterns and read the weights beside the event loop: together they take a third of a second."""
        making = Thread(target=self._make, name="reply-rules", daemon=True)
        making.start()
        return making

    def _make(self) -> None:
        _ = (self.patterns, self.dialect_reader, self.alike_readers, self.turning_reader, self.weights.table)

    @property
    def ready(self) -> bool:
        """Whether a reply can be read at once."""
        return "patterns" in self.__dict__ and "table" in vars(self.weights)

    @cached_property
    def alike_readers(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """A sign for each list of words that are taken for one another, and those words."""
        lists = [_any((f"{{{name}}}",), self.words) for name in self.alike]
        return tuple(zip(ascii_uppercase, lists, strict=False))

    @cached_property
    def turning_reader(self) -> re.Pattern[str]:
        """What turns a clause round."""
        return _any((f"{{{self.turning}}}",), self.words)

    @cached_property
    def dialect_reader(self) -> re.Pattern[str]:
        """Any dialect word, the longest first."""
        return re.compile("|".join(re.escape(word) for word in sorted(self.dialect, key=len, reverse=True)))


def _refuse(message: str, what: str, fix: str) -> None:
    raise PydanticCustomError("reply_rules", message, {"what": what, "fix": fix})


def expand(template: str, words: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """The pattern a template stands for. Raises KeyError for a list that is not there, re.error for bad syntax."""
    return re.compile(MARKS.sub(lambda mark: _meant(mark, words), template))


def _meant(mark: re.Match[str], words: Mapping[str, tuple[str, ...]]) -> str:
    if mark["name"] is None:
        return GAPS[mark[0]]
    return "(?:" + "|".join(sorted(words[mark["name"]], key=len, reverse=True)) + ")"


def _any(templates: tuple[str, ...], words: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    if not templates:
        return NOTHING
    return re.compile("|".join(f"(?:{expand(template, words).pattern})" for template in templates))
