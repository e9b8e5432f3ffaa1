"""A text in both scripts, and the limits it has to keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.language.region import Region, Script

HONG_KONG_READERS = frozenset({Region.HONG_KONG, Region.MACAU})
"""Regions whose readers of traditional script get the Hong Kong wording where there is one."""

Line = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    """One thing read from content/: immutable, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Both(Entry):
    """A text in both scripts; the traditional wording is Taiwan's where Hong Kong has none of its own."""

    zh_Hans: Line  # noqa: N815  named as the locale is
    zh_Hant: Line  # noqa: N815  named as the locale is
    zh_Hant_HK: Line | None = None  # noqa: N815  named as the locale is

    def for_(self, script: Script, region: Region) -> str:
        """The wording for a reader of this script in this region."""
        if script is Script.HANS:
            return self.zh_Hans
        if region in HONG_KONG_READERS and self.zh_Hant_HK is not None:
            return self.zh_Hant_HK
        return self.zh_Hant

    def wordings(self) -> Iterator[tuple[str, str]]:
        """Every wording with the key it stands under."""
        yield "zh_Hans", self.zh_Hans
        yield "zh_Hant", self.zh_Hant
        if self.zh_Hant_HK is not None:
            yield "zh_Hant_HK", self.zh_Hant_HK


def fits(limit: int) -> AfterValidator:
    """Refuse a text of which any wording is longer than ``limit`` characters."""

    def check(both: Both) -> Both:
        for key, text in both.wordings():
            if len(text) > limit:
                raise PydanticCustomError(
                    "too_wide",
                    "{key} has {length} characters, at most {limit} fit",
                    {"key": key, "length": len(text), "limit": limit, "fix": "shorten it or split it in two"},
                )
        return both

    return AfterValidator(check)


Button = Annotated[Both, fits(14)]
"""A button or the name of a choice: two stand side by side on a narrow phone."""

ShortButton = Annotated[Both, fits(8)]
"""One of many buttons in a grid."""

Breath = Annotated[Both, fits(40)]
"""A sentence said aloud in one breath."""

Step = Annotated[Both, fits(60)]
"""One line of a card."""

Say = Annotated[Both, fits(100)]
"""What a fact says, with room left in the bubble for where it comes from."""

Bubble = Annotated[Both, fits(120)]
"""A whole message bubble (product design, 4.0)."""
