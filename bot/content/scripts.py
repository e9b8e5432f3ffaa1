"""What a person can say or write to a collector."""

from __future__ import annotations

import string
from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from bot.content.both import Both, Breath, Bubble, Button, Entry, Line, Step
from bot.language.region import Region, Script


class ScriptSet(StrEnum):
    """A: the debt is checked. B: it is not, so nothing said admits it."""

    CHECKED = "A"
    UNCHECKED = "B"


class Channel(StrEnum):
    """Said on the phone, or written."""

    PHONE = "phone"
    TEXT = "text"


class Tone(Entry):
    """One of the tones to choose from."""

    id: Line
    label: Button


class SpokenScript(Entry):
    """Bubbles of sentences with slots for one set, tone and channel."""

    id: Line
    set: ScriptSet
    tone: Line
    channel: Channel
    bubbles: tuple[tuple[Both, ...], ...] = Field(min_length=1, max_length=3)

    def compose(self, slots: Mapping[str, str | None], script: Script, region: Region) -> tuple[str, ...]:
        """The bubbles with the slots filled; a sentence or bubble whose slots are empty is left out."""
        filled = (
            "".join(_fill(sentence.for_(script, region), slots) for sentence in bubble) for bubble in self.bubbles
        )
        return tuple(text for text in filled if text)


class Option(Entry):
    """A part of a person's position to choose; without ``say`` the choice adds nothing."""

    id: Line
    label: Button
    say: Breath | None = None


class Willingness(Option):
    """A willing sentence, and the script set it may be used in."""

    set: ScriptSet


class Pay(Entry):
    """The offer as it is said, with the day it begins or before that is settled; slots {day}, {amount} and {date}."""

    dated: Breath
    undated: Breath


class Scripts(Entry):
    """content/scripts.yaml; ``longest`` is the most characters a slot can have, ``later`` asks to wait until {date}."""

    longest: Mapping[str, int]
    tones: tuple[Tone, ...]
    quick: tuple[Bubble, ...] = Field(min_length=3, max_length=3)
    delay: tuple[Breath, ...] = Field(min_length=1)
    red_lines: tuple[Step, ...] = Field(min_length=4, max_length=4)
    boundaries: tuple[Option, ...]
    willingness: tuple[Willingness, ...]
    pay: Pay
    later: Breath
    scripts: tuple[SpokenScript, ...]

    def get(self, set_: ScriptSet, tone: str, channel: Channel) -> SpokenScript:
        """The script for a set, a tone (id) and a channel. Raises KeyError."""
        for each in self.scripts:
            if (each.set, each.tone, each.channel) == (set_, tone, channel):
                return each
        raise KeyError((set_, tone, channel))


def slots_of(text: str) -> frozenset[str]:
    """The names of the slots in a text."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _fill(sentence: str, slots: Mapping[str, str | None]) -> str:
    needed = {name: slots.get(name) for name in slots_of(sentence)}
    return sentence.format(**needed) if all(needed.values()) else ""
