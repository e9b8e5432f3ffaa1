"""Words for the person: translated, filled in, in their script and their region's terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.dialogue.templates import has_slots, render
from bot.language.catalogue import Catalogue
from bot.language.formatting import Style
from bot.language.region import Script


@dataclass(frozen=True, slots=True)
class Voice:
    """The catalogues of all scripts, and the words that differ by region (``word.NAME`` in texts)."""

    catalogues: Mapping[Script, Catalogue]
    words: Callable[[Style], Mapping[str, str]]

    def text(self, context: str, source: str, variables: Mapping[str, Any], style: Style) -> str:
        """``source`` translated for this reader and filled in.

        Raises UnfilledSlot for a value that is none and jinja2.UndefinedError for an unknown one.
        """
        return self.filled(self.translated(context, source, style), variables, style)

    def translated(self, context: str, source: str, style: Style) -> str:
        """``source`` in this reader's script, not yet filled in."""
        return self.catalogues[style.script].text(context, source)

    def filled(self, translated: str, variables: Mapping[str, Any], style: Style) -> str:
        """A translated text with its slots filled."""
        if not has_slots(translated):
            return translated
        return render(translated, {**variables, "word": self.words(style)}, style)
