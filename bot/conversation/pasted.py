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

ADDRESSED = 0.6
"""The same for what is worded as a notice to a customer: people do not write so of themselves."""

HARMLESS = "routine"
"""What a plain reminder is read as, and nearly everything people say of their own debts."""


def pasted(world: World, region: Region, text: str) -> Open | None:
    """The look at a text that answers no question and reads as pressure, a threat or a scam, or as a notice that is
    addressed to somebody; None for any other.

    Raises TakesLong where the text is long to read.
    """
    if len(text) < SHORTEST or world.messages is None:
        return None
    found = world.messages.read(text, region)
    notice = world.library.verdicts.notice.is_one(text)
    if not found.signals or found.confidence < (ADDRESSED if notice else SURE):
        return None
    if found.verdict == HARMLESS and not notice:
        return None
    return Open(MESSAGE, answers={"text": text})
