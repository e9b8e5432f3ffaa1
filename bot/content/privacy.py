"""Cue words of private data, as data."""

from __future__ import annotations

from pydantic import Field

from bot.content.both import Entry
from bot.content.crisis import Pattern


class Numeral(Entry):
    """The characters that are ``written`` for a digit."""

    written: str = Field(min_length=1)
    read: str = Field(pattern="^[0-9]$")


class PrivacyCues(Entry):
    """content/privacy.yaml: the words that tell what a number beside them is, and the ``numerals`` that are digits."""

    numerals: tuple[Numeral, ...] = ()

    code_cues: tuple[Pattern, ...] = Field(min_length=1)
    code_between: Pattern
    code_after: Pattern
    password_cues: tuple[Pattern, ...] = Field(min_length=1)
    password_link: Pattern
    identity_cues: tuple[Pattern, ...] = Field(min_length=1)
    paper_cues: tuple[Pattern, ...] = Field(min_length=1)
