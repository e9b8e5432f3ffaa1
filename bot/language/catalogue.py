"""Translations, read from the gettext catalogues in locales/ by Babel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from bot.language.region import Script

Key = tuple[str, str]
"""(context, source text): flow.step and the zh-Hans words."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations into one script."""

    script: Script
    entries: Mapping[Key, str]

    def text(self, context: str, source: str) -> str:
        """The translation, or the source text where none is."""
        return self.entries.get((context, source)) or source


def catalogue_path(locales: Path, script: Script) -> Path:
    """Where the catalogue of a script lies under locales/."""
    return locales / script.value / "LC_MESSAGES" / "messages.po"


def read_catalogue(locales: Path, script: Script) -> Catalogue:
    """Read one catalogue; fuzzy entries do not count; a missing file is an empty catalogue."""
    path = catalogue_path(locales, script)
    if not path.exists():
        return Catalogue(script, {})
    with path.open("rb") as file:
        messages = read_po(file, locale=script.value)
    entries = {
        (message.context or "", str(message.id)): str(message.string)
        for message in messages
        if message.id and message.string and not message.fuzzy
    }
    return Catalogue(script, entries)
