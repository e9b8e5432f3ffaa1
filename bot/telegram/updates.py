"""Reads an update straight from its JSON.

Building a ``telegram.Update`` costs 0.37 ms, more than the whole turn; a turn needs a dozen of its
fields. A test holds this reading and the library's to the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import orjson

from bot.conversation.incoming import FileKind, Incoming, IncomingFile, IncomingKind
from bot.dialogue.values import loads

Json: TypeAlias = Mapping[str, Any]

LARGEST_UPDATE = 512 * 1024
"""Bytes. A message has 4,096 characters and 100 entities at most: what is larger is not from Telegram."""

COVERED = "covered"
"""The field that says whether something was covered in an update before it was kept."""

LARGEST_ID = 2**63 - 1
"""Ids have at most 52 significant bits (Bot API, User and Chat); the database has room for 63."""

NOTHING: Json = {}
IGNORED = Incoming("ignored", 0, private=False)

CONTENT: tuple[tuple[str, IncomingKind], ...] = (
    ("text", "text"),
    ("photo", "photo"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("sticker", "sticker"),
    ("poll", "poll"),
    ("animation", "video"),  # an animation carries a document too, and a venue a location: the order decides
    ("video", "video"),
    ("video_note", "video"),
    ("document", "document"),
    ("venue", "location"),
    ("location", "location"),
    ("contact", "contact"),
    ("dice", "dice"),
)

FILES: tuple[tuple[str, FileKind, str], ...] = (
    ("photo", "photo", "image/jpeg"),
    ("voice", "voice", "audio/ogg"),
    ("audio", "audio", "audio/mpeg"),
    ("animation", "animation", "video/mp4"),
    ("video", "video", "video/mp4"),
    ("video_note", "video", "video/mp4"),
    ("document", "document", "application/octet-stream"),
)
"""Fields that hold a file, what kind it is, and its type when Telegram names none."""

LONGEST_NAME, LONGEST_ENDING = 60, 10
"""Characters of a file name that are kept."""

SERVICE = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "write_access_allowed",
        "chat_background_set",
        "connected_website",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
    }
)
"""Notices Telegram writes into a private chat itself: nobody is waiting for an answer to them."""

NEW = ("message", "channel_post")
EDITED = ("edited_message", "edited_channel_post")
WITH_CHAT = (*NEW, *EDITED, "my_chat_member", "chat_member", "chat_join_request", "message_reaction")
IN = frozenset({"member", "administrator", "creator", "restricted"})
OUT = frozenset({"left", "kicked"})


def chat_of(update: Json) -> int:
    """The chat an update belongs to, 0 when it belongs to none (inline queries, polls, payments)."""
    chat = _chat(update)
    return number_of(chat, "id")


def is_update_id(value: object) -> bool:
    """Whether a value may be the id of an update: what the inbox can keep it under."""
    return type(value) is int and 0 < value <= LARGEST_ID


def read_update(payload: bytes) -> Incoming:
    """What an inbox row says; kind ``ignored`` for anything that is not an update. Never raises."""
    if len(payload) > LARGEST_UPDATE:
        return IGNORED
    try:
        update = orjson.loads(payload)
    except orjson.JSONDecodeError:
        return IGNORED
    if not isinstance(update, dict):
        return IGNORED
    return _timer(payload) if "timer" in update else _read(update)


def _read(update: Json) -> Incoming:
    if not chat_of(update):
        return IGNORED
    if tap := child_of(update, "callback_query"):
        return _tap(tap)
    if member := child_of(update, "my_chat_member"):
        return _membership(member)
    covered = update.get(COVERED) is True
    if message := _first(update, NEW):
        return _message(message, covered=covered)
    if message := _first(update, EDITED):
        return _message(message, "edited", covered=covered)
    return IGNORED


def _timer(payload: bytes) -> Incoming:
    """A row our own storage made, with values of the dialogue in it."""
    try:
        return Incoming("timer", 0, private=True, timer=loads(payload))
    except (ValueError, LookupError, TypeError, ArithmeticError):
        return IGNORED


def _tap(tap: Json) -> Incoming:
    message, sender = child_of(tap, "message"), child_of(tap, "from")
    private = _is_private(message)
    return Incoming(
        kind="tap" if private else "group",
        chat_id=number_of(child_of(message, "chat"), "id"),
        private=private,
        data=word_of(tap, "data"),
        callback_id=word_of(tap, "id"),
        message_id=number_of(message, "message_id"),
        language=word_of(sender, "language_code"),
        name=word_of(sender, "first_name"),
        is_bot=sender.get("is_bot") is True,
    )


def _membership(member: Json) -> Incoming:
    before = word_of(child_of(member, "old_chat_member"), "status")
    after = word_of(child_of(member, "new_chat_member"), "status")
    private, sender = _is_private(member), child_of(member, "from")
    return Incoming(
        kind=_membership_kind(before, after, private=private),
        chat_id=number_of(child_of(member, "chat"), "id"),
        private=private,
        language=word_of(sender, "language_code"),
        name=word_of(sender, "first_name"),
        is_bot=sender.get("is_bot") is True,
    )


def _membership_kind(before: str, after: str, *, private: bool) -> IncomingKind:
    if private:
        return "blocked" if after in OUT else "unblocked"
    if after in OUT:  # out already: there is no way to say anything there
        return "ignored"
    return "group" if before in IN else "added"


def _message(message: Json, kind: IncomingKind | None = None, *, covered: bool = False) -> Incoming:
    private, sender = _is_private(message), child_of(message, "from")
    return Incoming(
        kind=(kind or _content_kind(message)) if private else "group",
        chat_id=number_of(child_of(message, "chat"), "id"),
        private=private,
        text=word_of(message, "text") or word_of(message, "caption"),
        message_id=number_of(message, "message_id"),
        media_group=word_of(message, "media_group_id"),
        forwarded="forward_origin" in message or "forward_date" in message,
        language=word_of(sender, "language_code"),
        name=word_of(sender, "first_name"),
        is_bot=sender.get("is_bot") is True,
        file=_file(message) if private and kind is None else None,
        covered=covered,
        sent_at=number_of(message, "edit_date") or number_of(message, "date"),
    )


def _file(message: Json) -> IncomingFile | None:
    for field, kind, mime in FILES:
        held = message.get(field)
        found = largest(held) if isinstance(held, list) else held
        if isinstance(found, dict) and word_of(found, "file_id"):
            return IncomingFile(
                kind=kind,
                file_id=word_of(found, "file_id"),
                size=max(0, number_of(found, "file_size")),
                mime=word_of(found, "mime_type") or mime,
                name=plain_name(word_of(found, "file_name")),
            )
    return None


def largest(copies: list[Any]) -> Json:
    """Of the copies of a picture the one with the most points."""
    pictures = [copy for copy in copies if isinstance(copy, dict)]
    return max(pictures, key=lambda copy: number_of(copy, "width") * number_of(copy, "height"), default=NOTHING)


def plain_name(name: str) -> str:
    """A file name as it may be shown and written: the last part of a path, without control characters, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if char.isprintable()).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return shown[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _content_kind(message: Json) -> IncomingKind:
    for field, kind in CONTENT:
        if field in message:
            return kind
    return "other" if SERVICE.isdisjoint(message) else "ignored"


def _chat(update: Json) -> Json:
    if tap := child_of(update, "callback_query"):
        return child_of(child_of(tap, "message"), "chat")
    return child_of(_first(update, WITH_CHAT), "chat")


def _first(update: Json, names: tuple[str, ...]) -> Json:
    return next((child for name in names if (child := child_of(update, name))), NOTHING)


def _is_private(holder: Json) -> bool:
    return word_of(child_of(holder, "chat"), "type") == "private"


def child_of(holder: Json, name: str) -> Json:
    """The object in a field, an empty one when there is none."""
    value = holder.get(name)
    return value if isinstance(value, dict) else NOTHING


def word_of(holder: Json, name: str) -> str:
    """The text in a field, an empty one when there is none."""
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def number_of(holder: Json, name: str) -> int:
    """The number in a field, 0 when there is none the database has room for."""
    value = holder.get(name)
    return value if type(value) is int and -LARGEST_ID <= value <= LARGEST_ID else 0
