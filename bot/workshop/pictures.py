"""``pictures``: the words in the pictures of one message or album, for the person to look over.

A picture is fetched, kept for a day as the original it may become, and read on this machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.actions.packing import BUBBLE
from bot.dialogue.values import Value
from bot.pictures.screenshot import Message, Reason, Refusal, Screenshot, Sender
from bot.safety.private_data import COVER, mask
from bot.workshop.fetching import as_record, fetched
from bot.workshop.making import CannotMake, Task, Tools

MOST_PICTURES: Final = 5
LONGEST_TEXT: Final = 4096
"""Characters: as many as a message may have."""

SHOWN_BUBBLES: Final = 2
"""With the question under them three bubbles in a row."""

COPIED: Final = 256
"""Characters Telegram copies with a button."""

AS_TOLD: Final[Mapping[Reason, str]] = {
    Reason.TOO_HEAVY: "too_big",
    Reason.TOO_LARGE: "too_big",
    Reason.TOO_LONG: "too_big",
    Reason.OTHER_KIND: "other_kind",
    Reason.NOT_A_PICTURE: "other_kind",
    Reason.ANIMATED: "other_kind",
    Reason.BROKEN: "other_kind",
    Reason.EMPTY: "other_kind",
    Reason.TOO_SMALL: "no_text",
    Reason.NO_TEXT: "no_text",
}
"""What the person is told; for any other reason, that it did not work this time."""


@dataclass(slots=True)
class Found:
    """What was read of some pictures."""

    messages: list[Message] = field(default_factory=list)
    files: list[Value] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


async def read_pictures(task: Task, tools: Tools) -> Mapping[str, Value]:
    """The words of the other side in at most five pictures, as the flow ``picture`` takes them.

    Words sent under them, when they were forwarded, come first; numbers that are nobody's business are covered.

    Raises CannotMake when none of them could be read, with the reason of the first.
    """
    found, sent, under = Found(), task.payload["files"], str(task.payload.get("under", ""))
    for file in sent[:MOST_PICTURES]:
        await _read(task, tools, file, found)
    if not found.messages and not under:
        raise CannotMake(found.failed[0])
    masked = mask("\n".join(filter(None, (under, theirs(found.messages)))), tools.library.privacy)
    text = masked.text[:LONGEST_TEXT]
    shown = in_bubbles(text)
    return {
        "text": text,
        "shown": list(shown[:SHOWN_BUBBLES]),
        "more": len(shown) > SHOWN_BUBBLES,
        "mine": any(message.sender is Sender.ME for message in found.messages),
        "doubtful": any(message.doubtful for message in found.messages),
        "short": len(text) <= COPIED,
        "missed": len(sent) - len(found.files),
        "covered": COVER in masked.text,
        "files": found.files,
    }


async def _read(task: Task, tools: Tools, file: Mapping[str, Value], found: Found) -> None:
    try:
        draft = await fetched(task, tools, file)
    except CannotMake as refused:
        found.failed.append(refused.reason)
        return
    read = await tools.pictures.read(await draft.load())
    if isinstance(read, Refusal):
        found.failed.append(AS_TOLD.get(read.reason, "trouble"))
        await task.files.remove(draft)
        return
    found.files.append(as_record(draft.attachment))
    found.messages += _new(found.messages, read)


def _new(before: Sequence[Message], read: Screenshot) -> Sequence[Message]:
    """The messages of one more picture without those that ended the one before: screens overlap."""
    messages = read.messages
    for size in range(min(len(before), len(messages)), 0, -1):
        if [each.text for each in before[-size:]] == [each.text for each in messages[:size]]:
            return messages[size:]
    return messages


def theirs(messages: Sequence[Message]) -> str:
    """What the other side wrote; all of it where sides cannot be told apart."""
    lines = [message.text for message in messages if message.sender is Sender.THEM]
    return "\n".join(lines or [message.text for message in messages])


def in_bubbles(text: str) -> tuple[str, ...]:
    """A text in bubbles of at most 120 characters, broken at lines where there are any."""
    bubbles, rest = [], text.strip()
    while rest:
        end = len(rest) if len(rest) <= BUBBLE else max(rest.rfind("\n", 1, BUBBLE + 1), 0) or BUBBLE
        bubbles.append(rest[:end].strip())
        rest = rest[end:].strip()
    return tuple(bubbles)
