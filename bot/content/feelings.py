"""Six feelings and the short sentence that is said back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.content.both import Both, Entry, Line, ShortButton, fits
from bot.language.region import Region, Script

Reflection = Annotated[Both, fits(30)]
"""A reflection: short, no advice (product design, F2)."""


class Feeling(Entry):
    """A feeling, the word for it inside a sentence, and what is said back to it alone."""

    id: Line
    label: ShortButton
    word: ShortButton
    reflect: Reflection


class SpecialPair(Entry):
    """How two feelings are said together when one of them is ``with_``; slot {other}."""

    with_: Line = Field(alias="with")
    say: Both


class Pairs(Entry):
    """How two feelings are said together; slots {first} and {second}."""

    usual: Both
    special: tuple[SpecialPair, ...]


class Feelings(Entry):
    """content/feelings.yaml."""

    feelings: tuple[Feeling, ...]
    pairs: Pairs

    def get(self, feeling: str) -> Feeling:
        """The feeling with this id. Raises KeyError."""
        return {each.id: each for each in self.feelings}[feeling]

    def reflect(self, first: str, second: str | None, script: Script, region: Region) -> str:
        """What is said back to one feeling or two (ids). Raises KeyError."""
        if second is None or second == first:
            return self.get(first).reflect.for_(script, region)
        for special in self.pairs.special:
            if special.with_ in (first, second):
                other = second if special.with_ == first else first
                return special.say.for_(script, region).format(other=self._word(other, script, region))
        words = {"first": self._word(first, script, region), "second": self._word(second, script, region)}
        return self.pairs.usual.for_(script, region).format(**words)

    def _word(self, feeling: str, script: Script, region: Region) -> str:
        return self.get(feeling).word.for_(script, region)
