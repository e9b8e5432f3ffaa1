"""What comes out of a picture: its messages, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sender(StrEnum):
    """Whose bubble it is."""

    THEM = "them"
    ME = "me"


class Reason(StrEnum):
    """Why a picture was not read; the words a person gets for it are in the flows."""

    EMPTY = "empty"
    """No bytes at all."""
    TOO_HEAVY = "too_heavy"
    """More bytes than a file may have."""
    TOO_LARGE = "too_large"
    """More pixels than are decoded."""
    TOO_LONG = "too_long"
    """A scrolled screenshot longer than is read in one go."""
    TOO_SMALL = "too_small"
    """Too few pixels for a line of text."""
    OTHER_KIND = "other_kind"
    """A picture in a format that is not read here, HEIC above all."""
    NOT_A_PICTURE = "not_a_picture"
    """Something else with the name of a picture."""
    ANIMATED = "animated"
    """More than one frame."""
    BROKEN = "broken"
    """Cut off or damaged."""
    NO_TEXT = "no_text"
    """A picture without a message that can be read."""
    TOO_SLOW = "too_slow"
    """Reading took longer than anyone should wait."""
    BUSY = "busy"
    """Too many pictures wait already."""
    FAILED = "failed"
    """The reading process ended without an answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """One bubble. ``doubtful`` counts characters the model was unsure of: worth a look before they are used."""

    sender: Sender
    text: str
    doubtful: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Screenshot:
    """The messages of a picture from top to bottom; at least one."""

    messages: tuple[Message, ...]

    def from_them(self) -> str:
        """What the other side wrote, a bubble a paragraph."""
        return "\n".join(message.text for message in self.messages if message.sender is Sender.THEM)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A picture that was not read."""

    reason: Reason
