"""Changing and deleting messages, and pinning them."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.arguments import Arguments, whole_number
from bot.sandbox.chats import Chat
from bot.sandbox.methods.addressing import (
    caption_text,
    find_message,
    message_text,
    reply_markup,
    target_chat,
)
from bot.sandbox.methods.table import method
from bot.sandbox.model import JsonObject, Message
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

DELETABLE_FOR = timedelta(hours=48)
"""Bot API, deleteMessage: only within 48 hours."""
MOST_DELETED = 100
_FILES = ("photo", "document", "voice")


@method("editMessageText")
def edit_message_text(world: World, arguments: Arguments) -> object:
    """Another text, and the keyboard of this call or none."""
    chat, message = _own_message(world, arguments)
    body = message_text(arguments)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _changed(world, chat, message, _kept(message, "text", "entities") | body, reply_markup(arguments))


@method("editMessageCaption")
def edit_message_caption(world: World, arguments: Arguments) -> object:
    """Another caption under a picture or document."""
    chat, message = _own_message(world, arguments)
    if not any(kind in message.body for kind in _FILES):
        raise bad_request("there is no caption in the message to edit")
    body = _kept(message, "caption", "caption_entities") | caption_text(arguments)
    return _changed(world, chat, message, body, reply_markup(arguments))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, arguments: Arguments) -> object:
    """Only another keyboard, or none."""
    chat, message = _own_message(world, arguments)
    return _changed(world, chat, message, message.body, reply_markup(arguments), marked=False)


@method("deleteMessage")
def delete_message(world: World, arguments: Arguments) -> bool:
    """Take one message away, its own or, in a private chat, the person's."""
    chat = target_chat(world, arguments)
    message = find_message(chat, arguments, "delete")
    if not _deletable(world, chat, message):
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, message)
    return True


@method("deleteMessages")
def delete_messages(world: World, arguments: Arguments) -> bool:
    """Take up to 100 messages away; those not found are passed over."""
    chat = target_chat(world, arguments)
    numbers = arguments.decoded_list("message_ids") or []
    if not 1 <= len(numbers) <= MOST_DELETED:
        raise bad_request("message identifiers are not specified or there are too many of them")
    for number in numbers:
        message = chat.messages.get(whole_number(number, "message_ids"))
        if message and _deletable(world, chat, message):
            world.delete(chat, message)
    return True


@method("pinChatMessage")
def pin_chat_message(world: World, arguments: Arguments) -> bool:
    """Keep a message at the top of the chat."""
    chat = target_chat(world, arguments)
    message = find_message(chat, arguments, "pin")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        world.publish(chat, "pin", message, {"pinned": True})
    return True


@method("unpinChatMessage")
def unpin_chat_message(world: World, arguments: Arguments) -> bool:
    """Let go of a pinned message: the named one, or the newest pinned."""
    chat = target_chat(world, arguments)
    number = arguments.integer("message_id") or (chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    _unpin(world, chat, number)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, arguments: Arguments) -> bool:
    """Let go of every pinned message."""
    chat = target_chat(world, arguments)
    for number in list(chat.pinned):
        _unpin(world, chat, number)
    return True


def _unpin(world: World, chat: Chat, number: int) -> None:
    chat.pinned.remove(number)
    world.publish(chat, "pin", chat.messages[number], {"pinned": False})


def _own_message(world: World, arguments: Arguments) -> tuple[Chat, Message]:
    chat = target_chat(world, arguments)
    message = find_message(chat, arguments, "edit")
    if not message.from_bot or "forward_origin" in message.body:
        raise bad_request("message can't be edited")
    return chat, message


def _changed(
    world: World,
    chat: Chat,
    message: Message,
    body: JsonObject,
    markup: JsonObject | None,
    *,
    marked: bool = True,
) -> JsonObject:
    if body == message.body and markup == message.markup:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    return world.rewrite(chat, message, body, markup, marked=marked).to_api()


def _kept(message: Message, *replaced: str) -> JsonObject:
    return {name: value for name, value in message.body.items() if name not in replaced}


def _deletable(world: World, chat: Chat, message: Message) -> bool:
    may = message.from_bot or chat.kind == "private"
    return may and world.now() - message.sent_at <= DELETABLE_FOR
