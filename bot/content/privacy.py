"""Cue words of private data, as data."""

from __future__ import annotations

from pydantic import Field

from bot.content.both import Entry
from bot.content.crisis import Pattern


class PrivacyCues(Entry):
    """content/privacy.yaml: the words after which a short number is a one-time code."""

    code_cues: tuple[Pattern, ...] = Field(min_length=1)
    code_between: Pattern
