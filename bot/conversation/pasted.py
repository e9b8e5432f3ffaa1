"""A collector's message pasted where a button was expected: it is looked at like a forwarded one."""

from __future__ import annotations

from bot.conversation.world import World
from bot.dialogue.inputs import Open
from bot.language.region import Region

MESSAGE = "message"
"""The flow that reads a message."""

SHORTEST = 20
"""Characters. Below, a message says too little to be told from a person's own words."""

SURE = 0.9
"""How sure the reading has to be: what people say of their own trouble is read as harmless, nearly always so."""

HARMLESS = "routine"


def pasted(world: World, region: Region, text: str) -> Open | None:
    """The look at a text that answers no question and reads as pressure, a threat or a scam; None for any other.

    Raises TakesLong where the text is long to read.
    """
    if len(text) < SHORTEST or world.messages is None:
        return None
    found = world.messages.read(text, region)
    if found.verdict == HARMLESS or not found.signals or found.confidence < SURE:
        return None
    return Open(MESSAGE, answers={"text": text})
