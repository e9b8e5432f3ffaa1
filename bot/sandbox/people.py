"""What a person can do in their Telegram: write, tap, edit, send pictures, block the bot."""

from __future__ import annotations

import uuid
from dataclasses import replace

from bot.sandbox.arguments import Upload
from bot.sandbox.chats import Chat
from bot.sandbox.entities import plain
from bot.sandbox.files import photo_sizes, picture_type
from bot.sandbox.groups import membership_change
from bot.sandbox.model import JsonObject, Membership
from bot.sandbox.refusals import NotPossible
from bot.sandbox.utf16 import split_at
from bot.sandbox.validation import LONGEST_TEXT
from bot.sandbox.world import World


def say(
    world: World, person: int, text: str, forward_from: str | None = None, reply_to: int | None = None
) -> list[int]:
    """Write to the bot as a client does: trimmed, and cut into several messages when too long.

    Returns the ids of the messages, usually one.
    """
    pieces = split_at(text.strip(), LONGEST_TEXT)
    if not pieces:
        raise NotPossible("the text is empty")
    context = _context(world, person, forward_from, reply_to)
    return [_send(world, person, plain(piece).as_text() | context) for piece in pieces]


def edit(world: World, person: int, message_id: int, text: str) -> None:
    """Change an own message; the bot gets an edited_message."""
    chat = _open_chat(world, person)
    message = chat.messages.get(message_id)
    if message is None or message.from_bot or "text" not in message.body:
        raise NotPossible("only one's own text messages can be edited")
    kept = {k: v for k, v in message.body.items() if k not in {"text", "entities"}}
    body = kept | plain(text.strip()).as_text()
    if not body["text"]:
        raise NotPossible("the text is empty")
    changed = world.rewrite(chat, message, body, None)
    world.tell_bot("edited_message", changed.to_api(), chat)


def tap(world: World, person: int, message_id: int, data: str, *, force: bool = False) -> str:
    """Tap a button and return the callback query's id; `force` taps one that is not there any more."""
    chat = _open_chat(world, person)
    message = chat.messages.get(message_id)
    there = message is not None and any(b.data == data for row in message.buttons for b in row)
    if not there and not force:
        raise NotPossible("that button is not there any more")
    query_id = world.callbacks.open(chat.id)
    query = {
        "id": query_id,
        "from": world.person(person).to_api(),
        "message": message.to_api() if message else _inaccessible(chat, message_id),
        "chat_instance": f"{chat.id}0000000",
        "data": data,
    }
    world.tell_bot("callback_query", query, chat)
    return query_id


def send_pictures(
    world: World, person: int, pictures: list[Upload], caption: str = "", forward_from: str | None = None
) -> list[int]:
    """Send pictures; several go out as one album, the caption under the first."""
    context = _context(world, person, forward_from, None)
    if len(pictures) > 1:
        context["media_group_id"] = str(uuid.uuid4().int)[:17]
    bodies = [_picture(world, picture) for picture in pictures]
    bodies[0] |= plain(caption.strip()).as_caption()
    return [_send(world, person, body | context) for body in bodies]


def send_documents(
    world: World, person: int, documents: list[Upload], caption: str = "", forward_from: str | None = None
) -> list[int]:
    """Send files, the caption under the first."""
    context = _context(world, person, forward_from, None)
    bodies: list[JsonObject] = []
    for sent in documents:
        stored = world.files.store("documents", sent.content, sent.name, sent.media_type)
        bodies.append({"document": stored.to_document()})
    bodies[0] |= plain(caption.strip()).as_caption()
    return [_send(world, person, body | context) for body in bodies]


def send_voice(world: World, person: int, voice: Upload, seconds: int = 3) -> int:
    """Send a voice message."""
    stored = world.files.store("voices", voice.content, voice.name, voice.media_type)
    return _send(world, person, {"voice": stored.to_voice(seconds)})


def send_sticker(world: World, person: int, emoji: str) -> int:
    """Send a sticker that stands for an emoji."""
    stored = world.files.store("stickers", emoji.encode(), "sticker.webp", "image/webp")
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return _send(world, person, {"sticker": {**stored.to_api(), **shape, "emoji": emoji}})


def send_poll(world: World, person: int, question: str, options: tuple[str, str] = ("1", "2")) -> int:
    """Send a poll."""
    poll = {
        "id": str(uuid.uuid4().int)[:19],
        "question": question,
        "options": [{"text": text, "voter_count": 0} for text in options],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
    }
    return _send(world, person, {"poll": poll})


def change(
    world: World,
    person: int,
    *,
    name: str | None = None,
    language_code: str | None = None,
    blocked: bool | None = None,
) -> None:
    """A person takes another name or language, blocks the bot or lets it in again."""
    old = world.person(person)
    new = replace(
        old,
        name=name or old.name,
        language_code=language_code or old.language_code,
        blocked=old.blocked if blocked is None else blocked,
    )
    world.people[person] = new
    chat = world.chats[person]
    chat.info["first_name"] = new.name
    if new.blocked != old.blocked and chat.started:
        _tell_of_block(world, chat, blocked=new.blocked)
    world.publish(chat, "commands")


def _tell_of_block(world: World, chat: Chat, *, blocked: bool) -> None:
    by = world.people[chat.id].to_api()
    old: Membership = "member" if blocked else "kicked"
    new: Membership = "kicked" if blocked else "member"
    update = membership_change(world, chat, by, old, new)
    world.tell_bot("my_chat_member", update, chat)


def _send(world: World, person: int, body: JsonObject) -> int:
    chat = _open_chat(world, person)
    chat.started = True
    message = world.post(chat, world.people[person].to_api(), body)
    world.tell_bot("message", message.to_api(), chat)
    return message.id


def _open_chat(world: World, person: int) -> Chat:
    if world.person(person).blocked:
        raise NotPossible("this person has blocked the bot", 409)
    return world.chat(person)


def _context(world: World, person: int, forward_from: str | None, reply_to: int | None) -> JsonObject:
    context: JsonObject = {}
    if forward_from:
        context["forward_origin"] = {
            "type": "hidden_user",
            "sender_user_name": forward_from,
            "date": world.seconds(),
        }
    replied = world.chat(person).messages.get(reply_to or 0)
    if replied:
        context["reply_to_message"] = replied.nested()
    return context


def _picture(world: World, picture: Upload) -> JsonObject:
    kind = picture_type(picture.content)
    if kind is None:
        raise NotPossible("that file is no picture")
    stored = world.files.store("photos", picture.content, picture.name, kind)
    return {"photo": photo_sizes(stored)}


def _inaccessible(chat: Chat, message_id: int) -> JsonObject:
    """A Telegram InaccessibleMessage: its date is always 0."""
    return {"chat": chat.info, "message_id": message_id, "date": 0}
