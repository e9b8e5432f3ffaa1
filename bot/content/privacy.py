"""Cue words of private data, as data."""

from __future__ import annotations

from pydantic import Field

from bot.content.both import Entry
from bot.content.crisis import Pattern


class PrivacyCues(Entry):
    """content/privacy.yaml: the words that tell what a number beside them is."""

    code_cues: tuple[Pattern, ...] = Field(min_length=1)
    code_between: Pattern
    code_after: Pattern
    password_cues: tuple[Pattern, ...] = Field(min_length=1)
    password_link: Pattern
    identity_cues: tuple[Pattern, ...] = Field(min_length=1)
    paper_cues: tuple[Pattern, ...] = Field(min_length=1)
