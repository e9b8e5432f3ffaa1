"""What came in, read once: all a turn wants to know of an update, with nothing of Telegram left in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

IncomingKind: TypeAlias = Literal[
    "text",
    "tap",
    "photo",
    "voice",
    "sticker",
    "poll",
    "document",
    "video",
    "location",
    "contact",
    "dice",
    "other",
    "edited",
    "blocked",
    "unblocked",
    "added",
    "group",
    "timer",
    "ignored",
]


FileKind: TypeAlias = Literal["photo", "document", "voice", "audio", "video", "animation"]


@dataclass(frozen=True, slots=True, repr=False)
class IncomingFile:
    """A file that was sent: where Telegram has it, and what it says of it; ``size`` in bytes, 0 when it does not say.

    ``name`` and ``mime`` are the sender's and prove nothing; a photo is the largest of its copies.
    """

    kind: FileKind
    file_id: str
    size: int = 0
    mime: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Incoming:
    """One update of a chat.

    ``text`` is what was written or the caption of what was sent; a command is a text that starts with "/".
    ``tap`` brings ``data`` and ``callback_id`` of the button and the ``message_id`` it hangs on.
    ``edited`` brings the new text of an older message. ``media_group`` is the same for all pictures of
    one album. ``forwarded`` says the words are somebody else's. ``blocked`` and ``unblocked`` are the
    person's own switch; ``added`` is being put into a group or channel and ``group`` everything else
    there. ``timer`` brings its row as storage
    wrote it ("timer" its name, "due", "payload"), and no ``chat_id``: the row has it. ``ignored`` needs
    no answer. ``language`` is the code of the person's app ("zh-hans", "en", often empty), ``name`` their
    first name, ``is_bot`` true when another bot wrote; ``file`` is what hangs on a message that was sent.
    ``covered`` says that a private number was covered in it before it was kept; ``sent_at`` is when it was written, in
    Unix seconds, 0 where Telegram does not say.
    """

    kind: IncomingKind
    chat_id: int
    private: bool
    text: str = ""
    data: str = ""
    callback_id: str = ""
    message_id: int = 0
    media_group: str = ""
    forwarded: bool = False
    language: str = ""
    name: str = ""
    timer: Mapping[str, Any] | None = None
    is_bot: bool = False
    file: IncomingFile | None = None
    covered: bool = False
    sent_at: int = 0
