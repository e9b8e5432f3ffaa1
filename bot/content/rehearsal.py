"""The collector a person practises with, what is looked at, and what the collector never says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Both, Breath, Button, Entry, Line, Step, fits
from bot.content.crisis import Pattern
from bot.content.problems import Problem, problem_at
from bot.content.replies import Behaviour
from bot.language.simplified import simplified_characters
from bot.marked_yaml import Marked

LABEL = "【"
"""Every bubble of the role begins with a label in these brackets."""

Label = Annotated[Both, fits(8)]

TappedLine = Annotated[Both, fits(20)]
"""A suggested answer on a button of its own (20 characters fit a phone)."""

Said = Annotated[Both, fits(72)]
"""What the collector says: with its label and a reaction before it, it is one bubble."""

Coached = Annotated[Both, fits(90)]
"""What the coach says; with its label and the longest cap it is one bubble."""

MOVES = 12


class Level(StrEnum):
    """How hard the collector presses."""

    GENTLE = "gentle"
    PRESSING = "pressing"
    HARD = "hard"


class Pressure(StrEnum):
    """What the collector presses with (product design, 1C)."""

    TIME = "time"
    LAW = "law"
    LOSS = "loss"
    PEOPLE = "people"


class LevelWords(Entry):
    """A level on a button."""

    id: Level
    label: Button


class AtLevels(Entry):
    """One move at each level."""

    gentle: Said
    pressing: Said
    hard: Said

    def at(self, level: Level) -> Both:
        """The words at one level."""
        return {Level.GENTLE: self.gentle, Level.PRESSING: self.pressing, Level.HARD: self.hard}[level]


class Move(Entry):
    """One thing the collector tries."""

    id: Line
    pressure: Pressure
    say: AtLevels
    hint: Step
    line: TappedLine


class Reaction(Entry):
    """What the collector says back to something that was said."""

    to: Behaviour
    say: Breath


class Coaching(Entry):
    """What the coach says at once; ``over_cap`` has the slot {cap}."""

    over_cap: Coached
    over_promise: Coached
    private_data_or_payment: Coached


class RoleButtons(Entry):
    """The two buttons under every move."""

    hint: Button
    stop: Button


class Moves(Entry):
    """content/rehearsal/moves.yaml."""

    label: Label
    coach: Label
    close: TappedLine
    buttons: RoleButtons
    levels: tuple[LevelWords, ...]
    moves: tuple[Move, ...] = Field(min_length=MOVES, max_length=MOVES)
    reactions: tuple[Reaction, ...]
    coaching: Coaching

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for pressure in Pressure:
            if sum(move.pressure is pressure for move in self.moves) != MOVES // len(Pressure):
                raise PydanticCustomError(
                    "uneven_pressures",
                    "{pressure} has not three moves",
                    {"pressure": pressure.value, "fix": "give each of the four pressures three"},
                )
        for label in (self.label, self.coach):
            if not all(text.startswith(LABEL) for _, text in label.wordings()):
                raise PydanticCustomError("no_label", "a label begins with 【", {"fix": "write it as 【演练】"})
        return self

    def get(self, move: str) -> Move:
        """A move by its id. Raises StopIteration."""
        return next(each for each in self.moves if each.id == move)

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], Both]]:
        """Everything said in the role, with its place."""
        yield ("close",), self.close
        for at, move in enumerate(self.moves):
            for level in Level:
                yield ("moves", at, "say", level.value), move.say.at(level)
            yield ("moves", at, "hint"), move.hint
            yield ("moves", at, "line"), move.line
        for at, reaction in enumerate(self.reactions):
            yield ("reactions", at, "say"), reaction.say
        for name in ("over_cap", "over_promise", "private_data_or_payment"):
            yield ("coaching", name), getattr(self.coaching, name)


class Point(Entry):
    """One of the eight things a run is looked at for."""

    id: Line
    done: Annotated[Both, fits(16)]
    next: Annotated[Both, fits(44)]


class Score(Entry):
    """content/rehearsal/score.yaml."""

    exchanges: int = Field(ge=1, le=8)
    runs_a_day: int = Field(ge=1, le=3)
    goal: int
    too_tense: int
    rise: int
    reason_sentences: int
    points: tuple[Point, ...] = Field(min_length=8, max_length=8)

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], Both]]:
        """Everything said about a run, with its place."""
        for at, point in enumerate(self.points):
            yield ("points", at, "done"), point.done
            yield ("points", at, "next"), point.next


class Limit(Entry):
    """Words the role never holds; a text that also matches ``unless`` is let through."""

    id: Line
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()

    def breaks(self, text: str) -> str | None:
        """The words of a text that break this limit, on simplified characters."""
        plain = text.translate(simplified_characters())
        for pattern in self.unless:
            plain = re.sub(pattern, "", plain)
        found = (re.search(pattern, plain) for pattern in self.patterns)
        return next((match[0] for match in found if match), None)


class Limits(Entry):
    """content/rehearsal/limits.yaml."""

    limits: tuple[Limit, ...] = Field(min_length=1)


def limit_problems(source: Marked, file: Moves | Score, limits: Limits) -> Iterator[Problem]:
    """Every text of the role that breaks a limit, in any wording."""
    for loc, both in file.texts():
        for key, text in both.wordings():
            for limit in limits.limits:
                if found := limit.breaks(text):
                    yield problem_at(source, (*loc, key), f"{limit.id}: {found}", "the mock collector never says that")
