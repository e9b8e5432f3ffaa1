"""What the checks must know besides the flows: actions, words, translations and the style of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from babel.messages import Message

from bot.dialogue.model import Part, ValueType
from bot.dialogue.signatures import Signature
from bot.language.catalogue import Key, catalogue_path
from bot.language.formatting import Style
from bot.language.money import CURRENCY_OF, LARGEST, Money
from bot.language.region import Region, Script
from bot.language.translations import key_of, read_messages

BUBBLE, IN_A_ROW = 120, 3
"""Most characters of a bubble, most bubbles without a wait (product design 4.0)."""

COPY_TEXT, CALLBACK = 256, 64
"""Telegram's limits: characters of a copied text, bytes of a button's data."""

CALLBACK_PREFIX = len("v1:xxxxxx:zzzzzz:")
"""Bytes before the choice in a button's data: the version, the session and the question."""

BUTTON, NARROW_BUTTON = 40, 24
"""Columns (a Chinese character is two) of a button alone in its row, and beside another, at 360 px."""


class ByHand(Part):
    """A kind of statement that comes from a fact, never from a flow text: its name and its pattern."""

    what: str
    pattern: str


class HouseStyle(Part):
    """content/house_style.yaml: how texts are written; every pattern is a regular expression."""

    exclamation: str
    formal_you: str
    banned: dict[Script, tuple[str, ...]] = {}
    quotes: dict[Script, str]
    by_hand: tuple[ByHand, ...] = ()
    kept_characters: str = ""


@dataclass(frozen=True)
class Translations:
    """A catalogue as it lies in its file: also what is fuzzy and what no flow says any more."""

    path: Path
    messages: tuple[Message, ...]

    @cached_property
    def by_key(self) -> dict[Key, Message]:
        """Every message by (context, source text)."""
        return {key_of(message): message for message in self.messages if message.id}

    def spoken(self, key: Key) -> Message | None:
        """The translation that would be spoken: one that is there and not fuzzy."""
        message = self.by_key.get(key)
        return message if message is not None and message.string and not message.fuzzy else None


def read_translations(locales: Path, script: Script) -> Translations:
    """The catalogue of a script under ``locales``; a missing file is an empty one."""
    path = catalogue_path(locales, script)
    return Translations(path, tuple(read_messages(path, script)))


LONG_AGO = date(2000, 1, 1)
"""A reader's day from which every other is written with its year."""


def _styles() -> tuple[Style, ...]:
    return tuple(Style(script, region, LONG_AGO) for script in Script for region in Region)


def longest_by_type() -> Mapping[ValueType, int]:
    """Most characters a value of each type is written with, over all readers."""
    last_day, midnight = date(2026, 12, 30), time(0, 0)
    sums = [style.money(Money(LARGEST, code)) for style in _styles() for code in CURRENCY_OF.values()]
    longest: dict[ValueType, int] = {
        "text": 20,
        "number": len(_styles()[0].number(Decimal(9_999_999))),
        "money": max(map(len, sums)),
        "date": max(len(style.date(last_day)) for style in _styles()),
        "time": max(len(style.time(midnight)) for style in _styles()),
        "choice": 40,
        "yes_no": 5,
    }
    return MappingProxyType(longest)


@dataclass(frozen=True, slots=True)
class CheckWorld:
    """What the checks take for given.

    ``terms`` are the keys of ``word`` with their longest word; ``commands`` the command names with the flow
    each opens ("" for one the host answers itself); ``opened`` the flows the host opens by itself;
    ``banned`` regular expressions of words by script; ``longest`` the characters a value is written with.
    """

    signatures: Mapping[str, Signature] = field(default_factory=dict)
    translations: Mapping[Script, Translations] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)
    commands: Mapping[str, str] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    banned: Mapping[Script, tuple[str, ...]] = field(default_factory=dict)
    style: HouseStyle | None = None
    longest: Mapping[ValueType, int] = field(default_factory=longest_by_type)
    list_items: int = 5
