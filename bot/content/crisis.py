"""Phrases that show how close a person may be to harming themselves, as data."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from bot.content.both import Entry


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise PydanticCustomError(
            "bad_pattern",
            "not a regular expression: {why}",
            {"why": str(error), "fix": "correct the pattern; brackets must close"},
        ) from None
    return pattern


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]
"""A regular expression, matched on text without spaces and symbols, folded in width and case."""


class CrisisPhrases(Entry):
    """content/crisis/phrases.yaml: what speaks for each level, and everyday exaggerations that do not."""

    active: tuple[Pattern, ...]
    passive: tuple[Pattern, ...]
    distress: tuple[Pattern, ...]
    everyday: tuple[Pattern, ...]
    about_others: tuple[Pattern, ...]
    denied: tuple[Pattern, ...]
