"""The twelve things an agreement has to say, and the message that asks for the missing ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Both, Bubble, Entry, Line, fits
from bot.language.region import Region, Script

COPIED = 256
"""Characters Telegram's copy button takes."""


class Check(Entry):
    """One thing an agreement has to say, and how the message asks for it."""

    id: Line
    label: Annotated[Both, fits(10)]
    missing: Annotated[Both, fits(20)]


class ConfirmMessage(Entry):
    """The message, in the pieces it is put together from."""

    core: Bubble
    account: Bubble
    in_app: Bubble
    rest: Bubble
    joiner: Both


class AgreementWords(Entry):
    """content/agreement.yaml; ``longest`` are the characters each slot is filled with at most."""

    checks: Annotated[tuple[Check, ...], Field(min_length=12, max_length=12)]
    message: ConfirmMessage
    longest: Mapping[Line, int]

    @model_validator(mode="after")
    def _fits_the_button(self) -> AgreementWords:
        slots = {slot: "x" * size for slot, size in self.longest.items()}
        for script in Script:
            for region in Region:
                length = len("".join(self.compose(slots, [check.id for check in self.checks], script, region)))
                if length > COPIED:
                    fault = "the message can reach {length} characters, at most {limit} can be copied"
                    told = {"length": length, "limit": COPIED, "fix": "shorten it or what is missing"}
                    raise PydanticCustomError("message", fault, told)
        return self

    def compose(
        self, slots: Mapping[str, str], unclear: Sequence[str], script: Script, region: Region, *, in_app: bool = False
    ) -> tuple[str, str]:
        """The message in two bubbles, the second empty when nothing is missing.

        A sentence whose slot is not filled is left out; ``in_app`` says so in place of a holder's name.
        """
        core = self._core(slots, script, region, in_app=in_app)
        missing = [check.missing.for_(script, region) for check in self.checks if check.id in unclear]
        if not missing:
            return core, ""
        joined = self.message.joiner.for_(script, region).join(missing)
        return core, self.message.rest.for_(script, region).format(missing=joined)

    def _core(self, slots: Mapping[str, str], script: Script, region: Region, *, in_app: bool) -> str:
        parts = (self.message.core, self.message.in_app if in_app else self.message.account)
        texts = [part.for_(script, region) for part in parts]
        return "".join(text.format(**slots) for text in texts if _slots(text) <= slots.keys())


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
