"""What a person was shown in a disturbed run, held against what they were shown undisturbed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.sandbox import Message
from tests.simulated.people import tokens_of

Line: TypeAlias = tuple[str, tuple[tuple[int, str], ...]]
"""The text and the (question, choice) of each button: the same in every run, unlike the session's id."""

FINGERPRINT = re.compile(r"\b[0-9a-f]{8}\b", re.ASCII)

REACH = 12
"""Messages looked back and ahead: more than one turn ever sends."""


@dataclass(slots=True)
class Differences:
    """Messages shown twice, lines that never came, edits that came as a new message, and what fits nothing.

    ``harmful`` are duplicates whose buttons would not do what those of the first do.
    """

    doubled_questions: int = 0
    doubled_lines: int = 0
    rewritten: int = 0
    lost: list[Line] = field(default_factory=list)
    harmful: list[Line] = field(default_factory=list)
    strange: list[Line] = field(default_factory=list)

    def add(self, other: Differences) -> None:
        """Count another person's too."""
        self.doubled_questions += other.doubled_questions
        self.doubled_lines += other.doubled_lines
        self.rewritten += other.rewritten
        self.lost += other.lost
        self.harmful += other.harmful
        self.strange += other.strange


def line_of(message: Message) -> Line:
    """A message without what differs from run to run: fingerprints cover the moment a record was written down."""
    buttons = tuple((token.question, token.choice) for token in tokens_of(message).values())
    return FINGERPRINT.sub("…", message.text), buttons


def differences(undisturbed: Sequence[Message], edits: Sequence[Message], seen: Sequence[Message]) -> Differences:
    """What is different in ``seen``; ``edits`` are the edits of the undisturbed run."""
    found, expected = Differences(), [line_of(message) for message in undisturbed]
    rewritten, place = {line_of(message) for message in edits}, 0
    for number, message in enumerate(seen):
        line = line_of(message)
        if line in expected[place : place + 1]:
            place += 1
        elif line in expected[max(0, place - REACH) : place]:
            _doubled(found, message, seen[:number])
        elif line in expected[place : place + REACH]:
            ahead = expected.index(line, place)
            found.lost += expected[place:ahead]
            place = ahead + 1
        elif line in rewritten:
            found.rewritten += 1
        else:
            found.strange.append(line)
    found.lost += expected[place:]
    return found


def _doubled(found: Differences, message: Message, before: Sequence[Message]) -> None:
    if not any(one.text == message.text and one.markup == message.markup for one in before):
        found.harmful.append(line_of(message))
    elif tokens_of(message):
        found.doubled_questions += 1
    else:
        found.doubled_lines += 1
