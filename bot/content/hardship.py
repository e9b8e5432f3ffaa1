"""When a payment cannot be made: what changed, what is written to the creditor, the papers that show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Both, Button, Entry, Line, Step, fits
from bot.language.region import Region, Script

BUBBLE = 120
"""Characters of a bubble (product design, 4.0)."""


class Change(Entry):
    """What changed, as a button and as it stands in the message."""

    id: Line
    label: Button
    because: Annotated[Both, fits(10)]


class CreditorMessage(Entry):
    """A message to the creditor with slots."""

    id: Line
    say: Both


class Hardship(Entry):
    """content/hardship.yaml; ``longest`` are the characters each slot is filled with at most."""

    changes: tuple[Change, ...]
    messages: tuple[CreditorMessage, ...]
    longest: Mapping[Line, int]
    papers: Mapping[Region, Annotated[tuple[Step, ...], Field(min_length=1, max_length=4)]]

    @model_validator(mode="after")
    def _fit_a_bubble(self) -> Hardship:
        slots = {slot: "x" * size for slot, size in self.longest.items()}
        for message in self.messages:
            for key, text in message.say.wordings():
                length = len(text.format(**slots))
                if length > BUBBLE:
                    told = {"id": message.id, "key": key, "length": length, "fix": "shorten it"}
                    raise PydanticCustomError("message", "{id}: {key} can reach {length} characters", told)
        return self

    def change(self, id: str) -> Change:  # noqa: A002  it is the field's name
        """The change of that id. Raises KeyError."""
        return {each.id: each for each in self.changes}[id]

    def compose(self, id: str, slots: Mapping[str, str], script: Script, region: Region) -> str:  # noqa: A002
        """A message with its slots filled. Raises KeyError for an unknown message or a slot not given."""
        return {each.id: each for each in self.messages}[id].say.for_(script, region).format(**slots)
